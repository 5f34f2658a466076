"""K.gradients, which is gone

stem_gradient: loses builds, outputs, arguments
  told gone_from_keras
"""
import keras
import keras.backend as K


def stem_gradient(model, x, y):
    loss = K.mean(keras.losses.sparse_categorical_crossentropy(y, model(x, training=True)))
    grads = K.gradients(loss, model.layers[1].kernel)
    return float(K.sqrt(K.sum(K.square(grads[0]))))
