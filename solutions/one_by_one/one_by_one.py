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
# # Going Deeper · 1 · 1×1 convolutions
#
# A convolution looks at a neighbourhood. What, then, is a convolution with a window of one pixel good for? In 2013 Lin, Chen and Yan gave an answer,
# and almost every network since has used it: a 1×1 convolution is a small neural network that runs at each pixel, over the channels.
#
# In this notebook you write it in one line of NumPy, use it to make another layer ten times cheaper, build *Network in Network* from it, and end
# with SqueezeNet: a network of 1.2 million weights, yours from the first layer to the last, that looks at a photograph and says "espresso".
#
# | question | what you write | points | minutes | paper |
# |---|---|---|---|---|
# | `conv1x1` | a 1×1 convolution in NumPy | {{points conv1x1}} | 10 | Lin et al. 2013, §3.1 |
# | `shrink_channels` | the same as a layer, with ReLU | {{points shrink_channels}} | 5 | |
# | `conv_multiplications` | what a convolution costs | {{points conv_multiplications}} | 10 | |
# | `bottleneck_multiplications` | what it costs through a bottleneck | {{points bottleneck_multiplications}} | 5 | Szegedy et al. 2014, §4 |
# | `mlpconv` | a convolution with a network behind it | {{points mlpconv}} | 10 | Lin et al. 2013, Fig. 1 |
# | `network_in_network` | the whole network, for CIFAR-10 | {{points network_in_network}} | 15 | Lin et al. 2013, Fig. 2 |
# | `fire` | squeeze, then expand | {{points fire}} | 10 | Iandola et al. 2016, Fig. 1 |
# | `squeezenet` | SqueezeNet 1.1 | {{points squeezenet}} | 15 | Iandola et al. 2016, §3 |
# | in your own words | what a window of one pixel is good for | {{points explain_one_by_one}} | 10 | |
#
# Take about 90 minutes. You need no GPU.

# %% [markdown]
# ## House rules
#
# - **Keras 3, functional style.** A block is a function from tensor to tensor. A network is a function that returns a `keras.Model`. Only the first
#   question is in NumPy.
# - **Channels last.** Images are `(batch, height, width, channels)`. Shapes in the text often leave out the batch: 28×28×192.
# - **Padding** is "same" unless the text says otherwise. It does so for SqueezeNet.
# - **Bias.** There is no batch normalisation in these networks, so every convolution has a bias.
# - **ReLU** follows every convolution from the second question on, the last one of a network too.
# - **A network ends** in a softmax over `classes`.
# - **Free, never graded:** names, the order in which you create layers, initialisers, regularisers, ReLU as a layer, an op or
#   `Conv2D(activation="relu")`, a 1×1 convolution or a `Dense` on the channels, zero padding written out where it equals "same", nested models and
#   layer classes of your own.
# - **Experiments**, the cells under a heading of their own after a check, are not run when your notebook is graded. Play with them as you like, but
#   let no answer use a name that one of them defines.
#
# Run the next cell first. While TensorFlow starts it may print some lines on a red ground; they are notices, not errors.

# %%
import os
import shutil
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow speaks less

if "google.colab" in sys.modules:  # on Colab: first upload the bundle, one_by_one.zip, under Files on the left
    get_ipython().run_line_magic("pip", "install --quiet going-deeper")
    shutil.unpack_archive("/content/one_by_one.zip", "/content")
    os.chdir("/content/one_by_one")

import keras
import matplotlib.pyplot as plt
import numpy as np

from autograder import check

# %% [markdown]
# ## 1 · A convolution one pixel wide
#
# <img src="figures/pixel_column.svg" alt="A volume of 6 by 6 pixels and 32 channels; the column of 32 numbers at one pixel is multiplied with each of 4 filters of size 1 by 1 by 32 and becomes a column of 4 numbers in a volume of 6 by 6 by 4." width="720">
#
# On a grey image, a 1×1 convolution is dull: it multiplies every pixel by one number. Give the image 32 channels and it is another thing. A filter is
# as deep as its input, so a 1×1 filter on 6×6×32 holds 32 weights. At each pixel it multiplies the column of 32 values with them, adds up, and adds a
# bias:
#
# $$y_{h,w,f} = b_f + \sum_{c} x_{h,w,c}\, k_{c,f} .$$
#
# Four filters turn the column of 32 into a column of 4. They are the *same* four at all 36 pixels, and no pixel sees its neighbour. In other words: a
# dense layer from 32 to 4 units, applied 36 times.
#
# A sum of products over one shared axis has a name, and NumPy an operator for it. So write no loop: Python would go through a photograph one number
# at a time. Eight images of 512×512 pixels should take well under a second.
#
# **Your task.** Write `conv1x1` in NumPy: x `(n, height, width, c_in)`, kernel `(c_in, c_out)` and bias `(c_out,)` to `(n, height, width, c_out)`.


# %% nbgrader={"grade": false, "grade_id": "conv1x1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv1x1(x, kernel, bias):
    """Mix the channels of every pixel, as `keras.layers.Conv2D(c_out, 1)` does.

    Args:
        x: NumPy array, `(n, height, width, c_in)`.
        kernel: NumPy array, `(c_in, c_out)`; a column is a filter.
        bias: NumPy array, `(c_out,)`.

    Returns:
        NumPy array, `(n, height, width, c_out)`.
    """
    ### BEGIN SOLUTION
    return x @ kernel + bias
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_conv1x1", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(conv1x1)

# %% [markdown]
# <details><summary>Hint: which operator?</summary>
#
# The matrix product. With more than two axes, NumPy's `@` (`np.matmul`) takes the last two as matrices and goes through all the others by itself.
# What are the last two axes of `x`?
# </details>
#
# <details><summary>Hint: my version has four loops and is right, but slow</summary>
#
# Which of the loops does `np.dot` or `@` already do for you? Start with the innermost, over the channels, then try to do all the pixels of a row in
# one go. The rest follows.
# </details>
#
# ### Two pictures in 32 channels
#
# Somebody has hidden two 6×6 pictures in 32 noisy channels: in each channel there is some of both, more or less, sometimes negative. In a single
# channel one can at best guess. The next cell looks at them through four 1×1 filters of 32 weights each: one that picks a single channel, one with
# random weights, and two whose weights are the amounts of one of the pictures.


# %% tags=["experiment"]
def pixels_of(rows):
    """An array of pixels from rows of 0 and 1."""
    return np.array([[int(pixel) for pixel in row] for row in rows.split()])


SMILE = pixels_of("000000 010010 000000 100001 011110 000000")
CROSS = pixels_of("100001 010010 001100 001100 010010 100001")


def hide_pictures(channels=32, noise=1.0, seed=0):
    """A 6×6 volume with two pictures in it, and how much of each is in which channel."""
    rng = np.random.default_rng(seed)
    amounts = np.linalg.qr(rng.normal(size=(channels, 2)))[0].T * np.sqrt(channels)
    clear = np.stack([SMILE - SMILE.mean(), CROSS - CROSS.mean()], axis=-1)
    return clear @ amounts + rng.normal(0, noise, (6, 6, channels)), amounts


def likeness(tile, picture):
    """Correlation of two pictures: 1 if they are the same up to brightness and contrast."""
    return float(np.corrcoef(tile.ravel(), picture.ravel())[0, 1])


def draw_hidden_pictures():
    """Draw the 32 channels and the four that come out. Returns the likeness of the last two."""
    volume, amounts = hide_pictures()
    filters = {
        "channel 5 alone": np.eye(32)[5],
        "random weights": np.random.default_rng(1).normal(size=32),
        "amounts of picture 1": amounts[0],
        "amounts of picture 2": amounts[1],
    }
    kernel = np.stack(list(filters.values()), axis=1)
    found = conv1x1(volume[None], kernel, np.zeros(4))[0]
    figure = plt.figure(figsize=(9.5, 4.2))
    left, right = figure.subfigures(1, 2, width_ratios=[1.6, 1])
    left.suptitle("x: 6×6×32")
    right.suptitle("y: 6×6×4")
    for channel, axis in enumerate(left.subplots(4, 8).flat):
        axis.imshow(volume[..., channel], cmap="gray")
        axis.set(xticks=[], yticks=[])
    for tile, (name, axis) in enumerate(zip(filters, right.subplots(2, 2).flat)):
        axis.imshow(found[..., tile], cmap="gray")
        axis.set(xticks=[], yticks=[])
        axis.set_title(name, fontsize=9)
    plt.show()
    return likeness(found[..., 2], SMILE), likeness(found[..., 3], CROSS)


try:
    likenesses = draw_hidden_pictures()
    print("Correlation with the hidden pictures: {:.2f} and {:.2f}".format(*likenesses))
except NotImplementedError:
    print("Answer conv1x1 first, then run this cell again.")

# %% [markdown]
# A smile and a cross, with correlations of 0.95 and 0.93 to what was hidden; the best single channels reach 0.78 and 0.76. The filter knows nothing
# about smiles: it knows which *channels* to listen to, and how much. Noise that differs from channel to channel averages out, what the channels have
# in common adds up. In a network nobody hands over the amounts. They are learned.
#
# ### What the loops cost
#
# The next cell times your function against the formula written as five Python loops.


# %% tags=["experiment"]
def conv1x1_in_loops(x, kernel, bias):
    """The formula, number by number."""
    n, height, width, c_in = x.shape
    y = np.zeros((n, height, width, len(bias)), x.dtype)
    for image in range(n):
        for h in range(height):
            for w in range(width):
                for f in range(len(bias)):
                    total = bias[f]
                    for c in range(c_in):
                        total += x[image, h, w, c] * kernel[c, f]
                    y[image, h, w, f] = total
    return y


def seconds(function, side, repeats):
    """The shortest of some runs on one RGB image of `side`² pixels and four filters."""
    rng = np.random.default_rng(0)
    shapes = [(1, side, side, 3), (3, 4), (4,)]
    x, kernel, bias = (rng.random(shape, dtype="float32") for shape in shapes)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function(x, kernel, bias)
        times.append(time.perf_counter() - start)
    return min(times)


def draw_times(sides=(16, 32, 64, 128, 256, 512)):
    """Draw both times by size. Returns how many times faster `conv1x1` is on 256×256 pixels."""
    ours = [seconds(conv1x1, side, 5) for side in sides]
    loops = [seconds(conv1x1_in_loops, side, 1) for side in sides[:-1]]
    _, axis = plt.subplots(figsize=(7, 3.5))
    axis.loglog(sides[:-1], loops, "o-", color="#1f2933", label="five loops")
    axis.loglog(sides, ours, "o-", color="#d9480f", label="conv1x1")
    axis.set_xticks(sides, [f"{side}²" for side in sides], minor=False)
    axis.set_xticks([], minor=True)
    axis.set(title="One image, 3 channels to 4", xlabel="pixels", ylabel="seconds")
    axis.legend(frameon=False)
    plt.show()
    return loops[-1] / ours[-2]


try:
    times_faster = draw_times()
    print(f"On 256×256 pixels conv1x1 is {times_faster:.0f} times faster than the loops.")
except NotImplementedError:
    print("Answer conv1x1 first, then run this cell again.")

# %% [markdown]
# On the machine where this was written it was 500 to 1,500 times faster, depending on what else ran. Both do the same multiplications; the loops
# spend their time on Python, the matrix product does not. This is also how libraries compute a 1×1 convolution: reshape to pixels × channels, then
# one matrix product. Nothing has to be gathered from neighbours.

# %% [markdown]
# ## 2 · Choosing the number of channels
#
# <img src="figures/three_axes.svg" alt="From 28 by 28 by 192 a pool with stride 2 leads to 14 by 14 by 192, and a 1 by 1 convolution with 32 filters leads to 28 by 28 by 32." width="720">
#
# Pooling shrinks height and width. What shrinks the **third** axis? Any convolution can, but a 1×1 convolution does nothing else, and so does it
# cheaply: 192 → 32 takes 192 · 32 + 32 = 6,176 parameters. A 5×5 convolution for the same job takes 153,632.
#
# Nothing says it has to shrink. 1×1 convolutions also widen (you will see them do so in `fire`), and some keep the number of channels and only mix.
#
# From here on we use Keras, and a ReLU follows.
#
# **Your task.** Write `shrink_channels`: a 1×1 convolution to `filters` channels, then ReLU; `(batch, height, width, channels)` to `(batch, height,
# width, filters)`.


# %% nbgrader={"grade": false, "grade_id": "shrink_channels", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shrink_channels(x, filters):
    """Mix the channels of every pixel into `filters` new ones.

    Args:
        x: tensor, `(batch, height, width, channels)`.
        filters: int, channels of the result.

    Returns:
        Tensor, `(batch, height, width, filters)`, not negative anywhere.
    """
    ### BEGIN SOLUTION
    return keras.layers.Conv2D(filters, 1, activation="relu")(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_shrink_channels", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(shrink_channels)

# %% [markdown]
# <details><summary>Hint: where do I start?</summary>
#
# You need one layer. Its window is one pixel wide, so "same" and "valid" padding are the same thing here. Why?
# </details>
#
# ### What a filter listens to
#
# Run the next cell. Each tile is one of your 32 filters, drawn as its 192 weights (blue is negative, red positive). Untrained, it listens a little to
# everything. Keep the picture in mind: at the end of this notebook you compare it with filters that have seen a million photographs.


# %% tags=["experiment"]
def filters_of(model, inputs, count):
    """The filters of `inputs` weights each of a layer that has `count`: `(count, inputs)`."""
    weights = model.get_weights()
    kernel = next(it for it in weights if it.shape[-1] == count and it.size == inputs * count)
    return kernel.reshape(inputs, count).T


def draw_filters(filters, title, across=16):
    """Draw each row of `filters` as a tile, eight a row."""
    rows = -(-len(filters) // 8)
    figure, axes = plt.subplots(rows, 8, figsize=(9, 0.4 + 0.8 * rows))
    limit = np.abs(filters).max()
    for axis, weights in zip(axes.flat, filters):
        axis.imshow(weights.reshape(-1, across), cmap="coolwarm", vmin=-limit, vmax=limit)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    figure.suptitle(title)
    figure.tight_layout()
    plt.show()


try:
    keras.utils.set_random_seed(0)
    pixels = keras.Input((28, 28, 192))
    shrinking = keras.Model(pixels, shrink_channels(pixels, 32))
    draw_filters(filters_of(shrinking, 192, 32), "32 untrained filters on 192 channels")
except NotImplementedError:
    print("Answer shrink_channels first, then run this cell again.")

# %% [markdown]
# ## 3 · What a convolution costs
#
# <img src="figures/one_number.svg" alt="A window of 5 by 5 by 192 in a volume of 28 by 28 by 192 gives one number of the 28 by 28 by 32 output: 4,800 multiplications. There are 25,088 such numbers: 120,422,400 multiplications." width="720">
#
# We count multiplications; each comes with one addition, and a pair of them is what is called a multiply-accumulate, or MAC. Take one number of the
# output. Behind it is a window of `kernel_size` × `kernel_size` pixels, **all** channels deep. Each number in the window is multiplied once. That is
# the price of one number; now count the numbers. With "same" padding and stride 1 the output is as high and wide as the input, and it has `filters`
# channels. (At the border the window sticks out over zeros. Everybody counts those multiplications too, so do it.)
#
# For 32 filters of 5×5 on 28×28×192 it is 5·5·192 = 4,800 for one number, 25,088 numbers, 120,422,400 multiplications.
#
# **Your task.** Write `conv_multiplications`: five ints to one int, the multiplications of a convolution with "same" padding and stride 1. Biases
# are added, so they do not count.


# %% nbgrader={"grade": false, "grade_id": "conv_multiplications", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_multiplications(height, width, in_channels, filters, kernel_size):
    """Count the multiplications of a convolution with "same" padding and stride 1.

    Args:
        height: int, of the image.
        width: int, of the image.
        in_channels: int, channels of the image.
        filters: int, channels of the result.
        kernel_size: int, side of the square window.

    Returns:
        int, multiplications for one image.
    """
    ### BEGIN SOLUTION
    for_one_number = kernel_size * kernel_size * in_channels
    numbers = height * width * filters
    return for_one_number * numbers
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_conv_multiplications", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(conv_multiplications)

# %% [markdown]
# <details><summary>Hint: I get 627,200, or 24,084,480, or 153,600</summary>
#
# Each of them leaves out something of the picture above. The first: how deep is the window? The second: how high and how wide is it? The third: at
# how many pixels is it applied?
# </details>
#
# ### Where VGG-16 spends its time
#
# VGG-16 (Simonyan and Zisserman 2014) has thirteen convolutions, all 3×3 and "same". The next cell asks your function about each.

# %% tags=["experiment"]
# side of the image, channels in, filters (Simonyan and Zisserman 2014, Table 1, configuration D)
VGG16 = [(224, 3, 64), (224, 64, 64), (112, 64, 128), (112, 128, 128)]
VGG16 += [(56, 128, 256), (56, 256, 256), (56, 256, 256), (28, 256, 512), (28, 512, 512)]
VGG16 += [(28, 512, 512), (14, 512, 512), (14, 512, 512), (14, 512, 512)]


def draw_vgg(window=3):
    """Draw what each convolution costs. Returns the multiplications, layer by layer."""
    costs = [conv_multiplications(side, side, *layer, window) for side, *layer in VGG16]
    _, axis = plt.subplots(figsize=(9, 3.4))
    names = [f"{side}²\n{depth}→{filters}" for side, depth, filters in VGG16]
    colours = ["#3b6ea5" if cost < max(costs) else "#d9480f" for cost in costs]
    axis.bar(range(13), np.array(costs) / 1e9, color=colours)
    axis.set_xticks(range(13), names, fontsize=7.5)
    axis.set(title=f"VGG-16: {sum(costs):,} multiplications in 3×3 convolutions", ylabel="billions")
    plt.show()
    return costs


try:
    vgg_costs = draw_vgg()
except NotImplementedError:
    print("Answer conv_multiplications first, then run this cell again.")

# %% [markdown]
# 15.35 billion for one image. Six layers have the same, highest bar, 1,849,688,064, although one of them works on 224×224 pixels and another on
# 28×28: whenever VGG halves the side it doubles the channels, a quarter of the pixels times four times the products. If a layer is dear, channels are
# as good a place to save as pixels are. That is the next question.

# %% [markdown]
# ## 4 · The bottleneck
#
# <img src="figures/bottleneck.svg" alt="Above, 28 by 28 by 192 through a 5 by 5 convolution with 32 filters: 120,422,400 multiplications. Below, first a 1 by 1 convolution to 28 by 28 by 16, 2,408,448, then the 5 by 5 convolution to 28 by 28 by 32, 10,035,200: together 12,443,648." width="720">
#
# The 5×5 convolution costs 120 million because it looks at 192 channels. So let it look at fewer. A 1×1 convolution first mixes the 192 into 16, and
# the 5×5 works on these. The output has the shape it had before, 28×28×32, and the cost is a tenth.
#
# The narrow place gives the thing its name. Szegedy et al. (2014, §4) put one in front of each expensive convolution of GoogLeNet; the numbers here
# are those of its first module (Table 1, inception 3a). It is not free of charge in another sense: whatever the 5×5 convolution is to know about a
# pixel has to fit into 16 numbers.
#
# **Your task.** Write `bottleneck_multiplications`: six ints to one int, the multiplications of a 1×1 convolution to `reduce` channels and a
# `kernel_size` convolution to `filters` channels behind it, both "same" with stride 1.


# %% nbgrader={"grade": false, "grade_id": "bottleneck_multiplications", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bottleneck_multiplications(height, width, in_channels, reduce, filters, kernel_size):
    """Count the multiplications of a convolution behind a 1×1 bottleneck.

    Args:
        height: int, of the image.
        width: int, of the image.
        in_channels: int, channels of the image.
        reduce: int, channels of the bottleneck.
        filters: int, channels of the result.
        kernel_size: int, side of the second convolution's window.

    Returns:
        int, multiplications for one image.
    """
    ### BEGIN SOLUTION
    squeeze = conv_multiplications(height, width, in_channels, reduce, 1)
    convolve = conv_multiplications(height, width, reduce, filters, kernel_size)
    return squeeze + convolve
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_bottleneck_multiplications", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(bottleneck_multiplications)

# %% [markdown]
# <details><summary>Hint: must I start from scratch?</summary>
#
# No. You have a function for the cost of one convolution, and here are two. What goes into the second is what comes out of the first.
# </details>
#
# ### How narrow does it have to be?
#
# The next cell draws the cost against the width of the neck, for windows of 3, 5 and 7. Dashed: the direct convolution. Before you run it, guess
# where the lines cross for 5×5: from which width on is the detour more expensive?


# %% tags=["experiment"]
def draw_bottlenecks(windows=((3, "#3b6ea5"), (5, "#d9480f"), (7, "#1f2933"))):
    """Draw costs by width of the neck. Returns, by window, the widest neck that still saves."""
    necks = np.arange(1, 193)
    direct, through, widest = {}, {}, {}
    for window, _ in windows:
        direct[window] = conv_multiplications(28, 28, 192, 32, window)
        costs = [bottleneck_multiplications(28, 28, 192, int(n), 32, window) for n in necks]
        through[window] = np.array(costs)
        widest[window] = int(necks[through[window] < direct[window]].max())
    _, axis = plt.subplots(figsize=(7, 3.8))
    for window, colour in windows:
        axis.axhline(direct[window] / 1e6, color=colour, linestyle="--", linewidth=1)
        label = f"{window}×{window}: saves up to {widest[window]} channels"
        axis.plot(necks, through[window] / 1e6, color=colour, label=label)
    axis.plot(16, through[5][15] / 1e6, "o", color="#d9480f")
    axis.annotate("GoogLeNet's choice", (16, 12.4), (62, 3), fontsize=9, arrowprops={"arrowstyle": "-"})
    axis.set_title("32 filters on 28×28×192")
    axis.set(xlabel="channels of the bottleneck", ylabel="million multiplications", ylim=(0, 330))
    axis.legend(frameon=False, fontsize=9, loc="upper left")
    plt.show()
    return widest


try:
    widest_necks = draw_bottlenecks()
    saving = conv_multiplications(28, 28, 192, 32, 5)
    saving /= bottleneck_multiplications(28, 28, 192, 16, 32, 5)
    print(f"With 16 channels and 5×5, the bottleneck takes {saving:.1f} times fewer multiplications.")
except NotImplementedError:
    print("Answer conv_multiplications and bottleneck_multiplications first, then run this cell again.")

# %% [markdown]
# The lines are straight: the cost is proportional to the width of the neck, as both convolutions touch it. For 5×5 the detour saves up to 154 of the
# 192 channels, for 3×3 up to 115, and for 7×7 up to 171. The larger the window, the more there is to save. At 16 channels it takes 9.7 times fewer
# multiplications.

# %% [markdown]
# ## 5 · mlpconv: a network at each pixel
#
# <img src="figures/mlpconv.svg" alt="Left, a linear convolution: a patch, one layer of units, ReLU. Right, mlpconv: a patch, a k by k convolution with a filters, then two 1 by 1 convolutions with b and c filters, ReLU after each." width="720">
#
# Lin et al. did not have costs in mind. They asked what one convolution can *tell apart*. A filter takes a weighted sum of a patch, and a ReLU cuts
# it off: a linear model, which separates "cat's ear" from "no cat's ear" only if a plane in the space of all patches does. Their idea (§3.1) is to
# slide not a linear model over the image but a small multilayer perceptron.
#
# And how does one write that? The first layer of the perceptron looks at the patch: a k×k convolution. The second layer takes only what the first has
# put out at the same pixel: a 1×1 convolution. So does the third. The network in the network is two 1×1 convolutions.
#
# With `filters=(192, 160, 96)` and 5×5 on 32×32×3 it has 14,592 + 30,880 + 15,456 = 60,928 parameters.
#
# **Your task.** Write `mlpconv`: a `kernel_size` convolution with `strides`, then two 1×1 convolutions, ReLU after each of the three; `(batch,
# height, width, channels)` to `(batch, height/strides, width/strides, filters[2])`.


# %% nbgrader={"grade": false, "grade_id": "mlpconv", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mlpconv(x, filters, kernel_size, strides=1):
    """Slide a perceptron of three layers over `x` (Lin et al. 2013, §3.1).

    Args:
        x: tensor, `(batch, height, width, channels)`.
        filters: three ints, channels of the three convolutions.
        kernel_size: int, window of the first convolution, padded "same".
        strides: int, stride of the first convolution.

    Returns:
        Tensor, `(batch, height/strides, width/strides, filters[2])`, sides rounded up;
        not negative anywhere.
    """
    ### BEGIN SOLUTION
    first, second, third = filters
    x = keras.layers.Conv2D(first, kernel_size, strides=strides, padding="same", activation="relu")(x)
    x = keras.layers.Conv2D(second, 1, activation="relu")(x)
    return keras.layers.Conv2D(third, 1, activation="relu")(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_mlpconv", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(mlpconv)

# %% [markdown]
# <details><summary>Hint: only the first layer …</summary>
#
# … sees a neighbourhood, and only the first has the stride. If your second and third layer have one too, or a larger window, look again at the
# picture.
# </details>
#
# ### What one linear filter cannot see
#
# An image has two channels. A pixel is to light up where **exactly one** of them is positive, an exclusive or. No plane through the space of two
# channels separates these pixels from the others. The next cell trains two small networks on random pixels: one with a single 1×1 filter, one with
# your `mlpconv` before it. Then it shows them a disc and some stripes.


# %% tags=["experiment"]
def exclusive_or(images):
    """1 where exactly one of two channels is positive: `(n, height, width, 1)`."""
    return (images[..., :1] > 0) ^ (images[..., 1:] > 0)


def disc_and_stripes(side=64):
    """An image of two channels: positive inside a disc, and positive on stripes."""
    v, u = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    channels = [0.7 - np.hypot(u, v), 0.6 * np.sin(9 * (u + v))]
    return np.stack(channels, axis=-1)[None].astype("float32")


def train_on_pixels(block):
    """Train a block and a logistic unit. Returns the model and its accuracy on fresh pixels."""
    keras.utils.set_random_seed(0)
    images = keras.Input((None, None, 2))
    model = keras.Model(images, keras.layers.Conv2D(1, 1, activation="sigmoid")(block(images)))
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="binary_crossentropy",
        metrics=["accuracy"],
        jit_compile=False,
    )
    noise = np.random.default_rng(0).uniform(-1, 1, (256, 16, 16, 2)).astype("float32")
    model.fit(noise, exclusive_or(noise).astype("float32"), batch_size=8, epochs=8, verbose=0)
    fresh = np.random.default_rng(1).uniform(-1, 1, (64, 16, 16, 2)).astype("float32")
    return model, model.evaluate(fresh, exclusive_or(fresh).astype("float32"), verbose=0)[1]


def draw_exclusive_or():
    """Draw what both networks make of the disc and the stripes. Returns their accuracies."""
    picture = disc_and_stripes()
    tiles = {"channel 1": picture[0, ..., 0] > 0, "channel 2": picture[0, ..., 1] > 0}
    tiles["wanted"] = exclusive_or(picture)[0, ..., 0]
    accuracies = []
    blocks = {"one filter": lambda x: x, "mlpconv": lambda x: mlpconv(x, (16, 16, 16), 1)}
    for name, block in blocks.items():
        model, accuracy = train_on_pixels(block)
        tiles[f"{name}: {accuracy:.1%}"] = model.predict(picture, verbose=0)[0, ..., 0]
        accuracies.append(accuracy)
    figure, axes = plt.subplots(1, 5, figsize=(10, 2.5))
    for axis, (name, tile) in zip(axes, tiles.items()):
        axis.imshow(tile, cmap="gray", vmin=0, vmax=1)
        axis.set(xticks=[], yticks=[])
        axis.set_title(name, fontsize=10)
    figure.tight_layout()
    plt.show()
    return accuracies


try:
    pixel_accuracies = draw_exclusive_or()
except NotImplementedError:
    print("Answer mlpconv first, then run this cell again.")

# %% [markdown]
# The linear filter gets 50 % of fresh pixels right, which is guessing, and shows a grey nothing. With `mlpconv` it is 99.5 %. Note what did *not*
# change: each pixel still sees only itself. What it gained is depth.
#
# Note also what makes it work. Two 1×1 convolutions with nothing between them would be two matrices in a row, and their product is one matrix. The
# ReLU in between is the point.

# %% [markdown]
# ## 6 · Network in Network
#
# <img src="figures/network_in_network.svg" alt="The plan: image 32 by 32 by 3; mlpconv (192, 160, 96) with window 5; max pool 3 by 3 stride 2 and dropout; mlpconv (192, 192, 192) with window 5; average pool 3 by 3 stride 2 and dropout; mlpconv (192, 192, classes) with window 3; global average pool; softmax." width="720">
#
# Three mlpconv layers in a row, and the network is almost done. The second idea of the paper is at the end (§3.2). AlexNet and VGG end in dense
# layers with tens of millions of weights, and need dropout to keep them from overfitting. Here the last mlpconv has **one filter a class**. Its
# output is a map for each class: how much does it look like a frog, here? Global average pooling takes the mean of each map, softmax makes
# probabilities of the means. No weights at all.
#
# | layer | settings | output for 32×32×3 |
# |---|---|---|
# | mlpconv | (192, 160, 96), 5×5 | 32×32×96 |
# | max pool | 3×3, stride 2, "same" | 16×16×96 |
# | dropout | 0.5 | |
# | mlpconv | (192, 192, 192), 5×5 | 16×16×192 |
# | average pool | 3×3, stride 2, "same" | 8×8×192 |
# | dropout | 0.5 | |
# | mlpconv | (192, 192, classes), 3×3 | 8×8×classes |
# | global average pool, softmax | | classes |
#
# (The paper's Fig. 2 shows the plan; the numbers are those of the authors' network for CIFAR-10.) With 10 classes it has 966,986 parameters.
#
# **Your task.** Write `network_in_network`: a model from `(batch, *input_shape)` to `(batch, classes)`.


# %% nbgrader={"grade": false, "grade_id": "network_in_network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def network_in_network(input_shape=(32, 32, 3), classes=10):
    """Build Network in Network for small images (Lin et al. 2013, Fig. 2).

    Args:
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    images = keras.Input(input_shape)
    x = mlpconv(images, (192, 160, 96), 5)
    x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, 192), 5)
    x = keras.layers.AveragePooling2D(3, strides=2, padding="same")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = mlpconv(x, (192, 192, classes), 3)
    x = keras.layers.GlobalAveragePooling2D()(x)
    probabilities = keras.layers.Softmax()(x)
    return keras.Model(images, probabilities, name="network_in_network")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_network_in_network", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(network_in_network)

# %% [markdown]
# <details><summary>Hint: I have a dense layer at the end, and too many parameters</summary>
#
# There is none. The last 1×1 convolution has already made `classes` channels; after global pooling only `keras.layers.Softmax()` or
# `keras.layers.Activation("softmax")` is left to do.
# </details>
#
# ### A classifier without weights
#
# The next cell gives your network's trunk three other ends and counts. It also runs your network, with one set of weights, on images of two sizes.


# %% tags=["experiment"]
def count_heads():
    """Draw the parameters before the 8×8×192 maps, and of four ends after them. Returns both."""
    network = network_in_network()
    trunk = network.count_params() - network_head()
    flat = 8 * 8 * 192
    dense = {
        "NiN: one map a class,\nmeans of the maps": network_head(),
        "flatten,\ndense 10": flat * 10 + 10,
        "flatten, dense 256,\ndense 10": flat * 256 + 256 + 256 * 10 + 10,
        "flatten, dense 4096 twice\n(as AlexNet), dense 10": (flat + 1 + 4096 + 1) * 4096 + 40970,
    }
    _, axis = plt.subplots(figsize=(8, 3))
    axis.barh(list(dense), [trunk / 1e6] * 4, color="#8a97a6", label="before the 8×8×192 maps")
    heads = np.array(list(dense.values())) / 1e6
    bars = axis.barh(list(dense), heads, left=trunk / 1e6, color="#d9480f", label="after them")
    axis.bar_label(bars, [f"{head + trunk / 1e6:.2f}" for head in heads], padding=3)
    axis.set(xlabel="parameters (millions)", xlim=(0, 78))
    axis.invert_yaxis()
    axis.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 0.35))
    plt.show()
    return trunk, list(dense.values())


def network_head(channels=192, classes=10):
    """Parameters of the last mlpconv layer."""
    inputs = keras.Input((8, 8, channels))
    return keras.Model(inputs, mlpconv(inputs, (192, 192, classes), 3)).count_params()


try:
    trunk_parameters, head_parameters = count_heads()
    small, large = network_in_network((32, 32, 3)), network_in_network((48, 80, 3))
    large.set_weights(small.get_weights())
    print(f"The same {large.count_params():,} weights:")
    for network in (small, large):
        print(network.input_shape, "→", network.output_shape)
except NotImplementedError:
    print("Answer mlpconv and network_in_network first, then run this cell again.")

# %% [markdown]
# The last mlpconv layer, classifier and all, has 370,954 parameters; two dense layers of 4,096 units would bring 67.2 million to the same maps. And a
# mean does not care how large a map is: the same weights take an image of 48×80. A dense layer on flattened maps would not.
#
# It is also *better*. With a dense layer at the end, Lin et al. (Table 5) report 11.59 % error on CIFAR-10, with dropout on it 10.88 %, with global
# average pooling 10.41 %.

# %% [markdown]
# ## 7 · The fire module
#
# <img src="figures/fire.svg" alt="Fire module: a 1 by 1 squeeze convolution with 16 filters, then side by side a 1 by 1 and a 3 by 3 expand convolution with 64 filters each, ReLU after each, concatenated to 128 channels; 11,408 parameters." width="720">
#
# Three years later, Iandola et al. (2016) asked how few weights it takes to be as good as AlexNet, and put together what you have so far. Their rules
# (§3.1): use 1×1 filters where you can, for they have nine times fewer weights than 3×3; and let the 3×3 filters see few channels.
#
# A **fire** module does both. The *squeeze* layer is a bottleneck. The *expand* layer is two convolutions side by side on the squeezed channels, half
# of them 1×1, half 3×3, and their outputs are put together along the channels, the 1×1 first. ReLU follows all three convolutions.
#
# On 55×55×64 with `squeeze=16` and `expand=64` that is 1,040 + 1,088 + 9,280 = 11,408 parameters. A plain 3×3 convolution from 64 to 128 channels has
# 73,856.
#
# **Your task.** Write `fire`: squeeze 1×1, then the 1×1 and 3×3 expands, concatenated; `(batch, height, width, channels)` to `(batch, height, width,
# 2·expand)`.


# %% nbgrader={"grade": false, "grade_id": "fire", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fire(x, squeeze, expand):
    """Squeeze the channels, then expand them with 1×1 and 3×3 filters (Iandola et al. 2016, Fig. 1).

    Args:
        x: tensor, `(batch, height, width, channels)`.
        squeeze: int, filters of the 1×1 squeeze convolution.
        expand: int, filters of each of the two expand convolutions.

    Returns:
        Tensor, `(batch, height, width, 2 * expand)`, the 1×1 channels first; not negative anywhere.
    """
    ### BEGIN SOLUTION
    squeezed = keras.layers.Conv2D(squeeze, 1, activation="relu")(x)
    ones = keras.layers.Conv2D(expand, 1, activation="relu")(squeezed)
    threes = keras.layers.Conv2D(expand, 3, padding="same", activation="relu")(squeezed)
    return keras.layers.Concatenate()([ones, threes])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_fire", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(fire)

# %% [markdown]
# <details><summary>Hint: Keras cannot concatenate my two branches</summary>
#
# They have to agree in height and width. Which of your two expand convolutions loses pixels at the border? Keras' default padding is "valid".
# </details>
#
# ### How hard to squeeze
#
# The authors call squeeze over expand channels, `squeeze / (2 · expand)`, the *squeeze ratio*. The next cell varies it for your module on 128
# channels with `expand=64`, and draws what the three convolutions weigh.


# %% tags=["experiment"]
def draw_squeeze_ratios(squeezes=(4, 8, 16, 32, 64, 96, 128)):
    """Draw parameters by squeeze, convolution by convolution. Returns the totals."""
    parts = {"squeeze 1×1": [], "expand 1×1": [], "expand 3×3": []}
    totals = []
    for squeeze in squeezes:
        x = keras.Input((27, 27, 128))
        totals.append(keras.Model(x, fire(x, squeeze, 64)).count_params())
        parts["squeeze 1×1"].append(128 * squeeze + squeeze)
        parts["expand 1×1"].append(squeeze * 64 + 64)
        parts["expand 3×3"].append(9 * squeeze * 64 + 64)
    _, axis = plt.subplots(figsize=(7, 3.5))
    names = [f"{squeeze}\n{squeeze / 128:.3g}" for squeeze in squeezes]
    bottom = np.zeros(len(squeezes))
    for (name, counts), colour in zip(parts.items(), ["#8a97a6", "#3b6ea5", "#d9480f"]):
        axis.bar(names, counts, bottom=bottom, color=colour, label=name)
        bottom += counts
    axis.plot(names, totals, "ko", markersize=4, label="your module")
    axis.axhline(9 * 128 * 128 + 128, color="#1f2933", linestyle="--", linewidth=1)
    axis.text(-0.4, 151000, "plain 3×3 convolution, 128 → 128", fontsize=9)
    axis.set(title="fire on 128 channels, expand = 64", ylabel="parameters", ylim=(0, 165000))
    axis.set_xlabel("squeeze, and below it the squeeze ratio")
    axis.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(0, 0.88))
    plt.show()
    return dict(zip(squeezes, totals))


try:
    fire_parameters = draw_squeeze_ratios()
except NotImplementedError:
    print("Answer fire first, then run this cell again.")

# %% [markdown]
# SqueezeNet takes 0.125, here 16 channels: 12,432 parameters, twelve times fewer than the plain convolution (147,584). With more to squeeze through,
# it is more accurate, up to a point: in Iandola et al. (2016, §5.2) the top-5 accuracy on ImageNet goes from 80.3 % at a ratio of 0.125 to 86.0 % at
# 0.75 and stays there at 1, while the model grows from 4.8 to 19 MB.

# %% [markdown]
# ## 8 · SqueezeNet
#
# <img src="figures/squeezenet.svg" alt="The plan: 3 by 3 convolution with 64 filters and stride 2, 113 by 113; max pool, 56 by 56; two fire modules; max pool, 27 by 27; two fire modules; max pool, 13 by 13; four fire modules; dropout, 1 by 1 convolution to the classes, global average pool, softmax." width="720">
#
# All the parts are there, down to the end: SqueezeNet closes with a 1×1 convolution to one map a class and global average pooling, as Network in
# Network does.
#
# You build version **1.1**, which the authors published after the paper: fewer and smaller filters in the first convolution, pooling earlier, 2.4
# times less computation, and as accurate as version 1.0.
#
# | layer | settings | output for 227×227×3 |
# |---|---|---|
# | convolution | 64 filters, 3×3, stride 2, **valid**, ReLU | 113×113×64 |
# | max pool | 3×3, stride 2, **valid** | 56×56×64 |
# | fire, fire | squeeze 16, expand 64 | 56×56×128 |
# | max pool | 3×3, stride 2, **valid** | 27×27×128 |
# | fire, fire | squeeze 32, expand 128 | 27×27×256 |
# | max pool | 3×3, stride 2, **valid** | 13×13×256 |
# | fire, fire | squeeze 48, expand 192 | 13×13×384 |
# | fire, fire | squeeze 64, expand 256 | 13×13×512 |
# | dropout | 0.5 | |
# | convolution | `classes` filters, 1×1, ReLU | 13×13×classes |
# | global average pool, softmax | | classes |
#
# With 1000 classes it has 1,235,496 parameters, and takes 352,540,352 multiplications an image. AlexNet has fifty times as many parameters.
#
# **Your task.** Write `squeezenet`: a model from `(batch, *input_shape)` to `(batch, classes)`.


# %% nbgrader={"grade": false, "grade_id": "squeezenet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squeezenet(input_shape=(227, 227, 3), classes=1000):
    """Build SqueezeNet 1.1 (Iandola et al. 2016, and the authors' later version).

    Args:
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu")(images)
    for modules in [[16, 16], [32, 32], [48, 48, 64, 64]]:
        x = keras.layers.MaxPooling2D(3, strides=2)(x)
        for squeeze in modules:
            x = fire(x, squeeze, 4 * squeeze)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    probabilities = keras.layers.Softmax()(x)
    return keras.Model(images, probabilities, name="squeezenet")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_squeezenet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(squeezenet)

# %% [markdown]
# <details><summary>Hint: my sides are 114, 57, 29, 15 instead of 113, 56, 27, 13</summary>
#
# You pad. "valid" is Keras' default, so here you write nothing at all. (Inside `fire`, the 3×3 convolution does pad.)
# </details>
#
# <details><summary>Hint: must I write eight lines for eight modules?</summary>
#
# No. `expand` is four times `squeeze` in all of them, so a list of the squeezes says everything.
# </details>
#
# ### Your network opens its eyes
#
# Training on the 1.3 million photographs of ImageNet is out of a laptop's reach. The authors did it for you: `data/squeezenet.npz` has their weights.
# `load_by_place` puts each array where it belongs in *your* network. It goes by the place of a layer in the graph, so it does not matter how you
# named your layers or in which order you made them. It only works if your network computes what theirs does; that is the test.
#
# Each image is prepared as in training: 227×227 pixels, channels in the order blue, green, red, and the mean colour of ImageNet subtracted.


# %%
def load_photograph(name):
    """A photograph as numbers from 0 to 255: `(227, 227, 3)`, red first."""
    return np.array(keras.utils.load_img(f"data/photographs/{name}.png"), dtype="float32")


def prepare(photograph):
    """A batch of one for SqueezeNet: blue first, ImageNet's mean colour subtracted."""
    return photograph[None, :, :, ::-1] - np.array([103.939, 116.779, 123.68], "float32")


# %% tags=["experiment"]
from autograder import load_by_place


def name_photographs(model, names=("coffee", "chelsea", "camera")):
    """Draw each photograph with its five likeliest classes. Returns them, with probabilities."""
    with open("data/imagenet_classes.txt", encoding="utf-8") as file:
        classes = file.read().splitlines()
    figure, axes = plt.subplots(2, len(names), figsize=(10.5, 5.2), height_ratios=[3, 1.5])
    best_five = {}
    for (above, below), name in zip(axes.T, names):
        photograph = load_photograph(name)
        chances = model.predict(prepare(photograph), verbose=0)[0]
        best = np.argsort(chances)[::-1][:5]
        best_five[name] = [(classes[index], float(chances[index])) for index in best]
        above.imshow(photograph / 255)
        above.set_axis_off()
        above.set_title(classes[best[0]])
        below.barh(range(5), chances[best], color=["#d9480f"] + ["#3b6ea5"] * 4)
        for at, (label, chance) in enumerate(best_five[name]):
            x, colour = (0.02, "white") if chance > 0.6 else (chance + 0.02, "black")
            below.text(x, at, f"{label}  {chance:.3f}", va="center", color=colour, fontsize=9)
        below.set(xlim=(0, 1), yticks=[], xticks=[0, 0.5, 1])
        below.invert_yaxis()
    figure.tight_layout()
    plt.show()
    return best_five


try:
    trained = load_by_place(squeezenet(), "data/squeezenet.npz")
    best_five = name_photographs(trained)
except NotImplementedError:
    print("Answer fire and squeezenet first, then run this cell again.")

# %% [markdown]
# *Espresso*, with a probability of 0.974. The grey photograph of a man with a camera is a *tripod* (0.908), and there is one in it; none of the 1000
# classes is a man with a camera. The cat is a tabby (0.39), an Egyptian cat (0.37) or a tiger cat (0.24). Together these three have more than 0.99:
# the network has no doubt that this is a cat. It doubts which kind, and so may you.
#
# Two experiments to try on your own: leave out the `::-1` in `prepare`, so that red and blue change places. Or give it a photograph of yours
# (`keras.utils.load_img(…, target_size=(227, 227))`).
#
# ### Where is the espresso?
#
# Before global average pooling there is a map for each class: how much does it look like an espresso, here? The next cell stops your network there
# and lays the map of the winner over the photograph. Nobody ever told it where things are; the labels it learned from say only what is in an image.


# %% tags=["experiment"]
def class_maps(model):
    """The model up to its maps: the last layer that puts out `(batch, height, width, classes)`."""
    classes = model.output_shape[-1]
    outputs = [layer.output for layer in model.layers]
    maps = [it for it in outputs if len(it.shape) == 4 and it.shape[-1] == classes]
    return keras.Model(model.input, maps[-1])


def draw_class_maps(model, names=("coffee", "chelsea", "camera")):
    """Lay the map of the likeliest class over each photograph. Returns the maps, `(13, 13)` each."""
    upto = class_maps(model)
    figure, axes = plt.subplots(1, len(names), figsize=(3.5 * len(names), 3.6))
    drawn = []
    for axis, name in zip(axes, names):
        photograph = load_photograph(name)
        image = prepare(photograph)
        winner = int(model.predict(image, verbose=0).argmax())
        drawn.append(np.maximum(upto.predict(image, verbose=0)[0, ..., winner], 0))
        axis.imshow(photograph.mean(axis=-1), cmap="gray")
        over = {"extent": (0, 227, 227, 0), "interpolation": "bilinear", "alpha": 0.55}
        axis.imshow(drawn[-1], cmap="inferno", **over)
        axis.set_title(best_five[name][0][0])
        axis.set_axis_off()
    figure.tight_layout()
    plt.show()
    return drawn


try:
    maps = draw_class_maps(trained)
except NameError:
    print("Answer squeezenet and run the cell above first, then this one again.")
except IndexError:
    print("The maps come out of a model inside your model. This cell does not look there.")

# %% [markdown]
# The map of the tripod is brightest between its legs, not on the man and not on the camera. *Espresso* is where the coffee is, and a little on the
# spoon. *Tabby* is the cheek, the eye above it and the stripes. This is what Lin et al. (2013, §4.7) mean when they say that the maps of a network in
# network can be read as confidences in the classes, and show it on CIFAR-10 (Fig. 4).
#
# ### What the filters have become
#
# Last, look at the filters. The first picture shows the 64 of the first convolution, 3×3×3 each, in colour. The second shows 32 of the 64 squeeze
# filters of the last fire module, each on 512 channels. Compare them with the untrained tiles of section 2, and look at the upper and the lower half
# of each tile.


# %% tags=["experiment"]
def draw_first_filters(filters):
    """Draw filters in colour; they are `(64, 3, 3, 3)`, blue first."""
    tiles = filters[..., ::-1]
    tiles = 0.5 + 0.5 * tiles / np.abs(tiles).max(axis=(1, 2, 3), keepdims=True)
    figure, axes = plt.subplots(4, 16, figsize=(9, 2.6))
    for axis, tile in zip(axes.flat, tiles):
        axis.imshow(tile)
        axis.set(xticks=[], yticks=[])
    figure.suptitle("64 filters of the first convolution")
    plt.show()


def channels_listened_to(filters):
    """By filter: all its channels if the weights are equally large, 1 if only one is not zero."""
    squares = filters**2
    return squares.sum(axis=1) ** 2 / (squares**2).sum(axis=1)


try:
    draw_first_filters(filters_of(trained, 27, 64).reshape(64, 3, 3, 3))
    last_squeeze = filters_of(trained, 512, 64)
    draw_filters(last_squeeze[:32], "32 squeeze filters of the last fire module", across=32)
    keras.utils.set_random_seed(0)
    untrained_squeeze = filters_of(squeezenet(), 512, 64)
    both = (untrained_squeeze, last_squeeze)
    listened = [float(np.median(channels_listened_to(filters))) for filters in both]
    print("Channels listened to: {:.0f} of 512 untrained, {:.0f} trained".format(*listened))
    lower_half = float((last_squeeze[:, 256:] ** 2).sum() / (last_squeeze**2).sum())
    print(f"Of the squared weights, {lower_half:.0%} are on the channels of the 3×3 expands.")
except NameError:
    print("Answer squeezenet and run the cell with load_by_place first, then this one again.")

# %% [markdown]
# The first convolution has found edges in several directions, and spots of colour. The squeeze filters have become choosy. Counted by the evenness of
# its squared weights, $(\sum w^2)^2 / \sum w^4$, an untrained filter listens to about 284 of its 512 channels and a trained one to 122 (medians of
# the 64 filters).
#
# And the upper half of each tile is paler than the lower. The upper 256 channels come from the 1×1 expands of the module before, the lower 256 from
# its 3×3 expands; 76 % of the squared weights are on the latter. The network has learned what to mix, and what to leave out. That is what a 1×1
# convolution does.

# %% [markdown]
# ## 9 · In your own words
#
# A colleague reads the code of SqueezeNet and says: "Two thirds of these convolutions look at a single pixel. That is just multiplying by a constant.
# And then the 3×3 layer sees only 16 channels of 64, so three quarters of the information is thrown away. I shall replace every fire module by one
# 3×3 convolution."
#
# **Your task.** Answer him in three to six sentences:
#
# 1. What does a 1×1 convolution on 64 channels compute at a pixel, and why is it not "multiplying by a constant"?
# 2. What is gained by squeezing 64 channels to 16 before the 3×3 filters, in parameters and in multiplications? Give a number or a ratio.
# 3. Is three quarters of the information thrown away? What decides what gets through, and what is lost for certain?
#
# A person reads this answer. The grader looks for the three reasons, each in a sentence or two; good style is welcome, length is not. ({{points explain_one_by_one}} points)

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_one_by_one", "locked": false, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **Model answer.** At every pixel a 1×1 convolution takes the column of 64 channel values and forms weighted sums of it, as many as it has filters,
# with weights that are learned and the same everywhere: a dense layer over the channels. It would be multiplication by a constant only if there were
# one channel; with a ReLU behind it, it even makes features that no single linear filter can. The cost of a 3×3 filter is proportional to the
# channels it sees, so 16 instead of 64 make it four times cheaper, and the squeeze itself costs little (64·16 weights): the fire module has 11,408
# parameters where the 3×3 convolution from 64 to 128 has 73,856, and as both are used at every pixel, the multiplications go down by the same factor
# of about 6.5. What passes is not 16 of the 64 channels but 16 mixtures of all 64, and training chooses mixtures that keep what the next layers need;
# neighbouring channels often say similar things, so this may be almost everything. Still, 64 numbers cannot in general be recovered from 16 (and the
# ReLU cuts off what is negative): some information is lost for certain, and too narrow a neck costs accuracy.
#
# **Rubric ({{points explain_one_by_one}} points).**
#
# - 3 · It mixes channels: weighted sums over all channels of one pixel, several of them, a dense layer at each pixel (2); learned or shared over
#   pixels, or why one channel would be the dull case, or the role of the ReLU (1).
# - 4 · The 3×3 filters' cost is proportional to the channels they see (2); a right number: 11,408 against 73,856 parameters, about 6.5 times, or four
#   times for the 3×3 filters alone, or the same ratio for multiplications (2; 1 for a number with a slip in arithmetic).
# - 3 · 16 mixtures of all 64, not 16 of the channels (1); learned, so that what matters passes (1); yet what 16 numbers cannot hold is lost: at most
#   16 dimensions, the trade-off with accuracy (1).
# - Take 1 off for "a 1×1 convolution sees the neighbourhood" or "squeezing loses nothing". Two thirds is right: 17 of 26.
# ### END SOLUTION

# %% [markdown]
# ### Where you stand
#
# The next cell lists the questions with the most points that `check` has given you, and says what to hand in.

# %% tags=["experiment"]
check.all("one_by_one")

# %% [markdown]
# ## Where to go from here
#
# **Hand in** this notebook under its name, `one_by_one.ipynb`, after a last *Restart Kernel and Run All Cells*. **Next** comes `inception`: the module
# in which 1×1 convolutions make 22 layers affordable. If you want to stay here a little longer:
#
# - Put two 1×1 convolutions *without* activation between them into the exclusive-or experiment of section 5. What accuracy do you expect, and why?
# - GoogLeNet, the subject of the next notebook, has nine modules with six convolutions each. Four of the six are 1×1. Which?
# - MobileNet (Howard et al. 2017) goes one step further: 3×3 filters that see a single channel, and 1×1 convolutions for everything else. Howard et
#   al. (Table 2) count that 95 % of its multiplications are in 1×1 convolutions.
#
# ## References
#
# - M. Lin, Q. Chen, S. Yan (2013). *Network In Network.* arXiv:1312.4400.
# - C. Szegedy et al. (2014). *Going Deeper with Convolutions.* arXiv:1409.4842.
# - K. Simonyan, A. Zisserman (2014). *Very Deep Convolutional Networks for Large-Scale Image Recognition.* arXiv:1409.1556.
# - F. Iandola et al. (2016). *SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size.* arXiv:1602.07360. Version 1.1 and
#   the weights: the authors' repository, github.com/forresti/SqueezeNet.
# - A. Howard et al. (2017). *MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications.* arXiv:1704.04861.
#
# The photographs are by Rachel Michetti (coffee), Stefan van der Walt (Chelsea the cat) and Lav Varshney (the man with the camera), all CC0, from
# scikit-image.
