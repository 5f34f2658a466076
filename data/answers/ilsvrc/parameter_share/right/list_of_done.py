"""a function inside that calls itself for nested models, and a list of what it has counted

parameter_share: full marks
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
    return {k: v / total for k, v in share.items()}
