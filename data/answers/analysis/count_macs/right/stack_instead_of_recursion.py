"""a stack of models still to be looked at

count_macs: full marks
activation_memory: full marks
"""
import math

import keras


def count_macs(model):
    todo, macs = [model], 0
    while todo:
        layer = todo.pop()
        if isinstance(layer, keras.Model):
            todo.extend(layer.layers)
            continue
        if not isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            continue
        *behind, _ = layer.kernel.shape
        macs += math.prod(layer.output.shape[1:]) * math.prod(behind)
    return macs


def activation_memory(model, batch_size, bytes_per_value=4):
    outputs = {id(tensor): tensor for tensor in model.inputs}
    for layer in model.layers:
        for tensor in keras.tree.flatten(layer.output):
            outputs[id(tensor)] = tensor
    values = sum(math.prod(tensor.shape[1:]) for tensor in outputs.values())
    return values * batch_size * bytes_per_value
