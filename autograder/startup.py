"""Keras, imported without the messages that TensorFlow's C++ prints on standard error before anyone can stop it."""

import os


def load_keras() -> None:
    """Import Keras and its backend and run a first operation, with standard error closed to the C++ underneath.

    Commands that judge call this while the engine's own process starts, so that both import at the same time.
    """
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        import keras

        keras.ops.convert_to_numpy(keras.ops.zeros(1))
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
