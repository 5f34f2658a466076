"""trainable parameters only

parameter_share: loses outputs, arguments
  told trainable_only
"""
import keras
import numpy as np


def parameter_share(model):
    share = {"convolution": 0, "dense": 0, "other": 0}
    for layer in model._flatten_layers():
        if isinstance(layer, keras.Model):
            continue
        n = sum(np.prod(w.shape) for w in layer.trainable_weights)
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            share["convolution"] += n
        elif isinstance(layer, keras.layers.Dense):
            share["dense"] += n
        else:
            share["other"] += n
    total = sum(share.values())
    return {k: float(v / total) for k, v in share.items()}
