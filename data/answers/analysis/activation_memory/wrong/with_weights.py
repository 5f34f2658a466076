"""adds the weights

activation_memory: loses outputs, arguments
  told weights_counted
"""
import math


def activation_memory(model, batch_size, bytes_per_value=4):
    outputs = sum(math.prod(layer.output.shape[1:]) for layer in model.layers) * batch_size
    weights = sum(math.prod(w.shape) for w in model.weights)
    return (outputs + weights) * bytes_per_value
