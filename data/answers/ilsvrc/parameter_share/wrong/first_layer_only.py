"""returns inside the loop

parameter_share: loses builds, outputs, arguments
"""
import keras


def parameter_share(model):
    counts = {"convolution": 0, "dense": 0, "other": 0}
    for layer in model.layers:
        if "conv" in layer.name:
            counts["convolution"] += layer.count_params()
        elif "dense" in layer.name:
            counts["dense"] += layer.count_params()
        else:
            counts["other"] += layer.count_params()
        total = sum(counts.values())
        return {kind: n / total for kind, n in counts.items()}
