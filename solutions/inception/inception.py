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
# # Going Deeper · 2 · The Inception module
#
# In 2014 two teams went deeper. VGG stacked 3×3 convolutions to 19 layers and 144 million parameters, and came second. First came GoogLeNet: 22
# layers, a top-5 error of 6.67 %, and 7 million parameters. Its authors asked what a layer *costs*, and where that money is well spent.
#
# In this notebook you build their module twice, once as the idea came and once as it could be paid for; you do the sums that lie between the two; you
# put nine modules together; and in the end you measure what the strange side exits of this network are for.
#
# | question | what you write | points |
# |---|---|---|
# | `inception_naive` | four branches side by side | {{points inception_naive}} |
# | `inception_naive_multiplications` | what they cost | {{points inception_naive_multiplications}} |
# | `inception` | the module with dimension reduction | {{points inception}} |
# | `inception_multiplications` | what that costs | {{points inception_multiplications}} |
# | `auxiliary_head` | a small classifier on the side | {{points auxiliary_head}} |
# | `googlenet` | the network that won in 2014 | {{points googlenet}} |
# | `stem_gradient` | how much of a loss arrives at the first layer | {{points stem_gradient}} |
# | in your own words | why one layer more costs less, and what the heads do | {{points explain_inception}} |
#
# Take 100 to 120 minutes; for about one of them the computer works alone. You need no GPU.
#
# Papers: Szegedy et al. (2014), *Going Deeper with Convolutions*, which gave this course its name; Lin, Chen and Yan (2013), *Network in Network*,
# for the 1×1 convolution; and where the sequel is meant it says Szegedy et al. (2015), *Rethinking the Inception Architecture for Computer Vision*.

# %% [markdown]
# ## House rules
#
# - **Keras 3, functional style.** A block is a function from tensor to tensor. A network is a function that returns a `keras.Model`.
# - **Channels last.** Images are `(batch, height, width, channels)`. Shapes in the text leave out the batch: 28×28×256.
# - **Padding** is "same", with and without a stride. The one exception is the average pool of the auxiliary head; the text says so.
# - **Bias.** There is no batch normalisation in this network; it was published a year later. Every convolution and every dense layer has a bias.
# - **ReLU** follows every convolution, the 1×1 ones too, and the hidden dense layer of the auxiliary head.
# - **The order of a concatenation** is part of the question: the next layer's weights have to know which channel is which.
# - **A network ends** in a softmax over `classes`.
# - **A multiplication** is one weight times one input. Additions, biases, ReLU and pooling are not counted, and a window that hangs over the border
#   counts in full.
# - **Free, never graded:** names, the order in which you create layers, initialisers and regularisers, ReLU as a layer, an op or an argument of `Conv2D`,
#   `Concatenate()` or `keras.ops.concatenate`, a 1×1 convolution or a `Dense` on the channels, nested models and layer classes of your own, flattening
#   or pooling what is 1×1.
# - **Experiments**, the cells under a heading of their own after a check, are not run when your notebook is graded. Play with them as you like, but
#   let no answer use a name that one of them defines.
#
# Run the next cell first. While TensorFlow starts it may print some lines on a red ground; they are notices, not errors.

# %%
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow speaks less

if "google.colab" in sys.modules:
    get_ipython().run_line_magic("pip", "install --quiet going-deeper")

import keras
import matplotlib.pyplot as plt
import numpy as np

from autograder import check

# %% [markdown]
# ## 1 · Which window? All of them
#
# <img src="figures/naive_module.svg" alt="Four branches read the same 28 by 28 by 256 input: a 1 by 1 convolution with 128 filters, a 3 by 3 convolution with 192, a 5 by 5 convolution with 96, a 3 by 3 max pool with stride 1. Their outputs are concatenated to 28 by 28 by 672." width="720">
#
# Every layer of a network asks for a decision: how large a window? A 1×1 convolution mixes channels and sees no neighbour. A 3×3 finds edges and
# corners. A 5×5 finds what is spread out further. And pooling has worked well in every good network so far.
#
# The Inception module does not decide (Szegedy et al. 2014, §4). It does all four, on the same input, and puts the results behind one another. What
# is useful where, training will find out.
#
# Three details:
#
# - All branches keep height and width, or nothing could be concatenated. So the max pool has **stride 1** and "same" padding.
# - The order on the channel axis is **1×1, 3×3, 5×5, pool**.
# - A pool has no filters of its own: it hands on all the channels it receives.
#
# On 28×28×256 with 128, 192 and 96 filters there are 32,896 + 442,560 + 614,496 = 1,089,952 parameters, and 128 + 192 + 96 + 256 = 672 channels.
#
# **Your task.** Write `inception_naive`: `(batch, height, width, channels)` to `(batch, height, width, filters_1x1 + filters_3x3 + filters_5x5 +
# channels)`.


# %% nbgrader={"grade": false, "grade_id": "inception_naive", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inception_naive(x, filters_1x1, filters_3x3, filters_5x5):
    """Look at `x` through three windows and a max pool at once (Szegedy et al. 2014, Fig. 2a).

    Args:
        x: tensor, `(batch, height, width, channels)`.
        filters_1x1: int, filters of the 1×1 convolution.
        filters_3x3: int, filters of the 3×3 convolution.
        filters_5x5: int, filters of the 5×5 convolution.

    Returns:
        Tensor, `(batch, height, width, filters_1x1 + filters_3x3 + filters_5x5 + channels)`:
        1×1, 3×3, 5×5 and the 3×3 max pool, in this order.
    """
    ### BEGIN SOLUTION
    return keras.layers.Concatenate()(
        [
            keras.layers.Conv2D(filters_1x1, 1, activation="relu")(x),
            keras.layers.Conv2D(filters_3x3, 3, padding="same", activation="relu")(x),
            keras.layers.Conv2D(filters_5x5, 5, padding="same", activation="relu")(x),
            keras.layers.MaxPooling2D(3, strides=1, padding="same")(x),
        ]
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inception_naive", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(inception_naive)

# %% [markdown]
# <details><summary>Hint: Keras says the shapes do not match for concatenation</summary>
#
# Print the shape of each branch. A convolution without `padding="same"` has eaten the border, or the pool has its default stride, which is the size
# of its window.
# </details>
#
# <details><summary>Hint: my layers are in a row</summary>
#
# All four read `x`. If each line says `x = ...(x)`, the second reads what the first has made. Give each branch a name of its own.
# </details>
#
# ### What each branch sees
#
# The next cell lights one pixel in the middle of a dark image and sends it through your module, with all weights made positive. Each tile shows where
# the channels of one branch answer.


# %% tags=["experiment"]
def answers_to_one_pixel(side=9, filters=(4, 4, 4)):
    """Where each branch of the naive module answers to one bright pixel: four maps `(side, side)`."""
    keras.utils.set_random_seed(0)
    image = keras.Input((side, side, 2))
    model = keras.Model(image, inception_naive(image, *filters))
    for weight in model.trainable_variables:
        weight.assign(abs(weight))
    pixel = np.zeros((1, side, side, 2), "float32")
    pixel[0, side // 2, side // 2] = 1
    answer = keras.ops.convert_to_numpy(model(pixel))[0]
    branches = np.split(answer, np.cumsum(filters), axis=2)
    return {name: branch.sum(axis=2) for name, branch in zip(["1×1", "3×3", "5×5", "max pool"], branches)}


def draw_answers(maps):
    figure, axes = plt.subplots(1, 4, figsize=(9, 2.8))
    for axis, (name, values) in zip(axes, maps.items()):
        axis.pcolormesh(values, cmap="Oranges", vmin=0, edgecolors="#c9c5ba", linewidth=0.6)
        axis.set(xticks=[], yticks=[], aspect="equal")
        pixels = (values > 0).sum()
        axis.set_title(f"{name}: {pixels} pixel{'s' if pixels > 1 else ''}")
    figure.tight_layout()
    plt.show()


try:
    seen = answers_to_one_pixel()
    draw_answers(seen)
except NotImplementedError:
    print("Answer inception_naive first, then run this cell again.")

# %% [markdown]
# One pixel, 9, 25, and 9 again. The two branches of nine differ: the 3×3 convolution weighs its neighbours, the pool tells all of them the same
# thing, that something bright is near.

# %% [markdown]
# ## 2 · The bill
#
# <img src="figures/convolution_cost.svg" alt="A window of 5 by 5 over all 256 channels makes one number of the 28 by 28 by 96 output: 28 times 28 places, times 6,400 weights, times 96 filters, is 481,689,600 multiplications." width="720">
#
# A convolution computes one output number from one window: kernel height · kernel width · input channels multiplications. It does so at every place,
# for every filter. With "same" padding and stride 1 there are as many places as input pixels, so a k×k convolution takes
#
# $$\text{height}\cdot\text{width}\cdot k^2\cdot\text{channels}\cdot\text{filters}$$
#
# multiplications. A max pool takes none; it only compares.
#
# For the module of section 1, on 28×28×256, these are
#
# | branch | multiplications |
# |---|---|
# | 1×1, 128 filters | 28·28·1·256·128 = 25,690,112 |
# | 3×3, 192 filters | 28·28·9·256·192 = 346,816,512 |
# | 5×5, 96 filters | 28·28·25·256·96 = 481,689,600 |
# | max pool | 0 |
# | together | 854,196,224 |
#
# That is **one** module. A network of 2014 has nine.
#
# **Your task.** Write `inception_naive_multiplications`: six integers in, one integer out, for any size.


# %% nbgrader={"grade": false, "grade_id": "inception_naive_multiplications", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inception_naive_multiplications(height, width, channels, filters_1x1, filters_3x3, filters_5x5):
    """Count the multiplications of `inception_naive`.

    Args:
        height, width, channels: ints, shape of its input.
        filters_1x1, filters_3x3, filters_5x5: ints, as for `inception_naive`.

    Returns:
        int, multiplications for one image.
    """
    ### BEGIN SOLUTION
    weights = channels * (filters_1x1 + 9 * filters_3x3 + 25 * filters_5x5)
    return height * width * weights
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inception_naive_multiplications", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(inception_naive_multiplications)

# %% [markdown]
# <details><summary>Hint: my number is 784 times too small</summary>
#
# You have counted weights. Each of them is used once at every place, and there are 28·28 = 784 places.
# </details>
#
# ### A tower of naive modules
#
# Now stack them. The pool hands on all its channels, so each module puts out 416 more than it received. The next cell asks your function for the cost
# of nine modules in a row, all on 28×28.


# %% tags=["experiment"]
def tower(modules=9, channels=256, filters=(128, 192, 96)):
    """Channels that arrive at each naive module of a tower, and the multiplications it takes."""
    arriving, costs = [], []
    for _ in range(modules):
        arriving.append(channels)
        costs.append(inception_naive_multiplications(28, 28, channels, *filters))
        channels += sum(filters)
    return arriving, costs


def draw_tower(arriving, costs):
    _, axis = plt.subplots(figsize=(8, 3.5))
    bars = axis.bar(range(1, len(costs) + 1), np.array(costs) / 1e9, color="#3b6ea5")
    names = [f"{channels:,}" for channels in arriving]
    axis.bar_label(bars, names, fontsize=9, padding=3, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    axis.axhline(1.58, color="#d9480f", linewidth=1.5, label="all of GoogLeNet: 1.58")
    axis.set_title("Naive modules in a row, each labelled with the channels it receives")
    axis.set(xlabel="module", ylabel="multiplications (billions)", ylim=(0, 13.5))
    axis.set_xticks(range(1, len(costs) + 1))
    axis.legend(frameon=False, loc="upper left")
    plt.show()


try:
    tower_channels, tower_costs = tower()
    draw_tower(tower_channels, tower_costs)
except NotImplementedError:
    print("Answer inception_naive_multiplications first, then run this cell again.")

# %% [markdown]
# The ninth module receives 3,584 channels and takes 12.0 billion multiplications, more than seven times the whole of GoogLeNet. Szegedy et al. (2014,
# §4) name both reasons: the 5×5 on many channels is expensive, and the pool makes the channels grow from module to module.
#
# The idea is good and cannot be paid for. What is missing is something that makes channels fewer and costs little.

# %% [markdown]
# ## 3 · The bottleneck
#
# <img src="figures/bottleneck.svg" alt="Top: a 5 by 5 convolution from 256 to 96 channels takes 481.7 million multiplications. Bottom: a 1 by 1 convolution from 256 to 64 channels and a 5 by 5 convolution from 64 to 96 take 12.8 and 120.4 million." width="720">
#
# You know it from Network in Network: the 1×1 convolution (Lin et al. 2013). Put one with few filters in front of the expensive one. The large window
# then works on 64 channels instead of 256, and what the detour itself costs is small, as its window is one pixel wide.
#
# <img src="figures/inception_module.svg" alt="Module 3a on 28 by 28 by 192. A 1 by 1 convolution with 64 filters; a 1 by 1 to 96 and a 3 by 3 with 128; a 1 by 1 to 16 and a 5 by 5 with 32; a 3 by 3 max pool and a 1 by 1 with 32; concatenated to 28 by 28 by 256." width="720">
#
# In the pool branch the 1×1 convolution comes **after** the pool (Fig. 2b). It saves nothing there. It is there so that the module puts out as many
# channels as you want, and not as many as it received and then some.
#
# The 1×1 convolutions have a ReLU as well, so a reduction is also one more layer that can learn something.
#
# Module 3a of GoogLeNet, on 28×28×192 with (64, 96, 128, 16, 32, 32), has 163,696 parameters and puts out 64 + 128 + 32 + 32 = 256 channels. Table 1
# of the paper prints 159K for it, which are its 163,328 weights without the biases, in units of 1024.
#
# **Your task.** Write `inception`: `(batch, height, width, channels)` to `(batch, height, width, filters_1x1 + filters_3x3 + filters_5x5 +
# pool_proj)`.


# %% nbgrader={"grade": false, "grade_id": "inception", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inception(x, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj):
    """The Inception module with dimension reduction (Szegedy et al. 2014, Fig. 2b).

    Args:
        x: tensor, `(batch, height, width, channels)`.
        filters_1x1: int, filters of the 1×1 branch.
        reduce_3x3: int, filters of the 1×1 convolution before the 3×3.
        filters_3x3: int, filters of the 3×3 convolution.
        reduce_5x5: int, filters of the 1×1 convolution before the 5×5.
        filters_5x5: int, filters of the 5×5 convolution.
        pool_proj: int, filters of the 1×1 convolution after the 3×3 max pool.

    Returns:
        Tensor, `(batch, height, width, filters_1x1 + filters_3x3 + filters_5x5 + pool_proj)`:
        the four branches in this order, not negative anywhere.
    """

    ### BEGIN SOLUTION
    def convolution(x, filters, size):
        return keras.layers.Conv2D(filters, size, padding="same", activation="relu")(x)

    pooled = keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return keras.layers.Concatenate()(
        [
            convolution(x, filters_1x1, 1),
            convolution(convolution(x, reduce_3x3, 1), filters_3x3, 3),
            convolution(convolution(x, reduce_5x5, 1), filters_5x5, 5),
            convolution(pooled, pool_proj, 1),
        ]
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inception", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(inception)

# %% [markdown]
# <details><summary>Hint: I lose track of six numbers</summary>
#
# Read the signature as four branches: `filters_1x1` | `reduce_3x3` → `filters_3x3` | `reduce_5x5` → `filters_5x5` | `pool_proj`. A small function
# inside yours that makes a convolution with ReLU leaves one line a branch.
# </details>
#
# <details><summary>Hint: the parameters are right and the outputs are not</summary>
#
# What has no parameters? The ReLUs, the pool, the padding, and the order of the concatenation. Does the pool come before its 1×1 convolution?
# </details>
#
# ### How much is lost in the bottleneck?
#
# 256 channels through 64: is that not throwing three quarters away? Only if the 256 say different things. The next cell sends a picture through a
# stem and your module 3a, with random weights, and asks of its 256 channels: if a 1×1 convolution to k channels were as good as it can be, what share
# of the variance would survive? (This is a principal component analysis over the channels.) For comparison, it does the same to an image of noise.


# %% tags=["experiment"]
def test_picture(side=112):
    """A ring, a disc and stripes in three channels: `(side, side, 3)`, values from 0 to 1."""
    v, u = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    ring = (np.abs(np.hypot(u, v) - 0.75) < 0.08) * 1.0
    disc = (np.hypot(u + 0.25, v + 0.2) < 0.22) * 0.7
    stripes = ((u - v > 0.15) & (np.hypot(u, v) < 0.62) & (np.sin(28 * (u + v)) > 0)) * 0.5
    grey = np.clip(ring + disc + stripes, 0, 1)
    return (grey[:, :, None] * np.array([1, 0.6, 0.3])).astype("float32")


def variance_kept(image, seed=0):
    """Percent of the variance of module 3a's channels that the best 1, 2, ... of them keep: `(256,)`."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(image.shape)
    stem = keras.layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(inputs)
    stem = keras.layers.MaxPooling2D(3, strides=2, padding="same")(stem)
    stem = keras.layers.Conv2D(192, 3, padding="same", activation="relu")(stem)
    model = keras.Model(inputs, inception(stem, 64, 96, 128, 16, 32, 32))
    features = keras.ops.convert_to_numpy(model(image[None])).reshape(-1, 256)
    variances = np.linalg.svd(features - features.mean(axis=0), compute_uv=False) ** 2
    return 100 * np.cumsum(variances) / variances.sum()


def draw_variance_kept(curves):
    _, axis = plt.subplots(figsize=(7, 3.5))
    for (name, kept), colour in zip(curves.items(), ["#d9480f", "#1f2933"]):
        label = f"{name}: {kept[63]:.0f} % with 64 channels"
        axis.plot(range(1, 257), kept, color=colour, label=label)
    axis.axvline(64, color="#8a97a6", linewidth=1, linestyle="--")
    axis.set_title("What the best 1×1 reduction of 256 channels keeps")
    axis.set(xlabel="channels left", ylabel="variance kept (%)", ylim=(0, 103))
    axis.legend(frameon=False)
    plt.show()


try:
    kept = {
        "picture": variance_kept(test_picture()),
        "noise": variance_kept(np.random.default_rng(0).normal(size=(112, 112, 3)).astype("float32")),
    }
    draw_variance_kept(kept)
except NotImplementedError:
    print("Answer inception first, then run this cell again.")

# %% [markdown]
# For the picture, 64 of 256 channels keep 98 % of the variance, and 16 still keep 91 %. For noise it is 86 % and 53 %. Neighbouring pixels of a
# picture resemble each other, so many filters answer alike, and what answers alike can be summed up.
#
# Two words of caution. These weights are random; a trained network has reason to make its channels differ. And variance is not usefulness. But this
# is the bet of the paper, which points to the success of embeddings: a few numbers can hold a lot about a large patch (§4).

# %% [markdown]
# ## 4 · The bill again
#
# The same module as in section 2, 28×28×256 with 128, 192 and 96 filters, now with reductions to 64 before the 3×3 and the 5×5, and 64 channels after
# the pool. Six convolutions, so six terms:
#
# | | multiplications |
# |---|---|
# | 1×1, 256 → 128 | 25,690,112 |
# | 1×1, 256 → 64, before the 3×3 | 12,845,056 |
# | 3×3, 64 → 192 | 86,704,128 |
# | 1×1, 256 → 64, before the 5×5 | 12,845,056 |
# | 5×5, 64 → 96 | 120,422,400 |
# | 1×1, 256 → 64, after the pool | 12,845,056 |
# | together | 271,351,808 |
#
# It puts out 480 channels and has 346,720 parameters.
#
# You may have seen another number. A well-known lecture slide prints **358M** for this very module. The slide lists the same six convolutions; but
# 271,351,808 + 86,704,128 = 358,055,936. The term of the 3×3 has been added twice. The point of the slide stands, and is even stronger: the
# bottleneck saves not 58 % of the multiplications but 68 %. Sums are worth checking, also those of a good lecture.
#
# **Your task.** Write `inception_multiplications`: nine integers in, one integer out, for any size.


# %% nbgrader={"grade": false, "grade_id": "inception_multiplications", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inception_multiplications(
    height, width, channels, filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj
):
    """Count the multiplications of `inception`.

    Args:
        height, width, channels: ints, shape of its input.
        filters_1x1, reduce_3x3, filters_3x3, reduce_5x5, filters_5x5, pool_proj: ints, as for
            `inception`.

    Returns:
        int, multiplications for one image.
    """
    ### BEGIN SOLUTION
    ones = channels * (filters_1x1 + reduce_3x3 + reduce_5x5 + pool_proj)
    larger = 9 * reduce_3x3 * filters_3x3 + 25 * reduce_5x5 * filters_5x5
    return height * width * (ones + larger)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inception_multiplications", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(inception_multiplications)

# %% [markdown]
# <details><summary>Hint: how many channels does each convolution read?</summary>
#
# Four of the six read the module's input (the pool does not change the number of channels). The 3×3 and the 5×5 read what their reduction has left.
# </details>
#
# ### Where the saving is
#
# The next cell asks your two functions for every branch, by setting the filters of all others to zero.


# %% tags=["experiment"]
def branch_costs():
    """Multiplications of the branches of both modules, and of the reductions alone, on 28×28×256."""
    size = (28, 28, 256)
    naive = [inception_naive_multiplications(*size, *row) for row in np.diag([128, 192, 96]).tolist()]
    one_branch = [(128, 0, 0, 0, 0, 0), (0, 64, 192, 0, 0, 0), (0, 0, 0, 64, 96, 0), (0, 0, 0, 0, 0, 64)]
    reduced = [inception_multiplications(*size, *row) for row in one_branch]
    reduction = inception_multiplications(*size, 0, 64, 0, 0, 0, 0)
    return np.array([*naive, 0]), np.array(reduced), np.array([0, reduction, reduction, 0])


def draw_branch_costs(naive, reduced, reductions):
    _, axis = plt.subplots(figsize=(8, 3.8))
    at = np.arange(4)
    bars = axis.bar(at - 0.2, naive / 1e6, 0.38, color="#8a97a6", label=f"naive: {naive.sum() / 1e6:.1f}")
    axis.bar_label(bars, fmt="%.1f", padding=2, fontsize=9)
    label = f"with bottleneck: {reduced.sum() / 1e6:.1f}"
    axis.bar(at + 0.2, reduced / 1e6, 0.38, color="#3b6ea5", label=label)
    axis.bar(at + 0.2, reductions / 1e6, 0.38, color="#d9480f", label="of these, the reductions")
    for place, cost in zip(at, reduced / 1e6):
        axis.text(place + 0.2, cost + 6, f"{cost:.1f}", ha="center", fontsize=9)
    axis.set_title("One module on 28×28×256")
    axis.set(ylabel="multiplications (millions)", ylim=(0, 540))
    axis.set_xticks(at, ["1×1", "3×3", "5×5", "pool"])
    axis.legend(frameon=False, loc="upper left")
    plt.show()


try:
    naive_costs, reduced_costs, reduction_costs = branch_costs()
    draw_branch_costs(naive_costs, reduced_costs, reduction_costs)
except NotImplementedError:
    print("Answer both questions on multiplications first, then run this cell again.")

# %% [markdown]
# The 5×5 branch falls from 481.7 to 133.3 million, the 3×3 branch from 346.8 to 99.5. The two reductions together cost 25.7 million. The pool branch
# now costs something, 12.8 million, and saves more than that in the *next* module, which receives 480 channels instead of 672.

# %% [markdown]
# ## 5 · The auxiliary head
#
# <img src="figures/auxiliary_head.svg" alt="14 by 14 by 512 features go through an average pool 5 by 5 with stride 3, a 1 by 1 convolution with 128 filters, flatten, a dense layer of 1024, dropout 0.7 and a dense softmax layer over the classes." width="720">
#
# 22 layers were very deep in 2014, and nobody could be sure that the gradient of the loss would reach the first of them. So Szegedy et al. (2014, §5)
# let the network be examined on the way as well: two small classifiers look at the features after modules 4a and 4d and have to name the class with
# what is there. Their losses are added to the main one, each multiplied by 0.3. After training the heads are cut off.
#
# A head is
#
# 1. an average pool with a 5×5 window and stride 3, **"valid"**: 14×14 → 4×4;
# 2. a 1×1 convolution with 128 filters, ReLU;
# 3. flatten, and a dense layer with 1024 units, ReLU;
# 4. dropout with rate 0.7, which is a lot: seven units in ten are switched off;
# 5. a dense layer to `classes`, softmax.
#
# On 14×14×512, with 1000 classes, it has 65,664 + 2,098,176 + 1,025,000 = 3,188,840 parameters.
#
# **Your task.** Write `auxiliary_head`: `(batch, height, width, channels)` to probabilities `(batch, classes)`, for height and width from 5.


# %% nbgrader={"grade": false, "grade_id": "auxiliary_head", "locked": false, "schema_version": 3, "solution": true, "task": false}
def auxiliary_head(x, classes):
    """A classifier on features from the middle of a network (Szegedy et al. 2014, §5).

    Args:
        x: tensor, `(batch, height, width, channels)`, height and width at least 5.
        classes: int, number of classes.

    Returns:
        Tensor of probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    x = keras.layers.AveragePooling2D(5, strides=3, padding="valid")(x)
    x = keras.layers.Conv2D(128, 1, activation="relu")(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(1024, activation="relu")(x)
    x = keras.layers.Dropout(0.7)(x)
    return keras.layers.Dense(classes, activation="softmax")(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_auxiliary_head", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(auxiliary_head)

# %% [markdown]
# <details><summary>Hint: I have over a million parameters too many</summary>
#
# 14×14 with a 5×5 window and stride 3 gives (14 − 5) // 3 + 1 = 4 places a side. With "same" padding it would be 5, and the dense layer would see
# 3,200 numbers instead of 2,048.
# </details>
#
# <details><summary>Hint: 0.7 of what?</summary>
#
# `Dropout(rate)` in Keras is the share that is *dropped*. In some older libraries it was the share that is kept.
# </details>
#
# ### What the small steps save
#
# A head could be simpler: flatten, dense, softmax. The next cell builds yours and works out what would become of it without its first steps.


# %% tags=["experiment"]
def head_sizes():
    """Parameters of the head on 14×14×512 with 1000 classes, as it is and with steps left out."""
    features = keras.Input((14, 14, 512))
    with_all = keras.Model(features, auxiliary_head(features, 1000)).count_params()
    classifier = 1024 * 1000 + 1000
    return {
        "as it is": with_all,
        "without the\n1×1 convolution": 4 * 4 * 512 * 1024 + 1024 + classifier,
        "without the pool": 512 * 128 + 128 + 14 * 14 * 128 * 1024 + 1024 + classifier,
        "without both": 14 * 14 * 512 * 1024 + 1024 + classifier,
    }


def draw_head_sizes(sizes):
    _, axis = plt.subplots(figsize=(7, 3.2))
    bars = axis.bar(sizes.keys(), [size / 1e6 for size in sizes.values()], 0.6, color="#3b6ea5")
    axis.bar_label(bars, fmt="%.1f", padding=2)
    axis.set_title("One auxiliary head")
    axis.set(ylabel="parameters (millions)", ylim=(0, 118))
    plt.show()


try:
    head_parameters = head_sizes()
    draw_head_sizes(head_parameters)
except NotImplementedError:
    print("Answer auxiliary_head first, then run this cell again.")

# %% [markdown]
# 3.2 million against 103.8. A dense layer on a feature map is expensive, and that is where AlexNet and VGG have most of their weights. The pool and
# the 1×1 convolution, both without a large window's cost, make it bearable. Even so, one of these heads has almost half as many parameters as the
# rest of the network.

# %% [markdown]
# ## 6 · GoogLeNet
#
# <img src="figures/googlenet.svg" alt="The plan of GoogLeNet: a stem down to 28 by 28 by 192, modules 3a and 3b, a max pool, modules 4a to 4e, a max pool, modules 5a and 5b, average pool, dropout and softmax; auxiliary heads on 4a and 4d." width="720">
#
# You have all the parts. Table 1 of the paper puts them together:
#
# - **Stem:** 7×7 convolution with stride 2 and 64 filters; 3×3 max pool with stride 2; 1×1 convolution with 64 filters; 3×3 convolution with 192; 3×3 max pool
#   with stride 2. A 224×224 image arrives at the first module as 28×28×192.
# - **Nine modules** as in the table below, with a 3×3 max pool of stride 2 after 3b and after 4e.
# - **Head:** global average pooling, dropout 0.4, one dense layer with softmax.
# - With `auxiliary=True`, **two auxiliary heads**, one on the output of 4a and one on that of 4d. The model then has three outputs: `[main, after 4a, after
#   4d]`.
#
# | module | 1×1 | 3×3 reduce | 3×3 | 5×5 reduce | 5×5 | pool proj | channels |
# |---|---|---|---|---|---|---|---|
# | 3a | 64 | 96 | 128 | 16 | 32 | 32 | 256 |
# | 3b | 128 | 128 | 192 | 32 | 96 | 64 | 480 |
# | 4a | 192 | 96 | 208 | 16 | 48 | 64 | 512 |
# | 4b | 160 | 112 | 224 | 24 | 64 | 64 | 512 |
# | 4c | 128 | 128 | 256 | 24 | 64 | 64 | 512 |
# | 4d | 112 | 144 | 288 | 32 | 64 | 64 | 528 |
# | 4e | 256 | 160 | 320 | 32 | 128 | 128 | 832 |
# | 5a | 256 | 160 | 320 | 32 | 128 | 128 | 832 |
# | 5b | 384 | 192 | 384 | 48 | 128 | 128 | 1024 |
#
# Two things differ from the paper. The local response normalisation that Fig. 3 shows in the stem is left out; it went out of use soon after. And the
# 7×7 average pool at the end is a global one, which is the same for a 224×224 image and works for other sizes too.
#
# The paper counts 22 layers: those with weights, along the longest way, are 3 in the stem, 2 in each module and 1 dense layer. With 1000 classes there
# are 6,998,552 parameters; with both heads 13,378,280.
#
# **Your task.** Write `googlenet`: a model from `(batch, *input_shape)` to `(batch, classes)`, or with `auxiliary=True` to three of these.


# %% nbgrader={"grade": false, "grade_id": "googlenet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def googlenet(input_shape=(224, 224, 3), classes=1000, auxiliary=False):
    """Build GoogLeNet (Szegedy et al. 2014, Table 1).

    Args:
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.
        auxiliary: bool, whether the model has the two auxiliary heads.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`;
        with `auxiliary` to three of them: `[main, after 4a, after 4d]`.
    """
    ### BEGIN SOLUTION
    modules = {
        "3a": (64, 96, 128, 16, 32, 32),
        "3b": (128, 128, 192, 32, 96, 64),
        "4a": (192, 96, 208, 16, 48, 64),
        "4b": (160, 112, 224, 24, 64, 64),
        "4c": (128, 128, 256, 24, 64, 64),
        "4d": (112, 144, 288, 32, 64, 64),
        "4e": (256, 160, 320, 32, 128, 128),
        "5a": (256, 160, 320, 32, 128, 128),
        "5b": (384, 192, 384, 48, 128, 128),
    }

    def halve(x):
        return keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)

    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(64, 7, strides=2, padding="same", activation="relu")(images)
    x = halve(x)
    x = keras.layers.Conv2D(64, 1, activation="relu")(x)
    x = keras.layers.Conv2D(192, 3, padding="same", activation="relu")(x)
    x = halve(x)

    heads = []
    for name, filters in modules.items():
        x = inception(x, *filters)
        if name in ("3b", "4e"):
            x = halve(x)
        if auxiliary and name in ("4a", "4d"):
            heads.append(auxiliary_head(x, classes))

    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dropout(0.4)(x)
    main = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, [main, *heads] if auxiliary else main, name="googlenet")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_googlenet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(googlenet)

# %% [markdown]
# <details><summary>Hint: how do I keep the table readable in code?</summary>
#
# Write it as a list of tuples, one row a module, and call `inception(x, *row)` in a loop. What comes after a module, a pool or a head, can hang on
# its name.
# </details>
#
# <details><summary>Hint: the auxiliary model cannot be built for small images</summary>
#
# The 5×5 average pool of a head needs a map of at least 5×5 after module 4a, so an image of at least 65×65. Without heads, smaller images work.
# </details>
#
# <details><summary>Hint: the parameters are a little off</summary>
#
# Compare one module at a time: `keras.Model(images, x).count_params()` after each, or `model.summary()`. The channels in the last column of the table
# tell you which row has a slip of the pen.
# </details>
#
# ### The sums of the paper
#
# Table 1 of the paper also prints the operations of every module. The next cell compares them with your `inception_multiplications`, and the
# parameters of your network with those of its rivals.

# %% tags=["experiment"]
TABLE_1 = {  # side, channels that arrive, filters, and millions of operations as printed
    "3a": (28, 192, (64, 96, 128, 16, 32, 32), 128),
    "3b": (28, 256, (128, 128, 192, 32, 96, 64), 304),
    "4a": (14, 480, (192, 96, 208, 16, 48, 64), 73),
    "4b": (14, 512, (160, 112, 224, 24, 64, 64), 88),
    "4c": (14, 512, (128, 128, 256, 24, 64, 64), 100),
    "4d": (14, 512, (112, 144, 288, 32, 64, 64), 119),
    "4e": (14, 528, (256, 160, 320, 32, 128, 128), 170),
    "5a": (7, 832, (256, 160, 320, 32, 128, 128), 54),
    "5b": (7, 832, (384, 192, 384, 48, 128, 128), 71),
}


def draw_googlenet(ours, parameters):
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), width_ratios=[1.3, 1])
    printed = [row[-1] for row in TABLE_1.values()]
    left.bar(ours.keys(), np.array(list(ours.values())) / 1e6, color="#3b6ea5", label="your function")
    left.plot(range(9), printed, "o", color="#d9480f", label="Table 1")
    left.set_title("The nine modules")
    left.set(ylabel="multiplications (millions)")
    left.legend(frameon=False)
    bars = right.barh(list(parameters), [n / 1e6 for n in parameters.values()], color="#8a97a6")
    for bar in bars[:2]:
        bar.set_color("#3b6ea5")
    right.bar_label(bars, fmt="%.1f", padding=3)
    right.invert_yaxis()
    right.set_title("Parameters")
    right.set(xlabel="millions", xlim=(0, 165))
    figure.tight_layout()
    plt.show()


try:
    module_costs = {
        name: inception_multiplications(side, side, channels, *filters)
        for name, (side, channels, filters, _) in TABLE_1.items()
    }
    network_parameters = {
        "GoogLeNet": googlenet().count_params(),
        "with both heads": googlenet(auxiliary=True).count_params(),
        "AlexNet": 62_378_344,
        "VGG-16": 138_357_544,
    }
    draw_googlenet(module_costs, network_parameters)
except NotImplementedError:
    print("Answer the questions above first, then run this cell again.")

# %% [markdown]
# Eight of nine agree with the paper to within a million. The ninth does not: Table 1 prints 54 million for 5a, and the filters that it prints in the
# same row make 51.1. Together the modules take 1.10 billion multiplications, and the whole network 1.58 billion; the authors had set themselves a
# budget of 1.5 billion for one look at an image. VGG-16 takes 15.5 billion.
#
# The paper says that GoogLeNet has twelve times fewer parameters than AlexNet. Counted as here, with all biases and without AlexNet's split over two
# GPUs, it is 7.0 against 62.4 million, about nine times. The difference to VGG-16 is a factor of twenty. Most of it is the missing dense layers:
# global average pooling leaves 1,024 numbers, and one classifier of 1,025,000 parameters.
#
# At the challenge an ensemble of seven GoogLeNets reached a top-5 error of 6.67 %. The VGG team came second with 7.32 % (Szegedy et al. 2014, Table
# 2).

# %% [markdown]
# ## 7 · What arrives at the stem
#
# <img src="figures/ways_back.svg" alt="The stem, nine modules and the main loss in a row; losses of 0.3 hang on 4a and 4d. The gradient of the main loss passes 13 to 22 layers with weights on its way to the first kernel, that of the head after 4d 12 to 18, after 4a 9 to 12." width="720">
#
# The first kernel learns from the gradient that reaches it. On its way back from the loss the gradient is multiplied by the weights of each layer it
# passes. If these are small, it is small, and every layer more makes it smaller.
#
# The heads are short cuts in this sense: from the head after 4a to the first kernel it is at most 12 layers, from the main loss 22. That is
# the hope. You can measure it.
#
# For a model with one output, a batch `x` and labels `y`, the loss is the mean cross-entropy, as in training. Its gradient at the kernel of the first
# convolution has as many entries as the kernel; its size is the L2 norm, $\sqrt{\sum g_i^2}$.
#
# `y` holds class numbers, not one-hot vectors, so the loss is the *sparse* categorical cross-entropy. The model ends in a softmax. Call it with
# `training=True`: batch normalisation, where there is one, then uses the batch, and dropout drops. Keras has no gradients of its own; this question
# runs on TensorFlow, with its `GradientTape`. It records what is computed inside the `with` block and can then be asked for derivatives.
#
# **Your task.** Write `stem_gradient`: a model, `x` of shape `(batch, height, width, channels)` and `y` of shape `(batch,)` to one float.

# %%
import tensorflow as tf


# %% nbgrader={"grade": false, "grade_id": "stem_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stem_gradient(model, x, y):
    """Measure the gradient that arrives at the first convolution.

    Args:
        model: `keras.Model` with one output, a softmax over the classes.
        x: array of images, `(batch, height, width, channels)`.
        y: array of ints, `(batch,)`, the class of each image.

    Returns:
        float, L2 norm of the gradient of the mean sparse categorical cross-entropy with
        respect to the kernel of the first `Conv2D` in `model.layers`, with `training=True`.
    """
    ### BEGIN SOLUTION
    stem = next(layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D))
    with tf.GradientTape() as tape:
        probabilities = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    gradient = tape.gradient(loss, stem.kernel)
    return float(tf.norm(gradient))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_stem_gradient", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(stem_gradient)

# %% [markdown]
# <details><summary>Hint: how do I use the tape?</summary>
#
# A block `with tf.GradientTape() as …` around the call of the model **and** the loss; after the block, `tape.gradient(loss, kernel)`. A gradient of
# `None` means that something on the way was computed outside the block, or by NumPy.
# </details>
#
# <details><summary>Hint: where is the first kernel?</summary>
#
# Go through `model.layers` until you find one that is a `keras.layers.Conv2D`; it has a `kernel`. The first of `model.trainable_variables` need not
# be it.
# </details>
#
# <details><summary>Hint: my number is right for one batch size only</summary>
#
# `keras.losses.sparse_categorical_crossentropy` gives one loss per image. Which is it you want of them: the sum or the mean?
# </details>
#
# ### Three losses, one stem
#
# The next cell builds your GoogLeNet with heads for images of 80×80, takes the weights as Keras draws them, and asks your function how much of each
# of the three losses arrives at the first kernel. Then it does the same with all weights halved. Images and labels are random; five seeds.


# %% tags=["experiment"]
SEEDS = range(5)
LOSSES = ["main loss", "head after 4a", "head after 4d"]


def network_and_batch(seed, batch=8, classes=10, side=80):
    """GoogLeNet with heads and fresh weights, random images and their random labels."""
    keras.utils.set_random_seed(seed)
    network = googlenet((side, side, 3), classes, auxiliary=True)
    rng = np.random.default_rng(seed)
    images = rng.uniform(-1, 1, (batch, side, side, 3)).astype("float32")
    return network, images, rng.integers(0, classes, batch)


def scale_weights(network, factor):
    """Multiply all kernels by `factor`; biases are zero before training anyway."""
    for weight in network.trainable_variables:
        if len(weight.shape) > 1:
            weight.assign(factor * weight)


def arriving_gradients(seed):
    """`stem_gradient` of each of the three losses, `(2, 3)`: weights as drawn, and halved."""
    network, x, y = network_and_batch(seed)
    alone = [keras.Model(network.input, output) for output in network.outputs]
    as_drawn = [stem_gradient(model, x, y) for model in alone]
    scale_weights(network, 0.5)
    return [as_drawn, [stem_gradient(model, x, y) for model in alone]]


def draw_arriving(norms):
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
    for axis, title, values in zip(axes, ["weights as drawn", "weights × 0.5"], norms.swapaxes(0, 1)):
        median = np.median(values, axis=0)
        axis.bar(LOSSES, median, 0.55, color=["#1f2933", "#d9480f", "#d9480f"])
        for value, place in zip(median, range(3)):
            axis.text(place, 1.35 * value, f"{value:.1e}", ha="center", fontsize=9)
        axis.set_title(title)
        axis.set_yscale("log")
        axis.set_ylim(1e-6, 1)
    axes[0].set_ylabel("norm of the gradient at the stem")
    figure.tight_layout()
    plt.show()


try:
    arriving = np.array([arriving_gradients(seed) for seed in SEEDS])  # (seeds, 2, losses)
    draw_arriving(arriving)
except NotImplementedError:
    print("Answer googlenet and stem_gradient first, then run this cell again.")

# %% [markdown]
# On the machine where this was written, with the weights as Keras draws them, the three arrive at much the same size: 0.050 from the main loss, 0.10
# from the head after 4a, 0.035 from the head after 4d (medians). Nothing has vanished here.
#
# Halve the weights, and it is another story. Of the main loss 5·10⁻⁶ is left, of the head after 4a 3·10⁻⁴, sixty times more. Of the head
# after 4d twice as much arrives as of the main loss.
#
# Did you expect 22 layers to cost a factor of 2²¹, two million? It is about ten thousand. Every module has branches with a single layer, the 1×1 and
# the pool, and on the shortest way there are 13 layers, not 22: 2¹² is four thousand. The module is a set of short cuts too.
#
# ### With the heads and without them
#
# In training the three losses are added, the heads' multiplied by 0.3. The next cell computes the gradient of the main loss and of this sum in one
# pass, at the stem and at the 3×3 convolution of every module, for weights from a quarter of what Keras draws to 1.4 times as much. It takes about
# half a minute.


# %% tags=["experiment"]
SCALES = [0.25, 0.5, 0.75, 1.0, 2**0.5]
PLACES = ["7×7", "3×3", *TABLE_1]


def with_and_without_heads(network, x, y, head_weight=0.3):
    """Gradient norms `(2, 11)`: main loss alone, and with the heads; at the 7×7 and at every 3×3 kernel."""
    kernels = [w.value for w in network.trainable_variables if len(w.shape) == 4 and w.shape[0] in (3, 7)]
    with tf.GradientTape(persistent=True) as tape:
        main, after_4a, after_4d = (
            tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
            for probabilities in network(x, training=True)
        )
        total = main + head_weight * (after_4a + after_4d)
    return [[float(tf.norm(g)) for g in tape.gradient(loss, kernels)] for loss in (main, total)]


def gradients_at_all_scales(seed):
    network, x, y = network_and_batch(seed)
    found = []
    for scale, before in zip(SCALES, [1.0, *SCALES]):
        scale_weights(network, scale / before)
        found.append(with_and_without_heads(network, x, y))
    return found


def draw_heads(norms):
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), width_ratios=[1.4, 1])
    for index, name, colour in [(1, "with heads", "#d9480f"), (0, "main loss alone", "#1f2933")]:
        values = norms[:, SCALES.index(0.5), index]
        left.semilogy(PLACES, values.T, color=colour, alpha=0.25, linewidth=1)
        left.semilogy(PLACES, np.median(values, axis=0), color=colour, marker="o", label=name)
    left.set_title("Weights × 0.5: the gradient on its way back")
    left.set(xlabel="convolution (the main loss is on the right)", ylabel="norm of the gradient")
    left.legend(frameon=False)
    ratio = norms[:, :, 1, 0] / norms[:, :, 0, 0]
    right.loglog(SCALES, ratio.T, color="#d9480f", alpha=0.25, linewidth=1)
    right.loglog(SCALES, np.median(ratio, axis=0), color="#d9480f", marker="o")
    for scale, value in zip(SCALES, np.median(ratio, axis=0)):
        right.annotate(f"× {value:.3g}", (scale, value), (4, 6), textcoords="offset points", fontsize=9)
    right.axhline(1, color="#8a97a6", linewidth=1)
    right.set_title("At the stem: with heads ÷ without")
    right.set(xlabel="initial weights, times Keras' own", xlim=(0.22, 2.1), ylim=(0.7, 1500))
    right.set_xticks(SCALES, [f"{scale:.2g}" for scale in SCALES])
    right.minorticks_off()
    figure.tight_layout()
    plt.show()


try:
    head_norms = np.array([gradients_at_all_scales(seed) for seed in SEEDS])  # (seeds, scales, 2, places)
    draw_heads(head_norms)
except NotImplementedError:
    print("Answer googlenet first, then run this cell again.")

# %% [markdown]
# With Keras' own weights the heads raise the gradient at the stem by about a fifth (a factor of 1.18 in the median, 1.12 to 1.20 over the seeds).
# With weights larger by √2 it is one to three per cent; that doubles their variance, as He et al. (2015, *Delving Deep into Rectifiers*) advise for
# ReLU. At three quarters of Keras' weights it is a factor of 2.8, at half of them 20, and at a quarter 390.
#
# So the heads do what they were made for, and they do it where the gradient vanishes. The left panel shows how: with halved weights everything up to
# module 4a gets 18 to 42 times as much. From 4b to 4d, within reach of the second head alone, it is 20 to 34 per cent more; beyond 4d a head can
# change nothing.
#
# Where the weights start at a good size, the gift is modest. That fits what was found later: Szegedy et al. (2015, §4) report that the auxiliary
# classifiers did *not* make training converge faster at its beginning, that the lower one could go without harm, and that the other helps a little at
# the very end; they now see in it a regulariser. Batch normalisation (Ioffe and Szegedy 2015) keeps gradients at a good size by other means.
#
# One caution about your own figure: it shows the size of a gradient before the first step, not whether it points the right way.

# %% [markdown]
# ## 8 · In your own words
#
# A colleague reads your notebook and objects: "You put a 1×1 convolution in front of the 5×5. That is one layer more, so it must cost more. And those
# two heads add 6.4 million parameters to a network of 7 million. What is economical about that?"
#
# **Your task.** Explain to him in four to six sentences
#
# 1. why the layer more saves multiplications, with the numbers of the 5×5 branch in section 4, and what the price is;
# 2. what the heads were meant for, and why they cost nothing when the network is used;
# 3. what you measured in section 7: when do the heads matter at the stem, and when hardly at all?
#
# A person reads this answer. The grader looks for reasons and for your numbers, each in a sentence or two; good style is welcome, length is not. ({{points explain_inception}}
# points)

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_inception", "locked": false, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **Model answer.** A k×k convolution takes height · width · k² · channels · filters multiplications, so it pays k² for every channel it reads. The
# 1×1 convolution pays only 1 for each of the 256 channels (12.8 million) and leaves 64 of them, so that the 5×5 takes 120.4 instead of 481.7 million:
# 133.3 million together, 3.6 times fewer. The price is that what the 5×5 sees has been squeezed through 64 channels; little is lost if the channels
# resemble each other, as those of a picture do. The heads were meant to bring gradient to the early layers of a network that was very deep for 2014:
# from the head after 4a to the stem it is at most 12 layers instead of 22. They are used in training only and cut off afterwards, so the network that
# is used has 7 million parameters. With Keras' initial weights they raised the gradient at the stem by about a fifth only; with all weights halved,
# where the gradient of the main loss had almost vanished, by a factor of twenty. So they matter where the gradient vanishes, and good initial weights
# or batch normalisation make them nearly superfluous.
#
# **Rubric ({{points explain_inception}} points).**
#
# - 4 · The saving: the 5×5 pays for each channel it reads, and now reads fewer (2); numbers, 133.3 against 481.7 million or the factor 3.6 (1); the price, a
#   bottleneck through which information may be lost (1).
# - 2 · The heads: gradient for early layers, or a shorter way to them (1); only in training, cut off afterwards (1).
# - 4 · The measurement: hardly any effect with good initial weights, with a number (2); a large one where the gradient vanishes, with a number (2). Other numbers
#   than ours are fine if they are the student's own.
# - Take 1 off for "the 1×1 convolution makes the image smaller". Do not take points off for calling the heads regularisers (Szegedy et al. 2015, §4), but "they solve
#   the vanishing gradient", with no word on when, earns at most 2 of the last 4.
# ### END SOLUTION

# %% [markdown]
# ### Where you stand
#
# The next cell lists the questions with the most points that `check` has given you, and says what to hand in.

# %% tags=["experiment"]
check.all("inception")

# %% [markdown]
# ## Where to go from here
#
# **Hand in** this notebook under its name, `inception.ipynb`, after a last *Restart Kernel and Run All Cells*. **Next** comes `residual`, in which He
# et al. give the gradient a way back that no weight can narrow. Compare its picture with the one in section 7.
#
# You have built the network that made the cost of a layer part of its design. If you want to stay with it a little longer:
#
# - Two 3×3 convolutions see as much as one 5×5. Replace the 5×5 branch by two 3×3 and count again (Szegedy et al. 2015, §3.1).
# - Put a batch normalisation after every convolution, as Ioffe and Szegedy (2015) did with this network, and run the last experiment of section 7 again. How much do
#   the heads matter now, and how much does the scale of the weights?
#
# ## References
#
# - C. Szegedy, W. Liu, Y. Jia, P. Sermanet, S. Reed, D. Anguelov, D. Erhan, V. Vanhoucke, A. Rabinovich (2014). *Going Deeper with Convolutions.* arXiv:1409.4842.
# - M. Lin, Q. Chen, S. Yan (2013). *Network In Network.* arXiv:1312.4400.
# - K. Simonyan, A. Zisserman (2014). *Very Deep Convolutional Networks for Large-Scale Image Recognition.* arXiv:1409.1556.
# - K. He, X. Zhang, S. Ren, J. Sun (2015). *Delving Deep into Rectifiers.* arXiv:1502.01852.
# - S. Ioffe, C. Szegedy (2015). *Batch Normalization.* arXiv:1502.03167.
# - C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna (2015). *Rethinking the Inception Architecture for Computer Vision.* arXiv:1512.00567.
