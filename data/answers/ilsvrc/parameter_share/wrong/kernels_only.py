"""biases are not counted

parameter_share: loses outputs, arguments
  told kernels_only
"""
import keras
import numpy as np


def parameter_share(model):
    conv = dense = other = 0
    for layer in {id(l): l for l in model._flatten_layers() if not isinstance(l, keras.Model)}.values():
        if not layer.weights:
            continue
        n = int(np.prod(layer.weights[0].shape))
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            conv += n
        elif isinstance(layer, keras.layers.Dense):
            dense += n
        else:
            other += n
    total = conv + dense + other
    return {"convolution": conv / total, "dense": dense / total, "other": other / total}
