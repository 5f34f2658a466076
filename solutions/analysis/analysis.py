# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Going Deeper · 5 · What accuracy costs
#
# Year after year the ImageNet challenge asked one question: who makes the fewest errors? In 2016 Canziani, Paszke and Culurciello asked the other one.
# They put the winners on a small computer, an NVIDIA Jetson TX1, and measured what their answers cost: in memory, in operations, in milliseconds and in
# watts.
#
# In this notebook you write the measuring instruments: three that read a network's costs off its layers, and one that takes the time. You point them at
# AlexNet, VGG-16, GoogLeNet, ResNet and SqueezeNet, and at your own networks if you like. Then you draw the chart that made the paper famous, and find
# out which networks nobody has a reason to take.
#
# | question | what you write | points |
# |---|---|---|
# | `count_parameters` | how many numbers a network has to store | {{points count_parameters}} |
# | `count_macs` | how often it multiplies for one image | {{points count_macs}} |
# | `activation_memory` | how many bytes its intermediate results take | {{points activation_memory}} |
# | `inference_times` | how long it takes on your device, measured properly | {{points inference_times}} |
# | `accuracy_chart` | the bubble chart: accuracy, operations, parameters | {{points accuracy_chart}} |
# | `pareto_front` | the networks that no other one beats | {{points pareto_front}} |
# | `information_density` | accuracy per million parameters | {{points information_density}} |
# | in your own words | a network for a doorbell | {{points explain_costs}} |
#
# Take 60 to 90 minutes. You need no GPU; if you have one, section 4 gets more interesting.
#
# Paper: Canziani, Paszke and Culurciello (2017), *An Analysis of Deep Neural Network Models for Practical Applications*; first on arXiv in May 2016.

# %% [markdown]
# ## House rules
#
# - **Networks are `keras.Model`s**, functional or `Sequential`, and a model may contain other models. Images are `(batch, height, width, channels)`.
# - **Count from shapes.** `model.count_params()`, `layer.count_params()` and `model.summary()` are fine for checking a result at home. When your answer
#   is graded they are not there: they raise. Nor do you need a weight's values. The large networks that the grader counts have shapes only.
# - **Everything is for inference**, and per image unless a batch size is given.
# - **A MAC** is one multiplication and the addition that follows it. In this notebook, as in the paper, 1 MAC = 2 operations. Elsewhere, "FLOPs"
#   may mean either of the two: before you compare two numbers, find out.
# - **A table** is a list of dicts, one a network, as `csv.DictReader` reads them. All values are **text**, and some are blank (`""`).
# - **Free, never graded:** how you loop, which library computes a product, colours, sizes and fonts of a chart.
# - **Experiments**, the cells under a heading of their own after a check, are not run when your notebook is graded. Play with them as you like, but
#   let no answer use a name that one of them defines.
#
# Run the next cell first. While TensorFlow starts it may print some lines on a red ground; they are notices, not errors.

# %%
import csv
import math
import os
import shutil
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow speaks less

if "google.colab" in sys.modules:  # on Colab: first upload the bundle, analysis.zip, under Files on the left
    get_ipython().run_line_magic("pip", "install --quiet going-deeper")
    shutil.unpack_archive("/content/analysis.zip", "/content")
    os.chdir("/content/analysis")

import keras
import matplotlib.pyplot as plt
import numpy as np

from autograder import check

# %% [markdown]
# ## The networks to be measured
#
# These are compact versions of the networks that you built in the assignments before, layer for layer the same.
#
# **To measure your own**, paste your function into a new cell below the next one and add a line such as `networks["my ResNet-34"] = lambda:
# resnet(34)`. The experiments count, draw and time what is in the dict `networks`.


# %%
def conv(x, filters, size, strides=1, padding="same", groups=1):
    """A convolution with ReLU."""
    return keras.layers.Conv2D(filters, size, strides, padding, groups=groups, activation="relu")(x)


def classifier(x, classes):
    """The three dense layers of AlexNet and VGG."""
    x = keras.layers.Flatten()(x)
    for _ in range(2):
        x = keras.layers.Dense(4096, activation="relu")(x)
        x = keras.layers.Dropout(0.5)(x)
    return keras.layers.Dense(classes, activation="softmax")(x)


def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    images = keras.Input(input_shape)
    x = keras.layers.MaxPooling2D(3, 2)(conv(images, 96, 11, 4, "valid"))
    x = keras.layers.MaxPooling2D(3, 2)(conv(x, 256, 5, groups=groups))
    x = conv(conv(x, 384, 3), 384, 3, groups=groups)
    x = keras.layers.MaxPooling2D(3, 2)(conv(x, 256, 3, groups=groups))
    return keras.Model(images, classifier(x, classes))


def vgg16(input_shape=(224, 224, 3), classes=1000):
    images = x = keras.Input(input_shape)
    for filters, convolutions in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
        for _ in range(convolutions):
            x = conv(x, filters, 3)
        x = keras.layers.MaxPooling2D(2)(x)
    return keras.Model(images, classifier(x, classes))


def googlenet(input_shape=(224, 224, 3), classes=1000):
    def inception(x, a, reduce_b, b, reduce_c, c, d):
        pooled = keras.layers.MaxPooling2D(3, 1, "same")(x)
        b, c = conv(conv(x, reduce_b, 1), b, 3), conv(conv(x, reduce_c, 1), c, 5)
        return keras.layers.Concatenate()([conv(x, a, 1), b, c, conv(pooled, d, 1)])

    images = keras.Input(input_shape)
    x = keras.layers.MaxPooling2D(3, 2, "same")(conv(images, 64, 7, 2))
    x = keras.layers.MaxPooling2D(3, 2, "same")(conv(conv(x, 64, 1), 192, 3))
    x = inception(inception(x, 64, 96, 128, 16, 32, 32), 128, 128, 192, 32, 96, 64)
    x = keras.layers.MaxPooling2D(3, 2, "same")(x)
    x = inception(inception(x, 192, 96, 208, 16, 48, 64), 160, 112, 224, 24, 64, 64)
    x = inception(inception(x, 128, 128, 256, 24, 64, 64), 112, 144, 288, 32, 64, 64)
    x = inception(x, 256, 160, 320, 32, 128, 128)
    x = keras.layers.MaxPooling2D(3, 2, "same")(x)
    x = inception(inception(x, 256, 160, 320, 32, 128, 128), 384, 192, 384, 48, 128, 128)
    x = keras.layers.Dropout(0.4)(keras.layers.GlobalAveragePooling2D()(x))
    return keras.Model(images, keras.layers.Dense(classes, activation="softmax")(x))


def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    def conv_bn(x, filters, size, strides=1):
        x = keras.layers.Conv2D(filters, size, strides, "same", use_bias=False)(x)
        return keras.layers.BatchNormalization()(x)

    blocks = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    images = keras.Input(input_shape)
    x = keras.layers.ReLU()(conv_bn(images, 64, 7, 2))
    x = keras.layers.MaxPooling2D(3, 2, "same")(x)
    for stage, count in enumerate(blocks[depth]):
        n = 64 * 2**stage
        plan = [(n, 3), (n, 3)] if depth < 50 else [(n, 1), (n, 3), (4 * n, 1)]
        for block in range(count):
            strides = 2 if block == 0 and stage > 0 else 1
            f = conv_bn(x, *plan[0], strides)
            for filters, size in plan[1:]:
                f = conv_bn(keras.layers.ReLU()(f), filters, size)
            shortcut = x if x.shape == f.shape else conv_bn(x, plan[-1][0], 1, strides)
            x = keras.layers.ReLU()(keras.layers.Add()([f, shortcut]))
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, keras.layers.Dense(classes, activation="softmax")(x))


def squeezenet(input_shape=(227, 227, 3), classes=1000):
    images = keras.Input(input_shape)
    x = conv(images, 64, 3, 2, "valid")
    for stage in [(16, 64)] * 2, [(32, 128)] * 2, [(48, 192)] * 2 + [(64, 256)] * 2:
        x = keras.layers.MaxPooling2D(3, 2)(x)
        for squeeze, expand in stage:
            x = conv(x, squeeze, 1)
            x = keras.layers.Concatenate()([conv(x, expand, 1), conv(x, expand, 3)])
    x = conv(keras.layers.Dropout(0.5)(x), classes, 1)
    return keras.Model(images, keras.layers.Softmax()(keras.layers.GlobalAveragePooling2D()(x)))


networks = {
    "SqueezeNet 1.1": squeezenet,
    "AlexNet": alexnet,
    "GoogLeNet": googlenet,
    "ResNet-18": lambda: resnet(18),
    "ResNet-50": lambda: resnet(50),
    "VGG-16": vgg16,
}


def shapes_only(build):
    """Build a network whose weights have shapes but no values: VGG-16 takes no memory to count."""
    with keras.StatelessScope(initialize_variables=False):
        network = build()
    keras.utils.clear_session()  # or Keras would make up for the values later
    return network


# %% [markdown]
# ## 1 · Three prices of one layer
#
# <img src="figures/three_prices.svg" alt="A 56 by 56 by 64 volume, a 3 by 3 by 64 kernel of which there are 128, and a 56 by 56 by 128 volume. Below: 73,856 parameters are stored, 231,211,008 multiply-accumulates are computed, 401,408 values are held." width="720">
#
# "How large is this network?" has three answers, and a single convolution has them all. Take 3×3, from 64 to 128 channels, on 56×56.
#
# - It **stores** 3·3·64·128 weights and 128 biases: 73,856 parameters. This is the size of the file, and what has to come out of memory.
# - It **multiplies** with each weight at every place of its output: 73,728 · 56 · 56 = 231,211,008 MACs. This is time, and energy.
# - It **holds** its output, 56·56·128 = 401,408 numbers, until the layers that read it are done. In 32-bit floats that is 1.6 MB for each image.
#
# Now double the sides of the image. The parameters stay as they are, the other two become four times as many. And a dense layer? It uses each weight
# exactly once per image, so its parameters and its MACs are the same, but for the biases. You see why one number will not do.
#
# We begin with the first price. Keras keeps the parameters of a layer in arrays: a kernel, a bias, and for a batch normalisation a scale, an offset, a
# moving mean and a moving variance. Training changes the first two of these four and running averages fill the others; a network needs all of them to
# work, so all of them count.
#
# Two things can go wrong. A layer may be **used twice**: its weights are in the file once, and count once. And a layer may itself be a **model with
# layers** inside.
#
# | network | parameters |
# |---|---|
# | AlexNet | 62,378,344 |
# | VGG-16 | 138,357,544 |
# | GoogLeNet | 6,998,552 |
# | ResNet-50 | 25,610,152 |
#
# The printed example is a small network on 32×32×3: `Conv2D(8, 3, padding="same", use_bias=False)`, batch normalisation, ReLU, `MaxPooling2D(2)`,
# `Flatten`, `Dense(10)`. It has 216 + 32 + 20,490 = 20,738 parameters.
#
# **Your task.** Write `count_parameters`: the number of all parameters of `model`, trainable or not, each once, as an `int`.


# %% nbgrader={"grade": false, "grade_id": "count_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(model):
    """Count the numbers that a network stores.

    Args:
        model: `keras.Model`; it may contain other models, and use a layer more than once.

    Returns:
        int, trainable and other parameters, those of a shared layer once.
    """
    ### BEGIN SOLUTION
    # `model.weights` looks into nested models, and names a shared weight once.
    return sum(math.prod(weight.shape) for weight in model.weights)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_count_parameters", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(count_parameters)

# %% [markdown]
# <details><summary>Hint: where are the weights?</summary>
#
# `layer.weights` and `model.weights` are lists of variables, and each variable knows its `.shape`. A shape is a tuple; you want the product of its
# numbers.
# </details>
#
# <details><summary>Hint: AlexNet has four parameters too many</summary>
#
# Each of its two dropouts keeps the state of its random generator, which is two numbers. `model.variables` lists them, `model.weights` does not.
# </details>
#
# ### Five years of parameters
#
# The next cell counts with your function.


# %% tags=["experiment"]
def draw_bars(axis, values, unit, colour="#3b6ea5"):
    """Horizontal bars, one a network, the first on top."""
    bars = axis.barh(list(values), list(values.values()), color=colour)
    axis.bar_label(bars, fmt="%.3g", padding=3)
    axis.set(xlabel=unit, xlim=(0, 1.18 * max(values.values())))
    axis.invert_yaxis()


try:
    parameters = {name: count_parameters(shapes_only(build)) for name, build in networks.items()}
    _, axis = plt.subplots(figsize=(7, 3))
    draw_bars(axis, {name: count / 1e6 for name, count in parameters.items()}, "parameters (millions)")
    axis.set_title("What a network stores")
    plt.show()
except NotImplementedError:
    print("Answer count_parameters first, then run this cell again.")

# %% [markdown]
# In 32-bit floats VGG-16 is a file of 553 MB, GoogLeNet one of 28 MB, and both are of the same year. SqueezeNet (Iandola et al. 2016) has a fiftieth
# of AlexNet's parameters, and about its accuracy.
#
# So is SqueezeNet fifty times faster than AlexNet? That is the next question.

# %% [markdown]
# ## 2 · How often a network multiplies
#
# <img src="figures/macs.svg" alt="One output value of a convolution comes from a window of kernel height times kernel width times input channels divided by groups. With groups = 2, each half of the output channels sees half of the input channels." width="720">
#
# Count backwards, from a single number of the output. Who takes part in it?
#
# In a convolution it is the window: kernel height · kernel width · input channels. Each of these values is multiplied by one weight and added up. That
# is the number of MACs for **one** output value; the output has height · width · filters of them. Stride, padding and dilation need no formula of
# their own: they have already had their say in the size of the output.
#
# With `groups=g`, the input channels are dealt out to g groups, and an output value sees only its own: input channels / g. On the two GPUs of 2012,
# AlexNet's second, fourth and fifth convolution were split in this way.
#
# A dense layer's output value sees all inputs. On a volume, a `Dense` works on the channels of every pixel, like a 1×1 convolution; then it multiplies
# at every pixel.
#
# What does not count: adding a bias, batch normalisation, ReLU, pooling, softmax, additions. They are there, but small, and by convention nobody
# counts them.
#
# The printed example: the convolution has 32·32·8 output values of 3·3·3 MACs each, the dense layer 10 of 2,048 each. 221,184 + 20,480 = 241,664.
#
# | network | MACs | | network | MACs |
# |---|---|---|---|---|
# | AlexNet | 1,135,256,096 | | ResNet-18 | 1,814,073,344 |
# | AlexNet, 2 groups | 724,406,816 | | ResNet-34 | 3,663,761,408 |
# | VGG-16 | 15,470,264,320 | | ResNet-50 | 3,857,973,248 |
# | VGG-19 | 19,632,062,464 | | ResNet-101 | 7,570,194,432 |
# | GoogLeNet | 1,582,671,872 | | ResNet-152 | 11,282,415,616 |
#
# (ResNets as in the paper, with the stride in the first 1×1 convolution. You will find 4.09 billion for ResNet-50 as well: that is v1.5, with the
# stride in the 3×3.)
#
# **Your task.** Write `count_macs`: the MACs of all `Conv2D` and `Dense` layers of `model` for one image, nested models included, as an `int`. No
# layer is used more than once here.


# %% nbgrader={"grade": false, "grade_id": "count_macs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_macs(model):
    """Count the multiply-accumulates of the convolutions and dense layers for one image.

    Args:
        model: `keras.Model` of any depth of nesting; every layer is used once, and all sizes are known.

    Returns:
        int, MACs for one image; bias, normalisation, activations and pooling do not count.
    """
    ### BEGIN SOLUTION
    macs = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            macs += count_macs(layer)
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            output_values = math.prod(layer.output.shape[1:])
            # The last axis of a kernel is the filters; what is before it leads to one output value.
            # Keras has divided the input channels by the groups already.
            macs += output_values * math.prod(layer.kernel.shape[:-1])
    return macs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_count_macs", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(count_macs)

# %% [markdown]
# <details><summary>Hint: how do I get at the sizes?</summary>
#
# `model.layers` lists the layers, `isinstance(layer, keras.layers.Conv2D)` tells which kind it is, `layer.output.shape` is what comes out (the first
# axis is the batch), and `layer.kernel.shape` is `(height, width, input channels / groups, filters)` for a convolution and `(inputs, units)` for a
# dense layer.
# </details>
#
# <details><summary>Hint: a model inside a model</summary>
#
# It is an element of `model.layers` like any other, and it is a `keras.Model`; a `Sequential` is one, too. You have a function that counts the MACs
# of a model.
# </details>
#
# <details><summary>Hint: mine is a third of what is expected, or three times it</summary>
#
# Not every kernel is square, and not every image. Did you use one side twice, or the input's sides instead of the output's?
# </details>
#
# ### Where the parameters are, and where the work is
#
# The next cell cuts a network off after each of its weighted layers and lets your two functions count what has come together so far.


# %% tags=["experiment"]
def running_totals(model):
    """Percent of all parameters and MACs up to each weighted layer, first layer first."""
    heads = [keras.Model(model.inputs, layer.output) for layer in model.layers if layer.weights]
    stored = np.array([count_parameters(head) for head in heads])
    computed = np.array([count_macs(head) for head in heads])
    return 100 * stored / stored[-1], 100 * computed / computed[-1]


try:
    totals = {name: running_totals(shapes_only(networks[name])) for name in ("AlexNet", "VGG-16")}
    _, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for axis, (name, (stored, computed)) in zip(axes, totals.items()):
        layers = range(1, len(stored) + 1)
        axis.axvspan(len(stored) - 2.5, len(stored) + 0.5, color="#f3f0e8")
        axis.text(len(stored) - 1, 103, "dense", ha="center", color="#566370")
        axis.plot(layers, computed, "o-", color="#d9480f")
        axis.plot(layers, stored, "s-", color="#3b6ea5")
        axis.set(title=name, xlabel="weighted layer", ylim=(-4, 112), xlim=(0.5, len(stored) + 0.5))
        axis.set_xticks(layers[::2])
    axes[0].set_ylabel("percent of the total, so far")
    axes[0].text(1.4, 70, "MACs", color="#d9480f")
    axes[0].text(2.2, 10, "parameters", color="#3b6ea5")
    plt.show()
except NotImplementedError:
    print("Answer count_parameters and count_macs first, then run this cell again.")

# %% [markdown]
# The two curves could hardly be further apart. When VGG-16's convolutions are done, 99.2 % of its multiplications are done, with 10.6 % of its
# parameters. In AlexNet it is 94.8 % of the multiplications with 6.0 % of the parameters. Convolutions compute, dense layers remember.
#
# This is what GoogLeNet and ResNet gain by a global average instead of `Flatten` and two dense layers: nine tenths of the file. Multiplications it hardly
# saves any.
#
# And SqueezeNet?

# %% tags=["experiment"]
try:
    macs = {name: count_macs(shapes_only(build)) for name, build in networks.items()}
    uses = {name: macs[name] / count_parameters(shapes_only(build)) for name, build in networks.items()}
    _, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
    draw_bars(axes[0], {name: count / 1e9 for name, count in macs.items()}, "MACs (billions)", "#d9480f")
    draw_bars(axes[1], uses, "MACs per parameter", "#8a97a6")
    axes[1].invert_yaxis()  # shared, and turned over twice
    axes[0].set_title("What a network computes")
    axes[1].set_title("How often it uses a weight")
    plt.tight_layout()
    plt.show()
except NotImplementedError:
    print("Answer count_parameters and count_macs first, then run this cell again.")

# %% [markdown]
# A fiftieth of AlexNet's parameters, and a third of its multiplications. AlexNet uses a weight 18 times for an image, SqueezeNet 285 times. GoogLeNet
# stores nine times less than AlexNet and computes more.

# %% [markdown]
# ## 3 · What has to be held
#
# <img src="figures/activations.svg" alt="Layer outputs of one image as blocks whose area is their number of values, from the 32 by 32 by 3 input to 10 classes, and the same in a batch of eight. An arrow back to the front: training needs all of them again." width="720">
#
# Weights are there once, however many images come. The **outputs of the layers** are there for every image of the batch.
#
# Training needs all of them: the gradient of a weight is made of what came in and what flows back, so every output waits in memory until the backward
# pass has reached its layer. That is what "out of memory" is usually about, and why a smaller batch helps. In inference an output can be thrown away
# as soon as the next layers have read it; then the sum of all outputs is only an upper bound.
#
# We count the way most tools do: every layer in `model.layers` has an output, whether it computes (a convolution) or not (`Flatten`, `Dropout`), and
# the input counts as well. An activation that is written inside a convolution has no output of its own. Real frameworks share and copy in ways that
# no such formula knows; take the result as a size, not as a promise.
#
# The printed example, on 32×32×3:
#
# | layer | output | values |
# |---|---|---|
# | input | 32×32×3 | 3,072 |
# | convolution | 32×32×8 | 8,192 |
# | batch normalisation | 32×32×8 | 8,192 |
# | ReLU | 32×32×8 | 8,192 |
# | max pool | 16×16×8 | 2,048 |
# | flatten | 2048 | 2,048 |
# | dense | 10 | 10 |
#
# Together 31,754 values; with a batch of 8 and 4 bytes a value, 1,016,128 bytes.
#
# **Your task.** Write `activation_memory`: the bytes of the outputs of all layers of `model`, every input included, for a batch of `batch_size` images,
# as an `int`. The model consists of layers only, without models inside, and each layer is used once.


# %% nbgrader={"grade": false, "grade_id": "activation_memory", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_memory(model, batch_size, bytes_per_value=4):
    """Add up the bytes of all layers' outputs.

    Args:
        model: `keras.Model` or `Sequential` of layers, each used once.
        batch_size: int, images at a time.
        bytes_per_value: int, 4 for 32-bit floats, 2 for 16-bit ones.

    Returns:
        int, bytes of the inputs and of every layer's output for the whole batch.
    """
    ### BEGIN SOLUTION
    tensors = list(model.inputs)  # a Sequential does not list its input layer
    tensors += [layer.output for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    values = sum(math.prod(tensor.shape[1:]) for tensor in tensors)
    return values * batch_size * bytes_per_value
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_activation_memory", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(activation_memory)

# %% [markdown]
# <details><summary>Hint: the shape begins with None</summary>
#
# That is the batch, which a model leaves open. Leave it out, and multiply by `batch_size` at the end.
# </details>
#
# <details><summary>Hint: right for a Model, too small for a Sequential</summary>
#
# A functional model lists its input among `model.layers`, as an `InputLayer`. A `Sequential` does not. Both have `model.inputs`.
# </details>
#
# ### When does a batch outweigh the network?
#
# The next cell draws what your function says for growing batches (solid), and the bytes of the weights, which do not grow (dashed).


# %% tags=["experiment"]
def draw_memory(names, colours, batches=2 ** np.arange(9)):
    held, weights = {}, {}
    for name in names:
        model = shapes_only(networks[name])
        held[name] = [activation_memory(model, int(batch)) for batch in batches]
        weights[name] = 4 * count_parameters(model)
    _, axis = plt.subplots(figsize=(7, 4))
    for name, colour in zip(names, colours):
        axis.loglog(batches, np.array(held[name]) / 1e6, "o-", color=colour, label=name)
        axis.axhline(weights[name] / 1e6, color=colour, linestyle="--", linewidth=1)
    axis.set(title="Outputs of all layers (solid), weights (dashed)", xlabel="batch size", ylabel="megabytes")
    axis.set_xticks(batches, batches)
    axis.legend(frameon=False)
    plt.show()
    return {name: (held[name][0], weights[name]) for name in names}


try:
    names = ["VGG-16", "ResNet-50", "GoogLeNet", "AlexNet"]
    memory = draw_memory(names, ["#1f2933", "#d9480f", "#3b6ea5", "#4d8b63"])
    for name, (image, weights) in memory.items():
        many = f"as much as the weights with {weights / image:.1f} images"
        print(f"{name:9}: {image / 1e6:6.1f} MB an image, {many}")
except NotImplementedError:
    print("Answer count_parameters and activation_memory first, then run this cell again.")

# %% [markdown]
# ResNet-50 has a fifth of VGG-16's weights and holds more: 145 MB an image against 61 MB, because every convolution is followed by a batch
# normalisation and mostly by a ReLU, each with an output of its own. A batch of 32 is 4.6 GB, before a single gradient. With the very first image
# its outputs outweigh its weights; AlexNet needs 66 images for that.
#
# Canziani et al. (2017, Fig. 5) measured the memory of whole programs on their board and found the same two parts: one that the network takes, and one
# that grows with the batch.

# %% [markdown]
# ## 4 · Taking the time
#
# <img src="figures/warm_up.svg" alt="A time line of six calls. The first is long: tracing, choosing algorithms, allocating memory. The other five are short and nearly equal; the clock runs over these." width="720">
#
# MACs are counted, milliseconds are measured, and measuring can go wrong in more ways.
#
# - **The first call is another thing.** Keras traces the model, libraries choose their algorithms, memory is asked for. That can take many times as
#   long as the call itself, and part of it happens again for a new batch size. So call once **before** the clock starts: the *warm-up*.
# - **One measurement is none.** Something else always runs on your machine. Take several, and of these the median, or the smallest.
# - **Wait for the result.** A GPU is told what to do and goes on working after the call has returned. Ask for the numbers:
#   `model.predict_on_batch(…)` returns a NumPy array, which cannot be there before the work is done.
# - **Say what you divide by.** Here it is milliseconds **per image**: the time of a batch over its size.
#
# What the images show does not matter to the time. Random numbers will do; their shape is in `model.input_shape`.
#
# **Your task.** Write `inference_times`: for each batch size, the milliseconds per image that `model` takes on this machine, as a list of `float`s;
# warmed up with each batch size.


# %% nbgrader={"grade": false, "grade_id": "inference_times", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inference_times(model, batch_sizes):
    """Measure how long a network takes for an image.

    Args:
        model: `keras.Model` with one input, `(batch, height, width, channels)`.
        batch_sizes: list or tuple of int, images at a time.

    Returns:
        list of float, milliseconds per image, one for each batch size in their order.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    milliseconds = []
    for batch_size in batch_sizes:
        images = rng.random((batch_size, *model.input_shape[1:]), dtype="float32")
        model.predict_on_batch(images)  # warm-up
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            model.predict_on_batch(images)
            seconds.append(time.perf_counter() - start)
        milliseconds.append(1000 * min(seconds) / batch_size)
    return milliseconds
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inference_times", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(inference_times)

# %% [markdown]
# The check cannot know how fast your machine is. It hands you a model whose calls take a known time, and whose first call takes much longer, and sees
# whether you find that out. It takes some seconds.
#
# <details><summary>Hint: which clock?</summary>
#
# `time.perf_counter()` gives seconds, as precisely as the machine can. Take it before and after; the difference is what you want.
# </details>
#
# <details><summary>Hint: my first number is far too large</summary>
#
# Then the warm-up is inside the measurement, or missing.
# </details>
#
# ### Your device, five networks
#
# The next cell measures with your function (about half a minute on two processor cores; this time the weights are real).

# %% tags=["experiment"]
batch_sizes = [1, 2, 4, 8]
try:
    smaller = {name: build for name, build in networks.items() if name != "VGG-16"}
    times = {name: inference_times(build(), batch_sizes) for name, build in smaller.items()}
    _, axis = plt.subplots(figsize=(7, 3.8))
    for name, row in times.items():
        axis.plot(batch_sizes, row, "o-", label=f"{name}: {row[0]:.0f} → {row[-1]:.0f} ms")
    axis.set(title="On this machine", xlabel="batch size", ylabel="milliseconds per image", ylim=(0, None))
    axis.set_xticks(batch_sizes)
    axis.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    plt.show()
except NotImplementedError:
    print("Answer inference_times first, then run this cell again.")

# %% [markdown]
# Larger batches are cheaper per image. On the machine where this was written (two processor cores, shared with others, hence the restless curves)
# AlexNet takes 36 ms with one image and 17 ms each in a batch of eight. You know the reason from section 2: 94 % of AlexNet's weights are in dense
# layers, which use each of them once per image. With a batch of one, 234 MB come out of memory for 59 million multiplications; with eight, the same 234 MB
# serve eight images. Canziani et al. (2017, Fig. 3) see it on their board, too: AlexNet gains most from a larger batch.
#
# Now the abstract's boldest sentence: "the number of operations is a reliable estimate of the inference time". Is it? The next cell draws a line through
# your five networks, **predicts** the time of VGG-16 from its operations, and only then measures it (some 3 GB of memory at the peak).

# %% tags=["experiment"]
try:
    operations = {name: 2 * count_macs(shapes_only(build)) / 1e9 for name, build in networks.items()}
    known = list(times)
    x, y = np.array([operations[name] for name in known]), np.array([times[name][-1] for name in known])
    ms_per_gop = float(x @ y / (x @ x))  # least squares, through the origin
    predicted = ms_per_gop * operations["VGG-16"]
    measured = inference_times(networks["VGG-16"](), [8])[0]
    _, axis = plt.subplots(figsize=(7, 3.8))
    line = f"{ms_per_gop:.1f} ms per billion operations"
    axis.plot([0, 34], [0, 34 * ms_per_gop], color="#8a97a6", label=line)
    axis.plot(x, y, "o", color="#3b6ea5", label="measured before")
    at, red = operations["VGG-16"], {"color": "#d9480f", "linestyle": ""}
    axis.plot(at, predicted, marker="s", mfc="none", label=f"VGG-16, predicted: {predicted:.0f} ms", **red)
    axis.plot(at, measured, marker="o", label=f"VGG-16, measured: {measured:.0f} ms", **red)
    axis.set(title="Batches of 8", xlabel="operations per image (billions)", ylabel="ms per image")
    axis.legend(frameon=False)
    plt.show()
except (NotImplementedError, NameError):
    print("Answer count_macs and inference_times and run the cell above first, then run this cell again.")

# %% [markdown]
# Where this was written, the line said 256 ms and the clock said 265 ms. In another run, with other programs at work, it was 518 and 184: a busy machine
# is a bad clock. So the order of magnitude comes for nothing, before the network is trained or even built, and that is worth a lot. For a factor of two
# or three you need the clock, and some quiet. MACs do not know everything either: ResNets have batch normalisations and additions between their
# convolutions, which take time and count for nothing.

# %% [markdown]
# ## 5 · The chart
#
# <img src="figures/bubbles.svg" alt="How to read the chart: operations to the right, top-1 accuracy upwards, the area of a bubble is the number of parameters. A bubble with four times the parameters has twice the diameter. Up and to the left is better." width="720">
#
# Accuracy, operations, parameters: three numbers a network, in one picture. Canziani et al. (2017, Fig. 2) made it a classic. Top-1 accuracy goes
# upwards, operations to the right, and each network is a bubble whose **area** is its number of parameters. Area, not radius: the eye compares areas,
# and four times the parameters should not look like sixteen times. Matplotlib agrees, the `s` of `scatter` is an area.
#
# The data are in `data/networks.csv`, as text:
#
# | network | year | top1 | params_millions | gmacs |
# |---|---|---|---|---|
# | VGG-16 | 2014 | 71.592 | 138.357544 | 15.47 |
# | ResNet-18 | 2015 | 69.758 | 11.689512 | 1.814 |
# | SENet (ensemble) | 2017 | 81.32 | | |
#
# (The file has more columns: the ILSVRC and top-5 results, and where each number comes from.) `gmacs` are billions of MACs; the axis shows billions of
# **operations**, twice as many. Where one of the three numbers is blank there is nothing to draw, and the row is left out.
#
# Our numbers are not the paper's. They come from several collections of trained networks; their GoogLeNet has batch normalisation, their ResNet-50 is
# v1.5. So this is not Fig. 2 but a **reconstruction**, and a chart should say such things itself, in its title or in a text inside.
#
# **Your task.** Write `accuracy_chart`: a matplotlib `Figure` with one `scatter` point for each complete row of `table`, x = billions of operations, y =
# top-1 in percent, area proportional to the parameters; both axes labelled, and the word "reconstruction" in the title or in a text. No other scatter
# points.


# %% nbgrader={"grade": false, "grade_id": "accuracy_chart", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy_chart(table):
    """Draw top-1 accuracy against operations (after Canziani et al. 2017, Fig. 2).

    Args:
        table: list of dicts of text with "network", "top1", "gmacs" and "params_millions", some blank.

    Returns:
        `matplotlib.figure.Figure`: a bubble for each complete row, its area proportional to the parameters.
    """
    ### BEGIN SOLUTION
    columns = ("gmacs", "top1", "params_millions")
    complete = [row for row in table if all(row[column] for column in columns)]
    gmacs, top1, parameters = (np.array([float(row[column]) for row in complete]) for column in columns)
    operations = 2 * gmacs

    figure, axes = plt.subplots(figsize=(9, 6))
    axes.scatter(operations, top1, s=12 * parameters, alpha=0.45, color="#3b6ea5", edgecolor="#1f2933")
    axes.set(
        title="Accuracy against operations: a reconstruction after Canziani et al. (2017), Fig. 2",
        xlabel="operations for one image (billions; 1 MAC = 2 operations)",
        ylabel="top-1 accuracy (%)",
    )
    axes.margins(0.12)
    return figure
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_accuracy_chart", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(accuracy_chart)

# %% [markdown]
# <details><summary>Hint: my axis lists the numbers in a strange order</summary>
#
# They are still text, and matplotlib takes text for names of categories. `float(row["top1"])`.
# </details>
#
# <details><summary>Hint: <code>could not convert string to float: ''</code></summary>
#
# This row has a blank. An empty text is false in Python, so `if row["top1"]` asks whether there is something.
# </details>
#
# ### The chart, from 25 rows
#
# The next cell hands your function the whole table and writes names into your chart.

# %% tags=["experiment"]
with open("data/networks.csv", newline="", encoding="utf-8") as file:
    table = list(csv.DictReader(file))
places = {row["network"]: (2 * float(row["gmacs"]), float(row["top1"])) for row in table if row["gmacs"]}


def write_names(axis, moves):
    """Write names of networks beside their places; `moves` is a dict from name to points right and up."""
    for name, (right, up) in moves.items():
        side = "left" if right > 0 else "right" if right < 0 else "center"
        style = {"textcoords": "offset points", "fontsize": 8, "va": "center", "ha": side}
        axis.annotate(name, places[name], (right, up), **style)


try:
    figure = accuracy_chart(table)
    right = ["AlexNet (SuperVision)", "AlexNet (torchvision, one weird trick)", "ResNet-18", "ResNet-34"]
    right += ["ResNet-50", "ResNet-152", "Inception v4", "BN-Inception (v2)"]
    left = ["SqueezeNet 1.1", "MobileNet v1 x1.0", "GoogLeNet (Inception v1)", "DenseNet-121"]
    below = {"VGG-11": (0, -27), "VGG-16": (0, -27), "VGG-19": (0, -27)}
    moves = dict.fromkeys(right, (18, 0)) | dict.fromkeys(left, (-12, 0)) | below
    write_names(figure.axes[0], moves | {"Inception v3": (0, 16), "ResNet-101": (14, -6)})
    figure.axes[0].set(xlim=(-11, 44), xticks=range(0, 41, 10))
    plt.show()
except NotImplementedError:
    print("Answer accuracy_chart first, then run this cell again.")

# %% [markdown]
# Look at the two VGGs, on the right: nothing has larger bubbles, nothing needs more operations, and nine networks are more accurate. Then find
# GoogLeNet, their rival of 2014: a tenth of the operations of VGG-16, a twentieth of the parameters, and 1.8 points less. For the years after 2014 read
# upwards along the left edge.
#
# Compare AlexNet with the paper and you see why the word *reconstruction* matters. There are three AlexNets in the table, from 56.5 % to 61.9 %: trained
# by three groups, with one tower or two.

# %% [markdown]
# ## 6 · Who is beaten
#
# <img src="figures/pareto.svg" alt="Six networks in the plane of operations and accuracy. Up and to the left of a network is the region of those that beat it; for four of the networks this region is empty. They are the Pareto front." width="720">
#
# A chart shows, a rule decides. Network B **beats** network A if B is more accurate **and** needs fewer operations; then there is no reason to take A.
# Whoever is beaten by nobody is on the **Pareto front**. Along it, more accuracy costs more operations, and only you can say what it is worth.
#
# Both comparisons are strict. A network with the same operations and a higher accuracy does not beat in this sense, nor does one with the same accuracy
# and fewer operations, nor does a network beat itself.
#
# Take AlexNet (61.93 %, 1.13 billion MACs), VGG-16 (71.59 %, 15.47), GoogLeNet (69.78 %, 1.50) and ResNet-50 (76.13 %, 4.09). VGG-16 is beaten by
# ResNet-50. GoogLeNet is more accurate than AlexNet but needs more, so it does not beat it. The front is AlexNet, GoogLeNet, ResNet-50.
#
# **Your task.** Write `pareto_front`: the names of the networks that no other row beats, in the order of the table, as a list of `str`. Rows in which
# `top1` or `gmacs` is blank take no part; other blanks do not matter.


# %% nbgrader={"grade": false, "grade_id": "pareto_front", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pareto_front(table):
    """Find the networks that no other one beats in accuracy and operations.

    Args:
        table: list of dicts of text with "network", "top1" and "gmacs", some blank.

    Returns:
        list of str, names in the order of the table: those for which no row has strictly higher
        top-1 and strictly fewer operations.
    """
    ### BEGIN SOLUTION
    known = [row for row in table if row["top1"] and row["gmacs"]]
    rows = [(row["network"], float(row["top1"]), float(row["gmacs"])) for row in known]

    def beaten(top1, gmacs):
        return any(higher > top1 and fewer < gmacs for _, higher, fewer in rows)

    return [name for name, top1, gmacs in rows if not beaten(top1, gmacs)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_pareto_front", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(pareto_front)

# %% [markdown]
# <details><summary>Hint: VGG-16 is on my front</summary>
#
# Compare `"15.47" < "4.089"` with `15.47 < 4.089`.
# </details>
#
# <details><summary>Hint: two networks have the same accuracy</summary>
#
# Then neither beats the other. If you sort the table and keep the best so far, ties need care, and so does the order of the result. Comparing every row
# with every other takes 625 comparisons for 25 rows. That is nothing.
# </details>
#
# ### The front moves
#
# The next cell asks your function four times: for the networks up to 2013, up to 2014, up to 2015 and up to 2017.

# %% tags=["experiment"]
fronts = {}
try:
    for year in (2013, 2014, 2015, 2017):
        fronts[year] = pareto_front([row for row in table if int(row["year"]) <= year])
    _, axis = plt.subplots(figsize=(8, 4.5))
    axis.plot(*zip(*places.values()), "o", color="#c9c5ba", markersize=5)
    for (year, names), colour in zip(fronts.items(), ["#8a97a6", "#3b6ea5", "#4d8b63", "#d9480f"]):
        front = sorted(places[name] for name in names)
        label = f"up to {year}: {len(front)} networks"
        axis.step(*zip(*front), "o-", where="post", color=colour, label=label)
    write_names(axis, dict.fromkeys(fronts[2017], (-5, 6)) | {"ResNet-101": (4, -8), "ResNet-152": (7, 0)})
    axis.set(xlabel="operations (billions)", ylabel="top-1 accuracy (%)")
    axis.set(title="The Pareto front, year by year", xscale="log", xlim=(0.25, 60))
    axis.set_xticks([0.5, 1, 2, 5, 10, 20, 40], [0.5, 1, 2, 5, 10, 20, 40])
    axis.legend(frameon=False, loc="lower right")
    plt.show()
    for year, names in fronts.items():
        print(year, "·", ", ".join(names))
except NotImplementedError:
    print("Answer pareto_front first, then run this cell again.")

# %% [markdown]
# In 2014 the two VGGs are on the front, since nothing is more accurate. A year later both are gone: there are networks with a quarter of their operations
# that do better. Up to then each year has pushed the front upwards, at the right. Then SqueezeNet and MobileNet push it to the left. Of the AlexNets, NiN
# and GoogLeNet, all of which had held their places up to 2015, none is left in 2017: MobileNet alone beats twelve of the other twenty networks.
#
# A front is only as good as its numbers. The MobileNet in our table is one of the better trained (73.6 %; Howard et al. 2017 report 70.6 %). Lower it by
# three points, run the cell again, and see who comes back.

# %% [markdown]
# ## 7 · Accuracy per parameter
#
# <img src="figures/density.svg" alt="Two bars of parameters, each under the same amount of accuracy: 69.8 percent on 6.6 million parameters is 10.5 percent per million; 71.6 percent on 138.4 million is 0.5." width="720">
#
# The last instrument is the simplest. Divide the accuracy by the parameters, and you know how much each of them contributes: Canziani et al. (2017, Fig.
# 10) call it **information density**. Their unit is percent of top-1 accuracy per **million** parameters.
#
# ResNet-18, 69.758 % with 11,689,512 trainable parameters: 69.758 / 11.689512 = 5.97.
#
# **Your task.** Write `information_density`: top-1 percent per million parameters, as a `float`. `top1` is in percent, `parameters` is the raw count.


# %% nbgrader={"grade": false, "grade_id": "information_density", "locked": false, "schema_version": 3, "solution": true, "task": false}
def information_density(top1, parameters):
    """Relate a network's accuracy to its parameters (Canziani et al. 2017, Fig. 10).

    Args:
        top1: float, top-1 accuracy in percent.
        parameters: int, number of parameters (11689512, not 11.7).

    Returns:
        float, percent per million parameters.
    """
    ### BEGIN SOLUTION
    return top1 / (parameters / 1e6)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_information_density", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(information_density)

# %% [markdown]
# <details><summary>Hint: my result is 0.000006</summary>
#
# That is percent per parameter. How many millions of parameters are there?
# </details>
#
# ### Who makes the most of a parameter?

# %% tags=["experiment"]
try:
    densities = {
        row["network"]: information_density(float(row["top1"]), round(1e6 * float(row["params_millions"])))
        for row in table
        if row["top1"] and row["params_millions"]
    }
    densities = dict(sorted(densities.items(), key=lambda item: -item[1]))
    _, axis = plt.subplots(figsize=(8, 5.5))
    draw_bars(axis, densities, "top-1 percent per million parameters")
    axis.set_title("Information density")
    plt.show()
except NotImplementedError:
    print("Answer information_density first, then run this cell again.")

# %% [markdown]
# Of the networks up to 2015, GoogLeNet makes the most of a parameter: ten times as much as AlexNet, twenty times as much as VGG-16. In 2016 SqueezeNet
# arrives with 47. Is it the best network, then?
#
# Put the worst classifier you can think of on the scale: it has a single parameter and always says "goldfish". On the validation images it is right
# once in a thousand times, which makes 0.1 % per 0.000001 million parameters: a density of 100,000. A quotient rewards what is small. Read it beside the
# accuracy, never instead of it; the front of section 6 does not have this weakness.

# %% [markdown]
# ## 8 · In your own words
#
# A friend builds a doorbell that recognises who, or what, stands in front of it. It has 20 MB of flash for the weights (32-bit floats), a battery, and it
# sees one image at a time. She says: "I take AlexNet. Eight layers, the fewest of all, so it is the fastest. GoogLeNet needs more multiplications anyway."
#
# Use what you have measured, and the table.
#
# **Your task.** Advise her in four to six sentences:
#
# 1. which of the costs in this notebook belongs to which limit of the doorbell (flash, battery and waiting time, working memory), and which networks
#    the flash rules out;
# 2. why AlexNet can have nine times GoogLeNet's parameters and still fewer multiplications, and what that means for one image at a time;
# 3. which network you would take, and what speaks against choosing by information density alone.
#
# A person reads this answer. The grader looks for numbers that fit the limits and for reasons, not for length. ({{points explain_costs}} points)

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_costs", "locked": false, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **Model answer.** The flash holds the parameters, four bytes each: 20 MB are 5 million, which rules out AlexNet (62 million, 250 MB) and GoogLeNet (28
# MB; 26.5 in the table) and leaves SqueezeNet and MobileNet. Battery and waiting time depend on the multiplications, best measured on the device with a batch of one; the
# working memory has to hold the layers' outputs. AlexNet's parameters are almost all in its dense layers, which use a weight once per image, while a
# convolution uses it at every place of its output: so GoogLeNet, all convolutions, stores a ninth and computes a little more. With one image at a time
# the dense layers are slow all the same, since 234 MB of weights have to be read for a single image; the number of layers says nothing about it. I would
# take MobileNet: 17 MB, 0.58 billion MACs, 73.6 %, and it is on the Pareto front. By density SqueezeNet wins with 47 against 17, but that only says that
# it is small; it is 15 points less accurate.
#
# **Rubric ({{points explain_costs}} points).**
#
# - 3 · Parameters ↔ flash, MACs (measured at batch 1) ↔ battery and time, outputs of layers ↔ working memory (2); 5 million parameters, so AlexNet and
#   GoogLeNet do not fit (1).
# - 4 · Dense layers use a weight once, convolutions at every output place (2); reading the dense weights for a single image makes AlexNet slow at batch
#   1, batches would share it (1); the number of layers is no measure of time (1).
# - 3 · A choice that fits all limits, with numbers: MobileNet, or SqueezeNet with the reason that it computes least (2); density rewards smallness,
#   accuracy has to be looked at separately, or the front (1).
# - Other networks count if the answer makes them fit (ResNet-18 with 8-bit weights, say) and says so. Do not take points off for "FLOPs" instead of
#   operations; take 1 off if MACs and operations are mixed up within one comparison.
# ### END SOLUTION

# %% [markdown]
# ### Where you stand
#
# The next cell lists the questions with the most points that `check` has given you, and says what to hand in.

# %% tags=["experiment"]
check.all("analysis")

# %% [markdown]
# ## Where to go from here
#
# **Hand in** this notebook under its name, `analysis.ipynb`, after a last *Restart Kernel and Run All Cells*. It is the last of the five assignments.
# You can now build the networks of these years, and price a network before you train it. If you want to go on:
#
# - Add the networks of your earlier assignments to `networks` and run the notebook again. Which of your answers is on the front?
# - `activation_memory` adds up everything, as training needs it. Write the other one, for inference: at any moment, hold only what a later layer will
#   still read. What does a shortcut of ResNet do to the maximum?
# - MobileNet (Howard et al. 2017) saves most of its multiplications with depthwise convolutions. Extend `count_macs` to `DepthwiseConv2D`.
# - Run section 4 on a GPU, with batches up to 64. Where do the curves become flat, and is the line still a line?
#
# ## References
#
# - A. Canziani, A. Paszke, E. Culurciello (2017). *An Analysis of Deep Neural Network Models for Practical Applications.* arXiv:1605.07678.
# - A. Krizhevsky, I. Sutskever, G. Hinton (2012). *ImageNet Classification with Deep Convolutional Neural Networks.* NIPS 2012.
# - K. Simonyan, A. Zisserman (2014). *Very Deep Convolutional Networks for Large-Scale Image Recognition.* arXiv:1409.1556.
# - C. Szegedy et al. (2014). *Going Deeper with Convolutions.* arXiv:1409.4842.
# - K. He, X. Zhang, S. Ren, J. Sun (2015). *Deep Residual Learning for Image Recognition.* arXiv:1512.03385.
# - F. Iandola et al. (2016). *SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size.* arXiv:1602.07360.
# - A. Howard et al. (2017). *MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications.* arXiv:1704.04861.
