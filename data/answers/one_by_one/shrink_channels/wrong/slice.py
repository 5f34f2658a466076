"""takes the first channels instead of mixing

shrink_channels: loses parameters, outputs, training, arguments
"""
import keras


def shrink_channels(x, filters):
    return keras.ops.relu(x[..., :filters])
