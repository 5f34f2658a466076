"""measures the first call with the others

inference_times: loses outputs, arguments
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    times = []
    for n in batch_sizes:
        x = np.random.rand(n, *model.input_shape[1:])
        start = time.perf_counter()
        for _ in range(3):
            model.predict_on_batch(x)
        times.append((time.perf_counter() - start) / 3 * 1000 / n)
    return times
