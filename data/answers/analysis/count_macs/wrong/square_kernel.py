"""takes one side of the kernel twice

count_macs: loses arguments
  told square_kernel
"""
import keras


def count_macs(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
        if isinstance(layer, keras.layers.Conv2D):
            _, h, w, f = layer.output.shape
            k = layer.kernel_size[0]
            total += h * w * f * k * k * layer.kernel.shape[2]
        if isinstance(layer, keras.layers.Dense):
            total += layer.kernel.shape[0]* layer.units * (layer.output.shape[1]*layer.output.shape[2] if len(layer.output.shape) == 4 else 1)
    return total
