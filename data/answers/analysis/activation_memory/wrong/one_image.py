"""forgets the batch

activation_memory: loses outputs, arguments
  told one_image
"""
import numpy as np


def activation_memory(model, batch_size, bytes_per_value=4):
    total = 0
    for layer in model.layers:
        total += np.prod([d for d in layer.output.shape if d is not None])
    return int(total) * bytes_per_value
