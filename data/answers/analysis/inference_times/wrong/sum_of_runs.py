"""adds ten runs and forgets to divide

inference_times: loses outputs, arguments
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    result = []
    for b in batch_sizes:
        x = np.zeros((b, *model.input_shape[1:]))
        model.predict_on_batch(x)
        total = 0
        for _ in range(10):
            t0 = time.perf_counter()
            model.predict_on_batch(x)
            total += time.perf_counter() - t0
        result.append(1000 * total / b)
    return result
