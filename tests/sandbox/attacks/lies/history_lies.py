"""Returns a tensor whose history was rewritten, with a loop in it and nodes that misbehave."""

import keras


class Settings(dict):
    def items(self):
        return [("shape", [None, 56, 56, 64]), ("trainable", True)] * 10


def identity_block(x, filters):
    y = keras.layers.Conv2D(filters, 1, use_bias=False)(x)
    node = y._keras_history.operation._inbound_nodes[0]
    if filters == 64:
        node.arguments.args = (y,)
        node.arguments._single_positional_tensor = y
        node.arguments.keras_tensors = [y]
    else:
        y._keras_history = x._keras_history._replace(tensor_index=10**9)
    y._keras_history.operation.get_config = Settings
    return y
