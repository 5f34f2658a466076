"""NumPy dot products, so the result is a NumPy integer

inception_naive_multiplications: full marks
inception_multiplications: full marks
"""
import numpy as np


def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    areas = np.array([1, 9, 25], dtype=np.int64)
    filters = np.array([filters_1x1, filters_3x3, filters_5x5], dtype=np.int64)
    return height * width * channels * np.dot(areas, filters)


def inception_multiplications(height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    c_in = np.array([channels, channels, reduce_3x3, channels, reduce_5x5, channels], dtype=np.int64)
    c_out = np.array([filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj], dtype=np.int64)
    k = np.array([1, 1, 3, 1, 5, 1])
    return np.sum(height * width * k**2 * c_in * c_out)
