"""seconds

inference_times: loses outputs, arguments
  told scaled
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    times = []
    for n in batch_sizes:
        x = np.random.rand(n, *model.input_shape[1:])
        model.predict_on_batch(x)
        start = time.perf_counter()
        model.predict_on_batch(x)
        times.append((time.perf_counter() - start) / n)
    return times
