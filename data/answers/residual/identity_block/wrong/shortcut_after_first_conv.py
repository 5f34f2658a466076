"""x is overwritten before it is kept: the shortcut starts after the first ReLU

identity_block: loses outputs
  told shortcut_taken_late
"""
import keras

def identity_block(x, filters):
  x = keras.layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)
  x = keras.layers.BatchNormalization()(x)
  x = keras.layers.ReLU()(x)
  shortcut = x
  x = keras.layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)
  x = keras.layers.BatchNormalization()(x)
  x = keras.layers.add([x, shortcut])
  x = keras.layers.ReLU()(x)
  return x
