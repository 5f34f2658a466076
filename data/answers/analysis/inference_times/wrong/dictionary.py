"""a dict by batch size instead of a list

inference_times: loses builds, outputs, arguments
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    times = {}
    for n in batch_sizes:
        x = np.zeros((n, *model.input_shape[1:]))
        model.predict_on_batch(x)
        start = time.perf_counter()
        model.predict_on_batch(x)
        times[n] = (time.perf_counter() - start) * 1000 / n
    return times
