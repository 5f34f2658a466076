"""per batch, not per image

inference_times: loses outputs, arguments
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    result = []
    for b in batch_sizes:
        images = np.random.random((b,) + model.input_shape[1:]).astype("float32")
        model(images)  # warm up
        t0 = time.perf_counter()
        for _ in range(5):
            model(images)
        t1 = time.perf_counter()
        result.append(1000 * (t1 - t0) / 5)
    return result
