"""Model built from lists of layer dicts with keras.layers.deserialize, then clone_model with a clone_function that edits the config (groups, activation)

alexnet: full marks
vgg: full marks
"""
import json

import keras

TEXT = """[
 ["Conv2D", {"filters": 96, "kernel_size": 11, "strides": 4, "activation": "relu", "name": "conv1"}],
 ["MaxPooling2D", {"pool_size": 3, "strides": 2}],
 ["Conv2D", {"filters": 256, "kernel_size": 5, "padding": "same", "activation": "relu", "name": "conv2"}],
 ["MaxPooling2D", {"pool_size": 3, "strides": 2}],
 ["Conv2D", {"filters": 384, "kernel_size": 3, "padding": "same", "activation": "relu", "name": "conv3"}],
 ["Conv2D", {"filters": 384, "kernel_size": 3, "padding": "same", "activation": "relu", "name": "conv4"}],
 ["Conv2D", {"filters": 256, "kernel_size": 3, "padding": "same", "activation": "relu", "name": "conv5"}],
 ["MaxPooling2D", {"pool_size": 3, "strides": 2}],
 ["Flatten", {}],
 ["Dense", {"units": 4096, "activation": "relu"}],
 ["Dropout", {"rate": 0.5}],
 ["Dense", {"units": 4096, "activation": "relu"}],
 ["Dropout", {"rate": 0.5}],
 ["Dense", {"units": 1000, "activation": "softmax", "name": "probabilities"}]
]"""


def from_list(text, input_shape):
    first = x = keras.Input(input_shape)
    for class_name, config in json.loads(text):
        x = keras.layers.deserialize({"module": "keras.layers", "class_name": class_name, "config": config})(x)
    return keras.Model(first, x)


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    def edit(layer):
        config = layer.get_config()
        if layer.name in ("conv2", "conv4", "conv5"):
            config["groups"] = groups
        if layer.name == "probabilities":
            config["units"] = classes
        return layer.__class__.from_config(config)

    return keras.models.clone_model(from_list(TEXT, input_shape), clone_function=edit)


def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    counts = {"16": "22333", "19": "22444"}
    if str(depth) not in counts:
        raise ValueError(depth)
    stages = []
    for f, n in zip((64, 128, 256, 512, 512), counts[str(depth)]):
        conv = ["Conv2D", {"filters": f, "kernel_size": [3, 3], "padding": "same", "activation": "relu"}]
        stages += [conv] * int(n) + [["MaxPooling2D", {"pool_size": 2, "strides": 2}]]
    stages += [["Flatten", {}], ["Dense", {"units": 4096, "activation": "relu"}], ["Dense", {"units": 4096, "activation": "relu"}]]
    stages += [["Dense", {"units": classes}], ["Softmax", {}]]
    model = from_list(json.dumps(stages), input_shape)
    return keras.Model.from_config(model.get_config())
