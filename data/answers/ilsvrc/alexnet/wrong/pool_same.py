"""pools with padding

alexnet: loses parameters, outputs, training, arguments
  told padding_otherwise
"""
import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    model = keras.Sequential()
    model.add(Input(input_shape))
    model.add(Conv2D(96, 11, strides=4, activation='relu'))
    model.add(MaxPooling2D(3, 2, padding='same'))
    model.add(Conv2D(256, 5, padding='same', groups=groups, activation='relu'))
    model.add(MaxPooling2D(3, 2, padding='same'))
    model.add(Conv2D(384, 3, padding='same', activation='relu'))
    model.add(Conv2D(384, 3, padding='same', groups=groups, activation='relu'))
    model.add(Conv2D(256, 3, padding='same', groups=groups, activation='relu'))
    model.add(MaxPooling2D(3, 2, padding='same'))
    model.add(Flatten())
    model.add(Dense(4096, activation='relu'))
    model.add(Dropout(0.5))
    model.add(Dense(4096, activation='relu'))
    model.add(Dropout(0.5))
    model.add(Dense(classes, activation='softmax'))
    return model
