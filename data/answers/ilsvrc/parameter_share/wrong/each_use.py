"""a shared layer counts once for each use

parameter_share: loses arguments
"""
import keras


def parameter_share(model):
    share = {"convolution": 0, "dense": 0, "other": 0}

    def visit(layer, times=1):
        if isinstance(layer, keras.Model):
            for inner in layer.layers:
                visit(inner, max(1, len([n for n in inner._inbound_nodes if n in layer._nodes])))
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            share["convolution"] += times * layer.count_params()
        elif isinstance(layer, keras.layers.Dense):
            share["dense"] += times * layer.count_params()
        else:
            share["other"] += times * layer.count_params()

    visit(model)
    total = sum(share.values())
    return {k: v / total for k, v in share.items()}
