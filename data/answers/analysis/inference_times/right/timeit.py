"""lets timeit measure

inference_times: full marks
"""
import statistics
import timeit

import numpy as np


def inference_times(model, batch_sizes):
    def ms(batch_size):
        x = np.ones((batch_size, *model.input_shape[1:]), "float32")
        model.predict_on_batch(x)
        seconds = timeit.repeat(lambda: model.predict_on_batch(x), number=2, repeat=4)
        return 1000 * statistics.median(seconds) / 2 / batch_size

    return [ms(n) for n in batch_sizes]
