"""images per second

inference_times: loses outputs, arguments
"""
import time

import numpy as np


def inference_times(model, batch_sizes):
    result = []
    for b in batch_sizes:
        images = np.zeros((b, *model.input_shape[1:]))
        model.predict_on_batch(images)
        t0 = time.perf_counter()
        model.predict_on_batch(images)
        result.append(b / (time.perf_counter() - t0))
    return result
