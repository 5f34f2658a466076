"""counts layers instead of parameters

parameter_share: loses outputs, arguments
  told counts_layers
"""
import keras


def parameter_share(model):
    share = {"convolution": 0, "dense": 0, "other": 0}
    done = []

    def count(m):
        for layer in m.layers:
            if any(layer is d for d in done):
                continue
            done.append(layer)
            if isinstance(layer, keras.Model):
                count(layer)
            elif isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
                share["convolution"] += 1
            elif isinstance(layer, keras.layers.Dense):
                share["dense"] += 1
            else:
                share["other"] += 1

    count(model)
    total = share["convolution"] + share["dense"] + share["other"]
    return {k: v / total for k, v in share.items()}
