"""returns after the first batch size

inference_times: loses outputs, arguments
  told stops_early
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    times = []
    for n in batch_sizes:
        x = np.zeros((n, *model.input_shape[1:]), "float32")
        model.predict_on_batch(x)
        start = time.perf_counter()
        model.predict_on_batch(x)
        times.append((time.perf_counter() - start) * 1000 / n)
        return times
