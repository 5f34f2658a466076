"""three numbers instead of a dict

parameter_share: loses outputs, arguments
  told no_names
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
                share["convolution"] += layer.count_params()
            elif isinstance(layer, keras.layers.Dense):
                share["dense"] += layer.count_params()
            else:
                share["other"] += layer.count_params()

    count(model)
    total = share["convolution"] + share["dense"] + share["other"]
    return tuple(v / total for v in share.values())
