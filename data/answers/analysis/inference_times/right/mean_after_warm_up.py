"""the mean of ten runs after three for warming up, with predict

inference_times: full marks
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    times = []
    for batch_size in batch_sizes:
        images = np.zeros((batch_size,) + tuple(model.input_shape[1:]), dtype="float32")
        for _ in range(3):
            model.predict(images, verbose=0, batch_size=batch_size)
        start = time.time()
        for _ in range(10):
            model.predict(images, verbose=0, batch_size=batch_size)
        end = time.time()
        times.append((end - start) / 10 / batch_size * 1000)
    return times
