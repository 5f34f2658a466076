"""weights as arrays, the rest by subtraction

parameter_share: full marks
"""
from keras import layers, models


def parameter_share(model):
    def flat(m):
        for layer in m.layers:
            if isinstance(layer, models.Model):
                yield from flat(layer)
            else:
                yield layer

    unique = set(flat(model))
    conv = sum(w.size for l in unique if isinstance(l, (layers.Conv2D, layers.DepthwiseConv2D)) for w in l.get_weights())
    dense = sum(w.size for l in unique if isinstance(l, layers.Dense) for w in l.get_weights())
    total = model.count_params()
    return dict(convolution=conv / total, dense=dense / total, other=1 - conv / total - dense / total if conv + dense < total else 0.0)
