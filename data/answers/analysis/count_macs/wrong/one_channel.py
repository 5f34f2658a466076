"""forgets the input channels

count_macs: loses outputs, arguments
  told input_channels_left_out
"""
import keras
import numpy as np


def count_macs(model):
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            kh, kw = layer.kernel_size
            _, h, w, c = layer.output.shape
            macs += h * w * c * kh * kw
        if isinstance(layer, keras.layers.Dense):
            macs += np.prod(layer.kernel.shape)
    return int(macs)
