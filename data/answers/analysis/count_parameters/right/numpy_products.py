"""np.prod everywhere, which gives NumPy integers

count_parameters: full marks
count_macs: full marks
activation_memory: full marks
"""
import keras
import numpy as np


def count_parameters(model):
    n = 0
    for w in model.weights:
        n += np.prod(w.shape)
    return n


def count_macs(model):
    macs = 0
    for l in model.layers:
        if hasattr(l, "layers"):
            macs += count_macs(l)
        if type(l).__name__ == "Conv2D":
            kh, kw, c_in, c_out = l.kernel.shape
            _, h, w, _ = l.output.shape
            macs += h * w * kh * kw * c_in * c_out
        if type(l).__name__ == "Dense":
            macs += np.prod(l.output.shape[1:]) * l.kernel.shape[0]
    return macs


def activation_memory(model, batch_size, bytes_per_value=4):
    shapes = [t.shape for t in model.inputs]
    shapes += [l.output.shape for l in model.layers if type(l).__name__ != "InputLayer"]
    return np.sum([np.prod(s[1:]) for s in shapes]) * batch_size * bytes_per_value
