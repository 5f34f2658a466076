"""puts the batch size where the shape has None

activation_memory: full marks
information_density: full marks
"""
import numpy as np


def activation_memory(model, batch_size, bytes_per_value=4):
    def number(tensor):
        shape = [batch_size if side is None else side for side in tensor.shape]
        return int(np.prod(shape))

    layers = [l for l in model.layers if l.__class__.__name__ != "InputLayer"]
    return bytes_per_value * (sum(map(number, model.inputs)) + sum(number(l.output) for l in layers))


def information_density(top1, parameters):
    millions = parameters * 1e-6
    return np.float64(top1) / millions
