"""nested models are not opened

parameter_share: loses arguments
  told nested_is_other
"""
import keras


def parameter_share(model):
    counts = {"convolution": 0, "dense": 0, "other": 0}
    for layer in model.layers:
        if isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            counts["convolution"] += layer.count_params()
        elif isinstance(layer, keras.layers.Dense):
            counts["dense"] += layer.count_params()
        else:
            counts["other"] += layer.count_params()
    total = model.count_params()
    return {kind: n / total for kind, n in counts.items()}
