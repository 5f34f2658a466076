"""a helper function that recurses, match by kind of layer

count_macs: full marks
"""
import keras
import numpy as np


def macs_of_layer(layer):
    match layer:
        case keras.Model():
            return sum(macs_of_layer(inner) for inner in layer.layers)
        case keras.layers.Conv2D():
            # every output pixel uses every weight of the kernel once
            pixels = layer.output.shape[1] * layer.output.shape[2]
            return pixels * int(np.prod(layer.kernel.shape))
        case keras.layers.Dense():
            positions = int(np.prod(layer.output.shape[1:-1]))
            return positions * int(np.prod(layer.kernel.shape))
        case _:
            return 0


def count_macs(model):
    return sum(macs_of_layer(layer) for layer in model.layers)
