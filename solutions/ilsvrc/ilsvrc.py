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
# # Going Deeper · 4 · The winners
#
# In 2011 the best program in the world, shown a photograph and allowed five guesses, was wrong one time in four. Six years later it was wrong one
# time in 44, and the contest was over.
#
# In this notebook you draw that fall, and then build the networks that began it: AlexNet, which won in 2012 with a margin that nobody expected;
# ZFNet, which looked inside AlexNet and repaired what it saw; and VGG, which came second in 2014 and taught everybody to use small windows. On the
# way you work out how far a unit can see, and you find out in which layers a network keeps its weights. Hardly anybody guesses that right.
#
# | question | what you write | points |
# |---|---|---|
# | `winners_chart` | eight years of a contest in one figure | {{points winners_chart}} |
# | `alexnet` | the winner of 2012, on one GPU or on two | {{points alexnet}} |
# | `zfnet` | the same, with a closer look at the image | {{points zfnet}} |
# | `receptive_field` | how many pixels a unit sees | {{points receptive_field}} |
# | `vgg` | 16 or 19 layers of the same kind | {{points vgg}} |
# | `parameter_share` | where a network keeps its parameters | {{points parameter_share}} |
# | in your own words | make VGG-16 small, make VGG-16 fast | {{points explain_parameters_and_work}} |
#
# Take 75 to 100 minutes. You need no GPU; building the largest network takes about 2 GB of memory.
#
# Papers: Krizhevsky, Sutskever and Hinton (2012), *ImageNet Classification with Deep Convolutional Neural Networks*; Zeiler and Fergus (2014),
# *Visualizing and Understanding Convolutional Networks*; Simonyan and Zisserman (2014), *Very Deep Convolutional Networks for Large-Scale Image
# Recognition*. For the contest: Russakovsky et al. (2015), *ImageNet Large Scale Visual Recognition Challenge*.

# %% [markdown]
# ## House rules
#
# - **Keras 3, functional style.** A network is a function that returns a `keras.Model`.
# - **Channels last.** Images are `(batch, height, width, channels)`. Shapes in the text leave out the batch: 227×227×3.
# - **Padding** is "same" unless the text says otherwise. These old networks often say otherwise: read closely.
# - **Bias.** There is no batch normalisation before 2015: every convolution and every dense layer here has a bias.
# - **ReLU** follows every convolution, and every dense layer but the last.
# - **A network ends** in a softmax over `classes`.
# - **Free, never graded:** names, the order in which you create layers, initialisers, regularisers, ReLU as a layer, an op or an `activation=`, ReLU
#   before or after a max pool, zero padding written out where it equals "same", nested models and layer classes of your own.
# - **Left out:** the local response normalisation of AlexNet and the contrast normalisation of ZFNet. Simonyan and Zisserman (2014, Table 3) found
#   that the former gained nothing, and it has disappeared since.
# - **Experiments**, the cells under a heading of their own after a check, are not run when your notebook is graded. Play with them as you like, but
#   let no answer use a name that one of them defines.
#
# Run the next cell first. While TensorFlow starts it may print some lines on a red ground; they are notices, not errors.

# %%
import csv
import os
import shutil
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow speaks less

if "google.colab" in sys.modules:  # on Colab: first upload the bundle, ilsvrc.zip, under Files on the left
    get_ipython().run_line_magic("pip", "install --quiet going-deeper")
    shutil.unpack_archive("/content/ilsvrc.zip", "/content")
    os.chdir("/content/ilsvrc")

import keras
import matplotlib.pyplot as plt
import numpy as np

from autograder import check

# %% [markdown]
# ## 1 · Eight years in one figure
#
# <img src="figures/top5.svg" alt="A picture of a coffee mug and a network's five best guesses: espresso, cup, coffee mug, teapot, soup bowl. Top-1 is wrong, top-5 is right." width="720">
#
# The ImageNet Large Scale Visual Recognition Challenge (ILSVRC) ran from 2010 to 2017: 1.3 million training photographs, 1000 classes, and 100,000
# test photographs (150,000 in 2010) whose labels only the organisers knew. Many photographs show more than one thing, so an answer was a list of five
# classes, and it counted as wrong if the label was not among them. That is the **top-5 error**.
#
# The entries of 2010 and 2011 were built from features that people had designed. In 2012 one team came with a deep convolutional network. Its error
# was 16.4 %, and 15.3 % with more training data; the next best team had 26.2 %. A year later nearly everybody came with one.
#
# `data/networks.csv`, beside this notebook, lists 25 networks and entries. The column `ilsvrc_top5_error` holds the error in the contest, in percent.
# It is blank for networks that never took part, and a year may have more than one entry. Read with `csv.DictReader`, a row is a dict in which
# **everything is text**: `{"network": "VGG-16", "year": "2014", "ilsvrc_top5_error": "7.3", …}`.
#
# | year | best entry | top-5 error |
# |---|---|---|
# | 2010 | NEC-UIUC | 28.2 % |
# | 2011 | XRCE | 25.8 % |
# | 2012 | SuperVision, which is AlexNet | 16.4 % |
# | 2013 | Clarifai, the company of Matthew Zeiler | 11.7 % |
# | 2014 | GoogLeNet | 6.67 % |
# | 2015 | ResNet | 3.57 % |
# | 2016 | Trimps-Soushen | 2.99 % |
# | 2017 | SENet | 2.25 % |
#
# From 2012 on these are ensembles: several networks, and many crops of each photograph.
#
# **Your task.** Write `winners_chart`: from a table, a list of such dicts in any order, to a matplotlib `Figure` with the lowest error of each year,
# as bars or as a line, the year along x and the error along y. Label both axes; the word *error* should be among the words. A year in which no row
# has an error is left out.


# %% nbgrader={"grade": false, "grade_id": "winners_chart", "locked": false, "schema_version": 3, "solution": true, "task": false}
def winners_chart(table):
    """Draw the lowest top-5 error of each year of the contest.

    Args:
        table: list of dicts of text, as `csv.DictReader` gives them, with the keys "year" and
            "ilsvrc_top5_error" (percent, or "" where there is none) among others; in any order.

    Returns:
        `matplotlib.figure.Figure` with one bar or point for each year that has an error, both axes
        labelled.
    """
    ### BEGIN SOLUTION
    lowest = {}
    for row in table:
        if row["ilsvrc_top5_error"]:
            year, error = int(row["year"]), float(row["ilsvrc_top5_error"])
            lowest[year] = min(error, lowest.get(year, error))
    years = sorted(lowest)

    figure, axis = plt.subplots(figsize=(7, 4.2))
    bars = axis.bar(years, [lowest[year] for year in years], color="#3b6ea5")
    axis.bar_label(bars, fmt="%g", padding=2)
    axis.set_title("The best entry of each year")
    axis.set(xlabel="year", ylabel="top-5 error (%)")
    axis.set(xticks=years, ylim=(0, 1.1 * max(lowest.values())))
    return figure
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_winners_chart", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(winners_chart)

# %% [markdown]
# <details><summary>Hint: my lowest error of a year is not the lowest</summary>
#
# Are you comparing text? As text, `"11.7"` comes before `"6.67"`, since `"1"` comes before `"6"`. Convert with `float` first, and skip the blanks
# before you convert.
# </details>
#
# <details><summary>Hint: how do I get a <code>Figure</code>?</summary>
#
# `figure, axis = plt.subplots()` gives you both. Draw on the axis, return the figure.
# </details>
#
# ### The fall
#
# The next cell reads the table, calls your function, and adds one line of its own: 5.1 %, the error of the more diligent of two people who did the
# task themselves, on 1,500 test photographs (Russakovsky et al. 2015, §6.4). The other, who had practised less, made 12.0 % on 258.


# %% tags=["experiment"]
with open("data/networks.csv", newline="", encoding="utf-8") as file:
    networks = list(csv.DictReader(file))

try:
    figure = winners_chart(networks)
    for axis in figure.axes[:1]:
        for text in axis.texts:  # readable where the line comes close
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})
        axis.axhline(5.1, color="#d9480f", linestyle="--")
        place = dict(xycoords=("axes fraction", "data"), ha="right")
        axis.annotate("a trained person, 5.1 %", (0.99, 5.5), color="#c2410c", **place)
    plt.show()
except NotImplementedError:
    print("Answer winners_chart first, then run this cell again.")

# %% [markdown]
# The great step is 2012. AlexNet took the error from 25.8 to 16.4 %: more than a third of all mistakes gone in one year. In each of the next three
# years more than a quarter of those that were left disappeared too, and 2015 is the year in which the bars go below the line. (Be careful with the
# word "superhuman": it is one person's line, for a task with 120 breeds of dogs.)
#
# One name is missing. **VGG** made 7.3 % in 2014: second in classification, behind GoogLeNet, and first in another task of that year, localisation.
# Your function has looked at its row and dropped it. It is in this notebook all the same, for reasons that you will see.

# %% [markdown]
# ## 2 · AlexNet
#
# <img src="figures/two_gpus.svg" alt="AlexNet as two rows of layers, one for each GPU. Arrows cross from row to row only before the third convolution and before the dense layers." width="720">
#
# Convolutional networks were more than twenty years old in 2012. What was new was the size, the data to fill it, and a machine that could train it:
# two graphics cards with 3 GB of memory each, running for five to six days (Krizhevsky et al. 2012, §1). Three choices made it work, and you still
# meet all three: **ReLU** instead of tanh, which trains several times faster (§3.1); **dropout** in the dense layers against overfitting (§4.2); and
# many shifted, mirrored and recoloured copies of every photograph (§4.1).
#
# | layer | | output | parameters |
# |---|---|---|---|
# | conv 1 | 96 filters 11×11, stride 4, **valid** | 55×55×96 | 34,944 |
# | max pool | 3×3, stride 2, **valid** | 27×27×96 | |
# | conv 2 | 256 filters 5×5, same | 27×27×256 | 614,656 |
# | max pool | 3×3, stride 2, **valid** | 13×13×256 | |
# | conv 3 | 384 filters 3×3, same | 13×13×384 | 885,120 |
# | conv 4 | 384 filters 3×3, same | 13×13×384 | 1,327,488 |
# | conv 5 | 256 filters 3×3, same | 13×13×256 | 884,992 |
# | max pool | 3×3, stride 2, **valid** | 6×6×256 | |
# | dense 1 | flatten, 4096, ReLU, dropout 0.5 | 4096 | 37,752,832 |
# | dense 2 | 4096, ReLU, dropout 0.5 | 4096 | 16,781,312 |
# | dense 3 | `classes`, softmax | 1000 | 4,097,000 |
#
# A "valid" window of $k$ pixels with stride $s$ fits $\lfloor (n - k)/s \rfloor + 1$ times into $n$ pixels: $\lfloor (227 - 11)/4 \rfloor + 1 = 55$.
# (The paper says 224, and every reader since has stumbled over it: 224 does not give 55.) The pools overlap, as their windows are wider than their
# steps.
#
# **Two GPUs.** 3 GB were too little for this network, so Krizhevsky cut it down the middle. Each GPU holds half of the channels. Convolutions 2, 4
# and 5 read only the half that lies on their own GPU; convolution 3 and the dense layers read both (§3.5). Such a layer is called a **grouped**
# convolution, and Keras has it: `groups=2`. Each filter then reads half of the channels, so half of the weights are never there: with 1000 classes
# the network has 60,965,224 parameters instead of 62,378,344.
#
# **Your task.** Write `alexnet`: a model from `(batch, *input_shape)` to `(batch, classes)`, as in the table, with `groups` groups in convolutions 2,
# 4 and 5.


# %% nbgrader={"grade": false, "grade_id": "alexnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def alexnet(input_shape=(227, 227, 3), classes=1000, groups=1):
    """Build AlexNet (Krizhevsky et al. 2012, Fig. 2) without response normalisation.

    Args:
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.
        groups: int, groups of the second, fourth and fifth convolution; 2 is for two GPUs.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(96, 11, strides=4, activation="relu")(images)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Conv2D(256, 5, padding="same", groups=groups, activation="relu")(x)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = keras.layers.Conv2D(384, 3, padding="same", groups=groups, activation="relu")(x)
    x = keras.layers.Conv2D(256, 3, padding="same", groups=groups, activation="relu")(x)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)

    x = keras.layers.Flatten()(x)
    for _ in range(2):
        x = keras.layers.Dense(4096, activation="relu")(x)
        x = keras.layers.Dropout(0.5)(x)
    probabilities = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, probabilities, name="alexnet")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_alexnet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(alexnet)

# %% [markdown]
# <details><summary>Hint: the last map is not 6×6, or there are millions of parameters too many</summary>
#
# Print `x.shape` after every layer and compare with the table. Keras' layers are "valid" unless you ask for "same", and a `MaxPooling2D(3)` without
# `strides` steps by 3, its own size.
# </details>
#
# <details><summary>Hint: which layers get <code>groups</code>?</summary>
#
# Follow the arrows in the drawing. Where arrows cross, a layer reads everything, and has one group. The first convolution reads the image, and both
# GPUs see all of it.
# </details>
#
# ### Who hears whom
#
# What does a cut through the channels do to the flow of information? The next cell does not need your answer. It takes 16 channels, wires them as
# AlexNet's layers do, changes one channel of the input at a time, and looks which channels of the output notice.


# %% tags=["experiment"]
def channels_heard(groups_of_layers, channels=16):
    """(channels in, channels out): does an output channel change with an input channel?"""
    keras.utils.set_random_seed(0)
    image = y = keras.Input((5, 5, channels))
    for groups in groups_of_layers:
        y = keras.layers.Conv2D(channels, 3, padding="same", groups=groups)(y)
    model = keras.Model(image, y)
    changed = np.zeros((channels + 1, 5, 5, channels), "float32")
    changed[np.arange(channels), :, :, np.arange(channels)] = 1  # the last image stays as it is
    maps = keras.ops.convert_to_numpy(model(changed))
    return np.abs(maps[:-1] - maps[-1:]).max(axis=(1, 2)) > 1e-9


wirings = {
    "conv 2": channels_heard([2]),
    "conv 2 and 3": channels_heard([2, 1]),
    "conv 4 and 5": channels_heard([2, 2]),
}
figure, axes = plt.subplots(1, 3, figsize=(9, 3.4))
for axis, (name, heard) in zip(axes, wirings.items()):
    axis.pcolormesh(heard.T, cmap="Oranges", vmin=0, vmax=1.6, edgecolors="#8a97a6", linewidth=0.5)
    axis.invert_yaxis()
    axis.set(xticks=[4, 12], yticks=[4, 12], xlabel="input channel on", aspect="equal")
    axis.set_xticklabels(["GPU 1", "GPU 2"])
    axis.set_yticklabels(["GPU 1", "GPU 2"], rotation=90, va="center")
    axis.set_title(f"{name}: {heard.mean():.0%} of the pairs")
axes[0].set_ylabel("output channel on")
figure.tight_layout()
plt.show()

# %% [markdown]
# Through convolution 2 the two halves know nothing of each other. One ungrouped layer is enough to mix them completely, and convolutions 4 and 5 part
# them again. Left alone like this, the halves of the first layer specialised: the 48 filters on one GPU became edges and gratings with hardly any
# colour, the 48 on the other blobs of colour, in every run anew (Krizhevsky et al. 2012, Fig. 3 and §6.1).
#
# Cards have become larger, and nobody has to cut a network for lack of memory any more. The grouped convolution stayed, because it is cheap.
# Take it to the end, one group for each channel, and you have the depthwise convolution that runs in your phone.

# %% [markdown]
# ## 3 · ZFNet
#
# <img src="figures/zfnet.svg" alt="AlexNet's first windows are 11 pixels wide and step by 4, ZFNet's are 7 wide and step by 2. The sides of the maps are 227, 55, 27, 27, 13, 13, 13, 13, 6 and 224, 110, 55, 26, 13, 13, 13, 13, 6." width="720">
#
# Zeiler and Fergus built a tool that shows which pattern in the image excites a unit, and pointed it at AlexNet. In the first layer they found very
# fine and very coarse patterns and little between, and filters that had died. In the second they found **aliasing**: patterns that are not in the
# photograph, but come from sampling it at every fourth pixel only. So they made the first windows smaller, 7×7, and halved the stride (Zeiler and
# Fergus 2014, §4.1). The second convolution strides instead, and as one card was now enough there are no groups. One such network has a top-5 error
# of 16.5 % on the validation photographs; their own copy of AlexNet has 18.1 % (Table 2).
#
# | layer | | output |
# |---|---|---|
# | conv 1 | one row and column of zeros on each side, then 96 filters 7×7, stride 2, **valid** | 110×110×96 |
# | max pool | 3×3, stride 2, same | 55×55×96 |
# | conv 2 | 256 filters 5×5, stride 2, **valid** | 26×26×256 |
# | max pool | 3×3, stride 2, same | 13×13×256 |
# | conv 3, 4, 5 | 384, 384 and 256 filters 3×3, same | 13×13×256 |
# | max pool | 3×3, stride 2, **valid** | 6×6×256 |
# | dense 1, 2, 3 | 4096, 4096, `classes`, with ReLU, dropout 0.5 and softmax as in AlexNet | 1000 |
#
# The paper prints the sides of the maps (Fig. 3) and not the padding; this is padding that gives these sides. Note the two pools that are "same": 110
# pixels and a stride of 2 need one more column, and Keras adds it on the right and below.
#
# The network has 62,357,608 parameters, 20,736 *fewer* than AlexNet, and 1,168,032,896 multiplications for one image.
#
# **Your task.** Write `zfnet`: a model from `(batch, *input_shape)` to `(batch, classes)`, as in the table.


# %% nbgrader={"grade": false, "grade_id": "zfnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def zfnet(input_shape=(224, 224, 3), classes=1000):
    """Build ZFNet (Zeiler and Fergus 2014, Fig. 3) without contrast normalisation.

    Args:
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    images = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(1)(images)
    x = keras.layers.Conv2D(96, 7, strides=2, activation="relu")(x)
    x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = keras.layers.Conv2D(256, 5, strides=2, activation="relu")(x)
    x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for filters in (384, 384, 256):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)

    x = keras.layers.Flatten()(x)
    for _ in range(2):
        x = keras.layers.Dense(4096, activation="relu")(x)
        x = keras.layers.Dropout(0.5)(x)
    probabilities = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, probabilities, name="zfnet")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_zfnet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(zfnet)

# %% [markdown]
# <details><summary>Hint: everything has the right shape, and yet the outputs differ</summary>
#
# Shapes do not see everything. Without the zeros around the image the first map is 109 instead of 110 pixels wide, and after the pool it is 55 again.
# Compare layer by layer with the table, not only the end.
# </details>
#
# ### Stripes that are not there
#
# Aliasing is easy to see for yourself. The next cell shows stripes of one width after the other to a first layer of each kind, with random weights,
# and asks how wide the stripes in the map are. It does not need your answer.


# %% tags=["experiment"]
def stripes_in_the_map(kernel, stride, frequencies, width=1024):
    """Cycles per pixel of the strongest stripes in a first layer's map, for stripes shown to it."""
    keras.utils.set_random_seed(0)
    layer = keras.layers.Conv2D(32, kernel, strides=stride, use_bias=False)
    u = np.arange(width)
    images = np.cos(2 * np.pi * np.asarray(frequencies)[:, None] * u)[:, None, :, None]
    images = np.repeat(images, kernel, axis=1).astype("float32")
    maps = keras.ops.convert_to_numpy(layer(images))[:, 0]
    spectrum = (np.abs(np.fft.rfft(maps, axis=1)) ** 2).sum(axis=2)
    spectrum[:, 0] = 0
    return spectrum.argmax(axis=1) / maps.shape[1] / stride


shown = np.linspace(0.01, 0.245, 48)
seen = {
    "AlexNet: 11×11, stride 4": stripes_in_the_map(11, 4, shown),
    "ZFNet: 7×7, stride 2": stripes_in_the_map(7, 2, shown),
}
wrong = {name: np.mean(np.abs(found - shown) > 0.005) for name, found in seen.items()}
repeat = 1 / stripes_in_the_map(11, 4, [0.2])[0]  # of the stripes in the right panel, in pixels

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), gridspec_kw={"width_ratios": [3, 2]})
for (name, found), colour, style in zip(seen.items(), ["#3b6ea5", "#d9480f"], ["o-", ".--"]):
    left.plot(shown, found, style, color=colour, label=f"{name} ({wrong[name]:.0%} wrong)")
left.set(xlabel="stripes in the image (cycles per pixel)", ylabel="stripes in the map")
left.set_title("Fine stripes come back as coarse ones")
left.legend(frameon=False, fontsize=9)
pixels, finely = np.arange(41), np.linspace(0, 40, 401)
right.plot(finely, np.cos(2 * np.pi * 0.2 * finely), color="#c3cad2")
for stride, colour, style in [(4, "#3b6ea5", "o-"), (2, "#d9480f", ".--")]:
    right.plot(pixels[::stride], np.cos(2 * np.pi * 0.2 * pixels[::stride]), style, color=colour)
right.set(xlabel="pixel", yticks=[], title="Stripes every 5 pixels, sampled")
figure.tight_layout()
plt.show()

# %% [markdown]
# Up to 0.125 cycles per pixel, stripes that repeat every 8 pixels, both agree with the image. Beyond that a layer that looks at every fourth pixel
# reports stripes that get *wider* as the real ones get narrower: where they repeat every 5 pixels it sees 20, as the right panel shows. With stride 2
# this begins only at stripes that repeat every 4 pixels.
#
# The price is in the drawing: ZFNet's first map has four times as many positions. Without the stride in the second convolution the network would cost
# far more than AlexNet. As it is, it needs 3 % more multiplications.

# %% [markdown]
# ## 4 · How far does a unit see?
#
# <img src="figures/receptive_field.svg" alt="One 7 by 7 convolution and three 3 by 3 convolutions both see seven pixels of the input; they have 49 and 27 times C squared weights." width="720">
#
# The **receptive field** of a unit is the part of the image that can change it: so many pixels wide. For the first layer it is the window. After that
# it grows, and by how much depends on two things.
#
# - A window of $k$ reads $k - 1$ neighbours besides the unit in the middle.
# - Neighbours in a map are not neighbours in the image. If the layers below stepped by 4 and by 2, two units side by side look at places 8 pixels
#   apart.
#
# Take AlexNet. The first convolution sees 11 pixels, and its units are 4 pixels apart. The pool above it reads three of them: $11 + 2 \cdot 4 = 19$.
# Its own stride of 2 makes the distance 8, so the 5×5 convolution that follows sees $19 + 4 \cdot 8 = 51$. A layer's stride does not widen its own
# view, only that of the layers above.
#
# Three 3×3 convolutions on top of each other see $3 + 2 + 2 = 7$ pixels, like one 7×7. With $C$ channels everywhere they have $27\,C^2$ weights
# instead of $49\,C^2$, and three ReLUs instead of one. That is the argument for VGG (Simonyan and Zisserman 2014, §2.3).
#
# | layers, each (window, stride) | receptive field |
# |---|---|
# | AlexNet to the last pool: (11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2) | 195 |
# | (3, 1), (3, 1), (3, 1) | 7 |
# | (3, 1), (5, 2) | 7 |
# | none at all | 1 |
#
# **Your task.** Write `receptive_field`: from a list of pairs `(kernel, stride)`, the layer next to the image first, to the number of pixels in one
# direction, an int. Convolutions and pools count alike; padding does not matter.


# %% nbgrader={"grade": false, "grade_id": "receptive_field", "locked": false, "schema_version": 3, "solution": true, "task": false}
def receptive_field(layers):
    """Work out how many pixels of the image, in one direction, a unit of the last layer sees.

    Args:
        layers: list of `(kernel, stride)`, both int: windows and strides of convolutions and pools,
            the layer next to the image first.

    Returns:
        int, pixels; 1 for no layers.
    """
    ### BEGIN SOLUTION
    seen, distance = 1, 1  # pixels that a unit sees; pixels between two neighbours
    for kernel, stride in layers:
        seen += (kernel - 1) * distance
        distance *= stride
    return seen
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_receptive_field", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(receptive_field)

# %% [markdown]
# <details><summary>Hint: what do I keep in mind from layer to layer?</summary>
#
# Two numbers: how many pixels a unit sees, and how many pixels lie between two neighbouring units. In the text above they are 11 and 4, then 19 and
# 8. Which of the two do you need first, and which do you change last?
# </details>
#
# ### Growing with every layer
#
# Run the next cell to watch it grow in four networks, with your function.


# %% tags=["experiment"]
def vgg_windows(convolutions):
    """Windows and strides of a VGG with so many convolutions in each stage."""
    return [layer for count in convolutions for layer in [(3, 1)] * count + [(2, 2)]]


WINDOWS = {
    "AlexNet": [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)],
    "ZFNet": [(7, 2), (3, 2), (5, 2), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)],
    "VGG-16": vgg_windows((2, 2, 3, 3, 3)),
    "VGG-19": vgg_windows((2, 2, 4, 4, 4)),
}
COLOURS = ["#3b6ea5", "#4d8b63", "#d9480f", "#1f2933"]

try:
    growth = {
        name: [receptive_field(layers[:depth]) for depth in range(1, len(layers) + 1)]
        for name, layers in WINDOWS.items()
    }
    _, axis = plt.subplots(figsize=(7, 3.8))
    for (name, fields), colour in zip(growth.items(), COLOURS):
        depths = range(1, len(fields) + 1)
        axis.plot(depths, fields, ".-", color=colour, label=f"{name}: {fields[-1]}")
    axis.axhline(224, color="#8a97a6", linestyle="--")
    axis.annotate("the whole image, 224", (1, 229), color="#566370")
    axis.set_title("How far a unit sees, layer by layer")
    axis.set(xlabel="layer (convolution or pool)", ylabel="receptive field (pixels)")
    axis.set_xticks(range(1, 22, 2))
    axis.legend(frameon=False)
    plt.show()
except NotImplementedError:
    print("Answer receptive_field first, then run this cell again.")

# %% [markdown]
# AlexNet leaps: after two layers it sees 19 pixels, VGG after two layers 5. The curves of VGG bend upwards at each pool, as every pool doubles the
# distance between neighbours, and in the end VGG-16 sees 212 pixels, more than AlexNet with 195, all with windows of 3. VGG-19 sees 268, more than
# the whole image.
#
# Seeing is not the same everywhere, though. A pixel in the middle can reach the unit in many ways, one at the rim only in one. The next cell counts
# the ways for a row of pixels.


# %% tags=["experiment"]
def ways(layers):
    """For each pixel in a row, the number of ways in which it reaches one unit above `layers`."""
    counts = np.ones(1)
    for kernel, stride in reversed(layers):
        spread = np.zeros((len(counts) - 1) * stride + 1)
        spread[::stride] = counts
        counts = np.convolve(spread, np.ones(kernel))
    return counts


def middle_half(counts):
    """How many pixels in the middle hold half of all ways."""
    for rim in range(len(counts) // 2, -1, -1):
        middle = counts[rim : len(counts) - rim]
        if middle.sum() >= counts.sum() / 2:
            return len(middle)


small = {"one 7×7": ways([(7, 1)]), "three 3×3": ways([(3, 1)] * 3)}
large = {name: ways(WINDOWS[name]) for name in ("AlexNet", "VGG-16")}
half = {name: middle_half(counts) for name, counts in large.items()}

figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
for (name, counts), colour, offset in zip(small.items(), ["#8a97a6", "#d9480f"], [-0.2, 0.2]):
    left.bar(np.arange(-3, 4) + offset, counts / counts.sum(), 0.4, color=colour, label=name)
left.set(title="Seven pixels", xlabel="pixel, from the middle", ylabel="share of all ways")
left.legend(frameon=False)
for (name, counts), colour in zip(large.items(), ["#3b6ea5", "#d9480f"]):
    pixels = np.arange(len(counts)) - (len(counts) - 1) / 2
    label = f"{name}: half within {half[name]} of {len(counts)}"
    right.plot(pixels, counts / counts.sum(), color=colour, label=label)
right.set(title="The last pool", xlabel="pixel, from the middle", yticks=[], ylim=(0, 0.026))
right.legend(frameon=False, fontsize=9, loc="upper center")
figure.tight_layout()
plt.show()

# %% [markdown]
# Three 3×3 windows reach the seven pixels in 1, 3, 6, 7, 6, 3 and 1 ways: it is a 7×7 window that looks mostly at the middle. Under the last pool of
# VGG-16, half of all ways start from the middle 40 of its 212 pixels, and for AlexNet from 43 of 195. Luo et al. (2016) measured it in trained
# networks, and call the bell in the middle the *effective* receptive field. Your function gives the outer limit.

# %% [markdown]
# ## 5 · VGG
#
# <img src="figures/vgg.svg" alt="Five stages of 3 by 3 convolutions with 64, 128, 256, 512 and 512 filters, a 2 by 2 max pool after each, then dense layers. VGG-16 has 2, 2, 3, 3, 3 convolutions in the stages, VGG-19 has 2, 2, 4, 4, 4." width="720">
#
# Simonyan and Zisserman (2014) asked what depth alone can do, and kept everything else as plain as it gets:
#
# - every convolution is 3×3 with stride 1, "same" padding and ReLU;
# - every pool is a 2×2 max pool with stride 2;
# - filters start at 64 and double after each pool, until they are 512;
# - at the end, two dense layers of 4096 with ReLU, and a softmax.
#
# The drawing says how many convolutions there are in each stage. Convolutions and dense layers together make the number in the name:
# 2 + 2 + 3 + 3 + 3 + 3 = 16. Their errors fell from 11 layers to 16, and then hardly any more (Table 3). With 7.3 % VGG came second in 2014;
# a single VGG even did better than a single GoogLeNet, 7.0 % against 7.9 % (Table 7), and it was so simple that for years it was the
# network that people took to build on.
#
# The authors put a dropout of 0.5 after each of the first two dense layers. Here you may leave it out: it has no parameters and does nothing once
# training is over.
#
# | depth | convolutions in stages 1–5 | parameters, 1000 classes |
# |---|---|---|
# | 16 | 2, 2, 3, 3, 3 | 138,357,544 |
# | 19 | 2, 2, 4, 4, 4 | 143,667,240 |
#
# **Your task.** Write `vgg`: a model from `(batch, *input_shape)` to `(batch, classes)`, for the depths 16 and 19; any other depth raises a
# `ValueError`.


# %% nbgrader={"grade": false, "grade_id": "vgg", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vgg(depth, input_shape=(224, 224, 3), classes=1000):
    """Build VGG-16 or VGG-19 (Simonyan and Zisserman 2014, Table 1, columns D and E).

    Args:
        depth: int, 16 or 19.
        input_shape: tuple, `(height, width, channels)` of the images; both sides multiples of 32.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.

    Raises:
        ValueError: for any other depth.
    """
    ### BEGIN SOLUTION
    convolutions = {16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
    if depth not in convolutions:
        raise ValueError(f"depth must be 16 or 19. Received: {depth}")

    images = x = keras.Input(input_shape)
    for count, filters in zip(convolutions[depth], (64, 128, 256, 512, 512)):
        for _ in range(count):
            x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = keras.layers.MaxPooling2D(2)(x)

    x = keras.layers.Flatten()(x)
    for _ in range(2):
        x = keras.layers.Dense(4096, activation="relu")(x)
        x = keras.layers.Dropout(0.5)(x)
    probabilities = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, probabilities, name=f"vgg{depth}")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_vgg", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(vgg)

# %% [markdown]
# <details><summary>Hint: do I have to write out nineteen layers?</summary>
#
# No. Put the numbers of convolutions into a dictionary from depth to five numbers. Then two nested loops make the network, and a depth that is not in
# the dictionary is the `ValueError`.
# </details>
#
# <details><summary>Hint: I am 100,663,296 parameters short</summary>
#
# Then your first dense layer has 512 inputs instead of 25,088. Did you flatten the last map, or pool it away?
# </details>
#
# ### Weights here, work there
#
# What does this network cost, and where? A convolution has $k^2 \cdot \text{in} \cdot \text{out}$ weights, and uses every one of them at every
# position of its map. A dense layer uses each of its weights once. The next cell does the sum for AlexNet and VGG-16, layer by layer. Before you run
# it: which layers have the weights, and which do the work?


# %% tags=["experiment"]
# name, side of the map, side of the window, channels in, channels out
ALEXNET = [
    ("conv 1", 55, 11, 3, 96),
    ("conv 2", 27, 5, 96, 256),
    ("conv 3", 13, 3, 256, 384),
    ("conv 4", 13, 3, 384, 384),
    ("conv 5", 13, 3, 384, 256),
    ("dense 1", 1, 1, 6 * 6 * 256, 4096),
    ("dense 2", 1, 1, 4096, 4096),
    ("dense 3", 1, 1, 4096, 1000),
]
VGG16 = [
    ("conv 1.1", 224, 3, 3, 64),
    ("conv 1.2", 224, 3, 64, 64),
    ("conv 2.1", 112, 3, 64, 128),
    ("conv 2.2", 112, 3, 128, 128),
    ("conv 3.1", 56, 3, 128, 256),
    ("conv 3.2", 56, 3, 256, 256),
    ("conv 3.3", 56, 3, 256, 256),
    ("conv 4.1", 28, 3, 256, 512),
    ("conv 4.2", 28, 3, 512, 512),
    ("conv 4.3", 28, 3, 512, 512),
    ("conv 5.1", 14, 3, 512, 512),
    ("conv 5.2", 14, 3, 512, 512),
    ("conv 5.3", 14, 3, 512, 512),
    ("dense 1", 1, 1, 7 * 7 * 512, 4096),
    ("dense 2", 1, 1, 4096, 4096),
    ("dense 3", 1, 1, 4096, 1000),
]


def shares(plan):
    """Percent of all parameters and of all multiplications, layer by layer; both totals."""
    weights = np.array([window**2 * before * after for _, _, window, before, after in plan])
    biases = np.array([after for *_, after in plan])
    work = weights * np.array([side**2 for _, side, *_ in plan])
    parameters = weights + biases
    both = parameters.sum(), work.sum()
    return 100 * parameters / both[0], 100 * work / both[1], *both


budget = {"AlexNet": shares(ALEXNET), "VGG-16": shares(VGG16)}

figure, axes = plt.subplots(1, 2, figsize=(10, 4.6), gridspec_kw={"width_ratios": [1, 1.5]})
for axis, (name, (weights, work, total, macs)), plan in zip(axes, budget.items(), [ALEXNET, VGG16]):
    at = np.arange(len(plan))
    label = f"of {total / 1e6:.1f} million parameters"
    axis.bar(at - 0.2, weights, 0.4, color="#3b6ea5", label=label)
    label = f"of {macs / 1e9:.2f} billion multiplications"
    axis.bar(at + 0.2, work, 0.4, color="#d9480f", label=label)
    axis.set_xticks(at, [layer for layer, *_ in plan], rotation=90)
    axis.set(title=name, ylabel="share (%)", ylim=(0, 84))
    axis.legend(frameon=False, fontsize=9, loc="upper left")
figure.tight_layout()
plt.show()

# %% [markdown]
# The two colours hardly meet. In VGG-16 one dense layer, the first, has 74 % of all parameters and does 0.7 % of the work; the thirteen convolutions
# have 11 % of the parameters and do 99.2 % of the work. In AlexNet it is 94 % of the parameters in the dense layers and 95 % of the work in the
# convolutions.
#
# So "large" and "slow" are two different things. A dense layer is large and fast. A convolution on a large map is small and slow.

# %% [markdown]
# ## 6 · Where the parameters are
#
# <img src="figures/vgg_parameters.svg" alt="138 million parameters of VGG-16 as areas: 11 percent for thirteen convolutions, 74 percent for the first dense layer, the rest for the two others." width="720">
#
# That was with pencil and paper. Now ask the networks themselves, with a function that takes any Keras model apart.
#
# `model.layers` is the list of a model's layers. Each knows its weights (`layer.weights`, or `layer.count_params()`), and its class says what it is.
# Three things to watch:
#
# - **A model may be a layer of another model.** Then its layers have to be counted by their own kinds.
# - **A layer may be used twice**, and has its weights once. The same holds for a nested model that is used twice.
# - **Not everything is trainable.** The running means of a batch normalisation, or a frozen layer, are parameters all the same.
#
# **Your task.** Write `parameter_share`: from a `keras.Model` to a dict with the keys `"convolution"` (all `Conv2D` and `DepthwiseConv2D` layers),
# `"dense"` (all `Dense` layers) and `"other"` (batch normalisation and everything else), each the fraction of all parameters, together 1. AlexNet has
# 0.06, 0.94 and 0.


# %% nbgrader={"grade": false, "grade_id": "parameter_share", "locked": false, "schema_version": 3, "solution": true, "task": false}
def parameter_share(model):
    """Work out which fraction of a model's parameters is in which kind of layer.

    Args:
        model: `keras.Model` with at least one parameter. Models may be nested in it, layers used
            twice.

    Returns:
        dict of float, fractions from 0 to 1 that add up to 1: "convolution" (`Conv2D` and
        `DepthwiseConv2D`), "dense" (`Dense`) and "other". All three keys are always there.
    """
    ### BEGIN SOLUTION
    counts = {"convolution": 0, "dense": 0, "other": 0}
    counted = set()

    def visit(layer):
        if id(layer) in counted:
            return
        counted.add(id(layer))
        if isinstance(layer, keras.Model):
            for inner in layer.layers:
                visit(inner)
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)):
            counts["convolution"] += layer.count_params()
        elif isinstance(layer, keras.layers.Dense):
            counts["dense"] += layer.count_params()
        else:
            counts["other"] += layer.count_params()

    visit(model)
    total = sum(counts.values())
    return {kind: count / total for kind, count in counts.items()}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_parameter_share", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(parameter_share)

# %% [markdown]
# <details><summary>Hint: what do I do with a nested model?</summary>
#
# `isinstance(layer, keras.Model)` recognises it (a `Sequential` is one too). It has `.layers` of its own, so a function that calls itself is the
# short way.
# </details>
#
# <details><summary>Hint: a layer is counted twice</summary>
#
# In one model, `model.layers` lists a layer once, however often it is used. But a layer may be in two nested models at the same time. Keep a set of
# what you have counted: `id(layer)` tells two layers apart.
# </details>
#
# ### Three years of dense layers, and what came after
#
# The next cell asks your function about your three networks, and about two from `keras.applications` that came later. It builds them one after the
# other and needs some seconds.


# %% tags=["experiment"]
def later(name):
    return lambda: getattr(keras.applications, name)(weights=None)


BUILDERS = {
    "AlexNet\n2012": lambda: alexnet(),
    "ZFNet\n2013": lambda: zfnet(),
    "VGG-16\n2014": lambda: vgg(16),
    "ResNet-50\n2015": later("ResNet50"),
    "MobileNet\n2017": later("MobileNet"),
}

try:
    millions, kinds = [], []
    for build in BUILDERS.values():
        network = build()
        millions.append(network.count_params() / 1e6)
        kinds.append(parameter_share(network))
        del network
    share = {kind: np.array([parts[kind] for parts in kinds]) for kind in kinds[0]}
    _, axis = plt.subplots(figsize=(7.5, 4))
    below = np.zeros(len(BUILDERS))
    for (kind, fractions), colour in zip(share.items(), ["#3b6ea5", "#d9480f", "#8a97a6"]):
        height = fractions * millions
        axis.bar(list(BUILDERS), height, bottom=below, color=colour, label=kind)
        below += height
    for at, (total, dense) in enumerate(zip(millions, share["dense"])):
        axis.annotate(f"{total:.1f} M\n{dense:.0%} dense", (at, total + 2), ha="center")
    axis.set(ylabel="parameters (millions)", ylim=(0, 165))
    axis.set_title("Where the parameters are")
    axis.legend(frameon=False, loc="upper right")
    plt.show()
except NotImplementedError:
    print("Answer alexnet, zfnet, vgg and parameter_share first, then run this cell again.")

# %% [markdown]
# AlexNet and ZFNet keep 94 % of their parameters in dense layers, VGG-16 89 %. In ResNet-50 it is 8 %: global average pooling turns the last map into
# one number per channel, so the classifier has 2048 inputs instead of 25,088. The idea is from Lin et al. (2013), and GoogLeNet was the first winner
# to use it. MobileNet makes even its classifier a 1×1 convolution: 0 %.
#
# (`keras.applications` counts 25.6 million for ResNet-50. The *other* of it, batch normalisation, is less than 1 %.)

# %% [markdown]
# ## 7 · In your own words
#
# A friend wants to use VGG-16 in an app. It is a download of 553 MB, and it is slow: 15.5 billion multiplications for one photograph. He says: "I
# shall halve the filters of the fourth stage. With 512 they are the widest there are, so the network becomes small and fast."
#
# **Your task.** Tell him in three to five sentences
#
# 1. where VGG-16 keeps its parameters, and why just there; what he should change to make the download small;
# 2. where VGG-16 does its work, and why; what he should change to make it fast;
# 3. why its windows are 3×3 and not 7×7, if three of them see the same seven pixels.
#
# A person reads this answer. The grader looks for the reasons, each in a sentence or two, and for numbers where they help; good style is welcome,
# length is not. ({{points explain_parameters_and_work}} points)

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_parameters_and_work", "locked": false, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **Model answer.** The download is large because of the dense layers, above all the first: it connects each of the 7·7·512 = 25,088 numbers of the
# last map with 4096 units and has 103 of the 138 million parameters. Pool the last map globally, as later networks do, or make the layers of 4096
# smaller, and most of the download is gone; halving the fourth stage takes off 4 %. The work is done in the convolutions, since they use each weight
# at every position of the map: the first stages have few weights, but maps of 224×224, 112×112 and 56×56, and the first three together do 60 % of the
# work. So he should shrink the photograph, stride earlier, or have fewer filters in *all* stages; the fourth alone saves 22 %. Three 3×3 convolutions
# see the same 7×7 pixels with 27 C² instead of 49 C² weights, and with three ReLUs instead of one, so they can compute more complicated functions.
#
# **Rubric ({{points explain_parameters_and_work}} points).**
#
# - 4 · Parameters: in the dense layers, the first above all (1), because the flattened map has 25,088 entries that all connect to 4096 units (2); a
#   remedy that fits: global pooling, smaller or no dense layers, a smaller last map (1).
# - 3 · Work: in the convolutions (1), because a weight is used at every position of a large map (1); a remedy that fits: smaller photographs, earlier
#   strides, fewer filters in the early stages too, grouped convolutions (1).
# - 3 · 3×3: fewer weights or multiplications, 27 C² against 49 C² (2); more nonlinearities (1).
# - Exact percentages are not asked for. Take 1 off for "the convolutions have most of the parameters", or for "the dense layers make it slow".
# ### END SOLUTION

# %% [markdown]
# ### Where you stand
#
# The next cell lists the questions with the most points that `check` has given you, and says what to hand in.

# %% tags=["experiment"]
check.all("ilsvrc")

# %% [markdown]
# ## Where to go from here
#
# **Hand in** this notebook under its name, `ilsvrc.ipynb`, after a last *Restart Kernel and Run All Cells*. **Next** comes `analysis`, the last of the
# five: what do the accuracies of these networks cost, and which of them is worth its price?
#
# Three networks, three ideas that stayed: build it large and train it on a graphics card; look inside before you change something; prefer many small
# windows to few large ones. What did not stay are the dense layers. If you want to go on:
#
# - Give `alexnet` 224×224 photographs instead of 227×227. Which sides do the maps have now, and why does the number of parameters change?
# - Put a global average pool in place of the flattening in your `vgg(16)`. How many parameters are left, and how many multiplications have you saved?
# - What is the receptive field of ResNet-50's last convolution? (The strides are on the first 1×1 of a block. It is larger than the image.)
#
# ## References
#
# - A. Krizhevsky, I. Sutskever, G. Hinton (2012). *ImageNet Classification with Deep Convolutional Neural Networks.* NIPS 2012.
# - M. Lin, Q. Chen, S. Yan (2013). *Network In Network.* arXiv:1312.4400.
# - M. Zeiler, R. Fergus (2014). *Visualizing and Understanding Convolutional Networks.* ECCV 2014, arXiv:1311.2901.
# - K. Simonyan, A. Zisserman (2014). *Very Deep Convolutional Networks for Large-Scale Image Recognition.* arXiv:1409.1556.
# - O. Russakovsky et al. (2015). *ImageNet Large Scale Visual Recognition Challenge.* IJCV, arXiv:1409.0575.
# - W. Luo, Y. Li, R. Urtasun, R. Zemel (2016). *Understanding the Effective Receptive Field in Deep Convolutional Neural Networks.* arXiv:1701.04128.
