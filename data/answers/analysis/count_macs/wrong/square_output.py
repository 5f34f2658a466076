"""takes one side of the output twice

count_macs: loses arguments
  told square_output
"""
import keras


def count_macs(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
        if isinstance(layer, keras.layers.Conv2D):
            side = layer.output.shape[1]
            k1, k2, c, f = layer.kernel.shape
            total += side**2 * k1 * k2 * c * f
        if isinstance(layer, keras.layers.Dense):
            n, units = layer.kernel.shape
            pixels = 1
            for s in layer.output.shape[1:-1]:
                pixels *= s
            total += pixels * n * units
    return total
