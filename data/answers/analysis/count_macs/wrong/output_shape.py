"""layer.output_shape, which Keras 3 does not have

count_macs: loses builds, outputs, arguments
  told output_shape
"""
import numpy as np


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if "conv" in layer.name:
            macs += np.prod(layer.output_shape[1:3]) * np.prod(layer.kernel.shape)
        elif "dense" in layer.name:
            macs += np.prod(layer.kernel.shape)
    return int(macs)
