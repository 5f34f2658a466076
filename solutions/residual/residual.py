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
# # Going Deeper · 3 · Residual learning
#
# In 2014 the best networks had about twenty layers. In 2015 He et al. won the ImageNet challenge with 152. What they changed fits in one symbol: a
# plus sign.
#
# In this notebook you build that plus sign into three blocks, and the three blocks into ResNet-18, 34, 50, 101 and 152. On the way you see a deep
# network fail, find out why the failure is a strange one, and watch a gradient survive 56 layers. At the end you train a small ResNet yourself, and
# hand in what it has learned.
#
# | question | what you write | points |
# |---|---|---|
# | `identity_block` | two convolutions, and a shortcut around them | {{points identity_block}} |
# | `projection_block` | the same, when the shape has to change | {{points projection_block}} |
# | `bottleneck_block` | the economical block of the deepest networks | {{points bottleneck_block}} |
# | `resnet` | five networks from one plan | {{points resnet}} |
# | `small_resnet` | a ResNet for small images, and its plain twin | {{points small_resnet}} |
# | `gradient_norms` | how much gradient arrives at each convolution | {{points gradient_norms}} |
# | `trained_network` | a network that you have trained | {{points trained_network}} |
# | in your own words | why deeper was worse, and what helped | {{points explain_degradation}} |
#
# Take 90 to 120 minutes; for three to five of them the computer trains networks. You need no GPU.
#
# Papers: He, Zhang, Ren and Sun (2015), *Deep Residual Learning for Image Recognition*; where the sequel is meant it says He et al. (2016), *Identity
# Mappings in Deep Residual Networks*.

# %% [markdown]
# ## House rules
#
# - **Keras 3, functional style.** A block is a function from tensor to tensor. A network is a function that returns a `keras.Model`.
# - **Channels last.** Images are `(batch, height, width, channels)`. Shapes in the text leave out the batch: 56×56×64.
# - **Padding** is "same" unless the text says otherwise. Where a stride is larger than 1 and the window is too, you may instead pad symmetrically
#   with zeros and then use "valid", as the authors' code does: `ZeroPadding2D(3)` before a 7×7/2, `ZeroPadding2D(1)` before a 3×3/2. Both are right.
# - **Bias.** A convolution followed by batch normalisation has `use_bias=False`; the normalisation would subtract the bias again. The dense layer at
#   the end of a network has one.
# - **Where ReLU goes** is part of the question here. Look closely at the drawings.
# - **A network ends** in a softmax over `classes`.
# - **Free, never graded:** names, the order in which you create layers, initialisers, regularisers, epsilon and momentum of the batch normalisation,
#   `Add()` or `+`, ReLU as a layer, an op or an `Activation`, zero padding written out where it equals "same", a 1×1 convolution or a `Dense` on the
#   channels, nested models and layer classes of your own, flattening or pooling what is 1×1.
# - **Experiments**, the cells under a heading of their own after a check, are not run when your notebook is graded. Play with them as you like, but
#   let no answer use a name that one of them defines.
#
# Run the next cell first. While TensorFlow starts it may print some lines on a red ground; they are notices, not errors.

# %%
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow speaks less

if "google.colab" in sys.modules:  # on Colab: first upload the bundle, residual.zip, under Files on the left
    get_ipython().run_line_magic("pip", "install --quiet going-deeper")
    shutil.unpack_archive("/content/residual.zip", "/content")
    os.chdir("/content/residual")

import keras
import matplotlib.pyplot as plt
import numpy as np

from autograder import check

# %% [markdown]
# ## 1 · Why depth alone fails
#
# <img src="figures/degradation.svg" alt="Schematic training curves: the training error of a plain network with 56 layers stays above that of a plain network with 20 layers from the first step to the last." width="720">
#
# Take a good plain network with 20 layers and make it 56 layers deep, with the same kind of layer. He et al. (2015, Fig. 1) did so on CIFAR-10, and
# the deeper network was worse. A first guess is overfitting: too many weights for too little data. Look again at the vertical axis. This is the
# **training** error. A network that overfits does well on the data it has seen; this one does not even fit them. The authors call it *degradation*.
#
# It is a strange failure, because a better solution is known to exist. Copy the 20 trained layers, and let the other 36 pass on what they receive.
# The deep network then does exactly as well as the shallow one. So the 56-layer network **can** represent a good answer. Training does not find it,
# and that is a problem of optimisation, not of capacity.
#
# ImageNet tells the same story: 34 plain layers have a higher training error than 18 throughout training (Fig. 4), and a higher top-1 error on the
# validation images too, 28.54 % against 27.94 % (Table 2).
#
# ### See it happen
#
# You do not need CIFAR-10 for this. The next cell trains plain towers of 20 and of 56 layers to tell two interleaved spirals apart: 512 points in the
# plane, dense layers of 32 units, batch normalisation after each. Nothing to write yet. Run it (it takes some seconds) and read the curves.


# %% tags=["experiment"]
def two_spirals(points=512, seed=0):
    """Two interleaved spirals: coordinates `(points, 2)` and labels `(points,)`."""
    rng = np.random.default_rng(seed)
    radius, label = rng.uniform(0.3, 1, points), rng.integers(0, 2, points)
    angle = 3 * np.pi * radius + np.pi * label
    xy = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return (xy + rng.normal(0, 0.01, xy.shape)).astype("float32"), label


class Tower(keras.layers.Layer):
    """Pairs of dense layers with batch norm; `shortcut` adds a pair's input to its output."""

    def __init__(self, depth, shortcut, width=32):
        super().__init__()
        self.depth, self.shortcut, self.width = depth, shortcut, width

    def build(self, input_shape):
        noise = keras.initializers.RandomNormal(stddev=self.width**-0.5)
        self.kernels = self.add_weight((self.depth, self.width, self.width), initializer=noise)
        self.offsets = self.add_weight((self.depth, self.width), initializer="zeros")

    def call(self, x):
        kernels, offsets = keras.ops.unstack(self.kernels), keras.ops.unstack(self.offsets)

        def dense_bn(h, i):
            h = h @ kernels[i]
            h = h - keras.ops.mean(h, axis=0)
            return h / keras.ops.sqrt(keras.ops.mean(h * h, axis=0) + 1e-3) + offsets[i]

        for i in range(0, self.depth, 2):
            f = dense_bn(keras.ops.relu(dense_bn(x, i)), i + 1)
            x = keras.ops.relu(f + x if self.shortcut else f)
        return x


def training_errors(depth, shortcut, epochs=20):
    """Percent of wrong answers on the training points, epoch by epoch."""
    keras.utils.set_random_seed(1)
    points = keras.Input((2,))
    h = keras.layers.Dense(32, activation="relu")(points)
    h = Tower(depth - 2, shortcut)(h)
    network = keras.Model(points, keras.layers.Dense(2, activation="softmax")(h))
    network.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        jit_compile=False,
    )
    history = network.fit(*two_spirals(), batch_size=128, epochs=epochs, verbose=0).history
    return 100 * (1 - np.array(history["accuracy"]))


def draw_errors(curves):
    """Draw training errors by epoch; `curves` is a dict from name to errors."""
    _, axis = plt.subplots(figsize=(7, 3.5))
    for (name, errors), colour in zip(curves.items(), ["#3b6ea5", "#1f2933", "#d9480f"]):
        label = f"{name}: {errors[-5:].mean():.1f} % over the last 5 epochs"
        axis.plot(range(1, len(errors) + 1), errors, color=colour, label=label)
    axis.set(title="Two spirals", xlabel="epoch", ylabel="training error (%)", ylim=(-1, 60))
    axis.set_xticks([1, 5, 10, 15, 20])
    axis.legend(frameon=False)
    plt.show()


curves = {
    "plain, 20 layers": training_errors(20, shortcut=False),
    "plain, 56 layers": training_errors(56, shortcut=False),
}
draw_errors(curves)

# %% [markdown]
# On the machine where this was written, the tower of 20 layers ends at 0.5 % training error and the tower of 56 layers at 19.3 % (means of the last
# five epochs). Your digits may differ; the order should not.
#
# Nothing is held back from the deep tower: the same data, the same steps, almost three times the weights. It cannot use them.

# %% [markdown]
# ## 2 · What F(x) + x does to the gradient
#
# <img src="figures/gradient_paths.svg" alt="Two residual blocks in a row. Below, the four paths of the gradient from y back to x: through both shortcuts with factor 1, through F1 alone, through F2 alone, and through both." width="720">
#
# If passing things on is hard to learn, then do not make the layers learn it: give it to them. Let a block compute what should be *added* to its
# input,
#
# $$y = F(x) + x .$$
#
# $F$ is the **residual**. Passing $x$ on now asks only for $F = 0$, and weights near zero are easy to reach (He et al. 2015, §3.1).
#
# Backpropagation sees the plus sign as well. For a loss $L$, in one dimension,
#
# $$\frac{dL}{dx} = \frac{dL}{dy}\,\bigl(F'(x) + 1\bigr).$$
#
# The 1 holds no weight, so no choice of weights makes it small. Put two blocks in a row and multiply out: $(F_2' + 1)(F_1' + 1) = 1 + F_1' + F_2' +
# F_2'F_1'$. A product has become a **sum of paths**. In a plain stack only the last, longest path is there: one product of many factors, and when
# they are small it vanishes. With $n$ blocks there are $2^n$ paths (Veit et al. 2016), and one of them is always the shortcuts alone.
#
# Two footnotes. The sum could still cancel, if $F' = -1$ somewhere; that is a coincidence, not a rule. And in this notebook, as in the 2015 paper, a
# ReLU follows each addition and closes the path where its input is negative; the sequel moves it out of the way (He et al. 2016, Fig. 1).
#
# ### A gradient that vanishes, and one that does not
#
# Here is backpropagation by hand, through 28 blocks of two layers each: $F(x) = \mathrm{ReLU}(xA)\,B$. Find the line that holds the `+ 1`.


# %% tags=["experiment"]
def gradient_on_its_way_back(shortcut, scale, blocks=28, width=64):
    """L2 norm of dL/dx at the input of each block, first block first; at the last output it is 1."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(128, width))
    memory = []
    for _ in range(blocks):  # forward
        a, b = scale * rng.normal(size=(2, width, width)) / np.sqrt(width)
        h = np.maximum(x @ a, 0)
        memory.append((a, b, h > 0))
        x = h @ b + shortcut * x

    gradient = rng.normal(size=x.shape)
    gradient /= np.linalg.norm(gradient)
    norms = []
    for a, b, alive in reversed(memory):  # backward
        through_f = (gradient @ b.T * alive) @ a.T
        gradient = through_f + shortcut * gradient  # F' + 1
        norms.append(np.linalg.norm(gradient))
    return norms[::-1]


_, axis = plt.subplots(figsize=(7, 3.8))
for scale, style in [(1.0, "-"), (0.5, "--")]:
    for shortcut, name, colour in [(True, "residual", "#d9480f"), (False, "plain", "#1f2933")]:
        norms = gradient_on_its_way_back(shortcut, scale)
        label = f"{name}, weights × {scale:g}: {norms[0]:.1e} at block 1"
        axis.semilogy(range(1, 29), norms, style, color=colour, label=label)
axis.set_title("The gradient on its way back through 56 layers")
axis.set(xlabel="block (the loss is on the right)", ylabel="norm of dL/dx")
axis.legend(frameon=False, fontsize=9)
plt.show()

# %% [markdown]
# With the weights at half scale, the plain gradient arrives at block 1 with a norm of 5·10⁻²²; the residual one with 1.5. At full scale the plain one
# is down to 4·10⁻⁵. The residual one has *grown*, to 280: a sum of many paths can become large. In a real ResNet the batch normalisation at the end
# of every $F$ holds that in check, since $x$ grows from block to block while $F$ does not.
#
# Is this why plain networks degrade? Only in part. He et al. (2015, §4.1) train their plain networks with batch normalisation, find gradients of
# healthy size, and leave the question open. The plain tower of section 1 has batch normalisation too, and its gradient does not vanish: over all
# 512 points and before the first step, it is some 14,000 times *larger* at the first of its kernels than at the last. With shortcuts the ratio is
# about 22. A product of many factors runs away in one direction or the other; the sum stays within reach. In section 8 you measure this yourself, on
# networks for images.
#
# So do not take the formula's word for it. Run the experiment: the 56-layer tower of section 1 again, now with a shortcut around every two layers.

# %% tags=["experiment"]
curves["residual, 56 layers"] = training_errors(56, shortcut=True)
draw_errors(curves)

# %% [markdown]
# The same depth, the same weights at the start, the same steps: 0.1 % instead of 19.3 %. The only difference is `+ x`, and it has no parameters.

# %% [markdown]
# ## 3 · The identity block
#
# <img src="figures/identity_block.svg" alt="x goes through a 3 by 3 convolution, BN, ReLU, a 3 by 3 convolution and BN; the shortcut carries x around them to an addition; a ReLU follows the addition." width="720">
#
# This is Fig. 2 of the paper with the batch normalisation written out. Two 3×3 convolutions make $F(x)$; the shortcut has no weights at all.
#
# Note where the two ReLUs are. One is inside $F$. The other comes **after** the addition: were it before, $F(x)$ could never be negative, and a block
# could only ever add to its input, never take away. The second batch normalisation has no ReLU of its own.
#
# An addition needs equal shapes, so this block keeps height and width, and `filters` is the number of channels that `x` already has.
#
# On 56×56×64 with 64 filters, each convolution has 3·3·64·64 = 36,864 weights, and each batch normalisation 4·64 = 256 numbers: 74,240 parameters
# together. Half of the BN numbers are running means and variances, which no gradient touches; 73,984 parameters are trainable.
#
# **Your task.** Write `identity_block`: 3×3 convolution, BN, ReLU, 3×3 convolution, BN, add `x`, ReLU; `(batch, height, width, filters)` in and out.


# %% nbgrader={"grade": false, "grade_id": "identity_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def identity_block(x, filters):
    """Add a residual of two 3×3 convolutions to `x` (He et al. 2015, Fig. 2).

    Args:
        x: tensor, `(batch, height, width, filters)`.
        filters: int, channels of both convolutions; `x` has as many.

    Returns:
        Tensor, `(batch, height, width, filters)`, not negative anywhere.
    """
    ### BEGIN SOLUTION
    residual = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    residual = keras.layers.BatchNormalization()(residual)
    residual = keras.layers.ReLU()(residual)
    residual = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(residual)
    residual = keras.layers.BatchNormalization()(residual)

    y = keras.layers.Add()([residual, x])
    return keras.layers.ReLU()(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_identity_block", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(identity_block)

# %% [markdown]
# <details><summary>Hint: my <code>x</code> is gone when I need it</summary>
#
# If every line says `x = ...(x)`, the input is overwritten before you can add it. Give the running result another name, and keep `x` for the end.
# </details>
#
# <details><summary>Hint: the parameter count is off by 128</summary>
#
# That is two biases of 64. Batch normalisation brings its own offset, so the convolutions before it go without.
# </details>
#
# ### What a block does before it has learned anything
#
# Run the next cell. It sends a picture through eight of your blocks, and through the same layers without the shortcuts. Column by column, it turns
# the random weights of the convolutions down, from full strength to zero.


# %% tags=["experiment"]
def test_picture(side=64):
    """A ring, a disc and stripes: `(side, side)`, values from 0 to 1."""
    v, u = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    ring = (np.abs(np.hypot(u, v) - 0.75) < 0.08) * 1.0
    disc = (np.hypot(u + 0.25, v + 0.2) < 0.22) * 0.7
    stripes = ((u - v > 0.15) & (np.hypot(u, v) < 0.62) & (np.sin(28 * (u + v)) > 0)) * 0.5
    return np.clip(ring + disc + stripes, 0, 1).astype("float32")


def plain_pair(x, filters):
    """The layers of an identity block, without the shortcut."""
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    return x


def after_eight(block, strength, channels=8):
    """The test picture after eight blocks, their convolution weights multiplied by `strength`."""
    keras.utils.set_random_seed(0)
    image = keras.Input((64, 64, channels))
    y = image
    for _ in range(8):
        y = block(y, channels)
    model = keras.Model(image, y)
    for weight in model.trainable_variables:
        if len(weight.shape) == 4:
            weight.assign(strength * weight)
    picture = np.repeat(test_picture()[None, :, :, None], channels, axis=3)
    return keras.ops.convert_to_numpy(model(picture)).mean(axis=(0, 3))


def draw_survival(strengths=(1, 0.5, 0.25, 0)):
    rows = {"identity_block": identity_block, "without shortcuts": plain_pair}
    tiles = [[after_eight(block, s) for s in strengths] for block in rows.values()]
    figure, axes = plt.subplots(2, 5, figsize=(9, 4.4))
    for row, name in enumerate(rows):
        for column, tile in enumerate([test_picture(), *tiles[row]]):
            axis = axes[row, column]
            axis.imshow(tile, cmap="gray", vmin=0, vmax=1)
            axis.set_title("the picture" if column == 0 else f"weights × {strengths[column - 1]:g}")
            axis.set(xticks=[], yticks=[], xlabel=f"brightest {tile.max():.2g}")
        axes[row, 0].set_ylabel(name)
    figure.tight_layout()
    plt.show()


try:
    draw_survival()
except NotImplementedError:
    print("Answer identity_block first, then run this cell again.")

# %% [markdown]
# With weights at zero, $F(x) = 0$, and your blocks return the picture exactly: it is nowhere negative, so $\mathrm{ReLU}(0 + x) = x$. At a quarter of
# full strength the picture is still there. Without shortcuts, eight pairs of layers at full strength leave a brightest pixel of 0.0009, and at half
# strength of 10⁻⁸.
#
# A plain stack starts by forgetting its input and has to learn to keep it. A residual stack starts close to doing nothing and learns what to add.
# Goyal et al. (2017, §5.1) take this literally: they start the scale of each block's last batch normalisation at zero.

# %% [markdown]
# ## 4 · The projection block
#
# <img src="figures/projection_block.svg" alt="The first 3 by 3 convolution has stride 2; the shortcut is a 1 by 1 convolution with stride 2 and BN; both arrive with 28 by 28 by 128 at the addition." width="720">
#
# A network for images wants fewer pixels and more channels as it gets deeper. He et al. follow a rule (§3.3): when the side is halved, the filters
# are doubled, so that a layer keeps its cost. A 3×3 convolution on 56×56×64 and one on 28×28×128 both take 115,605,504 multiplications.
#
# Now $F(x)$ is 28×28×128 and $x$ is 56×56×64, and they cannot be added. The paper offers three ways out; the usual one is option B: a 1×1 convolution
# on the shortcut, with the same stride, wherever the shape changes and nowhere else.
#
# The first 3×3 convolution of the block carries the stride; the second has stride 1. The shortcut gets a batch normalisation, and no ReLU before the
# addition.
#
# There is a price. This shortcut has weights, so its path no longer carries the gradient with a factor of exactly 1. A whole ResNet has only three or
# four such blocks; all others are identity shortcuts.
#
# From 56×56×64 to 128 filters: 73,728 + 147,456 weights on the main path, 8,192 on the shortcut, and three batch normalisations of 512 numbers. That
# is 230,912 parameters.
#
# **Your task.** Write `projection_block`: `(batch, height, width, channels)` to `(batch, height/strides, width/strides, filters)`, with the stride on
# the first 3×3 convolution and on the 1×1 convolution of the shortcut.


# %% nbgrader={"grade": false, "grade_id": "projection_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def projection_block(x, filters, strides=2):
    """Add a residual of two 3×3 convolutions to a projection of `x` (He et al. 2015, option B).

    Args:
        x: tensor, `(batch, height, width, channels)`.
        filters: int, channels of the result.
        strides: int, stride of the first 3×3 convolution and of the shortcut.

    Returns:
        Tensor, `(batch, height/strides, width/strides, filters)`, sides rounded up;
        not negative anywhere.
    """
    ### BEGIN SOLUTION
    residual = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    residual = keras.layers.BatchNormalization()(residual)
    residual = keras.layers.ReLU()(residual)
    residual = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(residual)
    residual = keras.layers.BatchNormalization()(residual)

    shortcut = keras.layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    shortcut = keras.layers.BatchNormalization()(shortcut)

    y = keras.layers.Add()([residual, shortcut])
    return keras.layers.ReLU()(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_projection_block", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(projection_block)

# %% [markdown]
# <details><summary>Hint: Keras says the shapes do not match</summary>
#
# Print the `.shape` of both tensors just before you add them. If the sides differ, one of the two paths has lost its stride, or a "valid" 3×3
# convolution has eaten the border. If the channels differ, look at the `filters` of the 1×1 convolution.
# </details>
#
# ### Which pixels does the block read?
#
# The next cell asks your block. It changes one pixel of an 8×8 image at a time and looks whether anything changes in the output: once for the whole
# block, once with its 3×3 weights set to zero, so that only the shortcut is left.


# %% tags=["experiment"]
def pixels_read(block, channels, kernels=(1, 3), side=8):
    """For each pixel: does the block's output change with it? Only `kernels` of these sizes work."""
    keras.utils.set_random_seed(0)
    image = keras.Input((side, side, channels))
    model = keras.Model(image, block(image))
    for weight in model.trainable_variables:
        if len(weight.shape) == 4 and weight.shape[0] not in kernels:
            weight.assign(0 * weight)
    base = np.random.default_rng(0).random((1, side, side, channels), dtype="float32")
    changed = np.repeat(base, side * side, axis=0)
    for pixel in range(side * side):
        changed[pixel, pixel // side, pixel % side] += 1
    difference = keras.ops.abs(model(changed) - model(base))
    return keras.ops.convert_to_numpy(difference).max(axis=(1, 2, 3)).reshape(side, side) > 1e-6


def draw_pixels_read(maps):
    figure, axes = plt.subplots(1, len(maps), figsize=(3.2 * len(maps), 3.4), squeeze=False)
    for axis, (name, seen) in zip(axes[0], maps.items()):
        axis.pcolormesh(seen, cmap="Oranges", vmin=0, vmax=1.5, edgecolors="#8a97a6", linewidth=0.8)
        axis.invert_yaxis()
        axis.set(xticks=[], yticks=[], aspect="equal")
        axis.set_title(f"{name}\nreads {seen.sum()} of {seen.size} pixels")
    figure.tight_layout()
    plt.show()


def strided_basic(x):
    return projection_block(x, 16)


try:
    draw_pixels_read(
        {
            "the whole block": pixels_read(strided_basic, channels=8),
            "its shortcut alone": pixels_read(strided_basic, channels=8, kernels=(1,)),
        }
    )
except NotImplementedError:
    print("Answer projection_block first, then run this cell again.")

# %% [markdown]
# The 3×3 convolution steps two pixels at a time but looks three wide, so the block as a whole reads all 64. A 1×1 convolution with stride 2 looks at
# every second pixel of every second row: the shortcut alone reads 16. Here that does little harm, since the main path has seen the rest. Keep it in
# mind for the next section.

# %% [markdown]
# ## 5 · The bottleneck block
#
# <img src="figures/bottleneck_block.svg" alt="Left, the basic block on 64 channels: two 3 by 3 convolutions, 73,728 weights. Right, the bottleneck on 256 channels: 1 by 1 to 64, 3 by 3, 1 by 1 back to 256, 69,632 weights." width="720">
#
# Deeper still, and with more channels: two 3×3 convolutions on 256 channels have 1,179,648 weights. He et al. (2015, Fig. 5) borrow a trick you know
# from the 1×1 convolution. One 1×1 convolution reduces 256 channels to 64, the 3×3 works on the 64, another 1×1 restores 256. Three layers, 69,632
# weights: seventeen times fewer than the two layers they replace, and a little fewer than the basic block has on 64 channels.
#
# Three details to get right:
#
# - `filters` is the **narrow** width. The block puts out `4 * filters` channels.
# - BN follows every convolution; ReLU follows the first two, and then the addition.
# - **The stride is on the first 1×1 convolution**, as in the paper's own networks. Many libraries put it on the 3×3 instead and call the result v1.5.
#   The parameters are the same, the function is another, and here only the original is accepted. You will see in a moment what the difference means.
#
# With `project=True` the shortcut is a 1×1 convolution to `4 * filters` with the stride, then BN, as in section 4. With `project=False` it is `x`
# itself, so `x` must already have `4 * filters` channels and the stride must be 1.
#
# | input | call | output | parameters |
# |---|---|---|---|
# | 56×56×64 | `filters=64, project=True` | 56×56×256 | 76,288 |
# | 56×56×256 | `filters=64` | 56×56×256 | 71,168 |
# | 56×56×256 | `filters=128, strides=2, project=True` | 28×28×512 | 381,952 |
#
# **Your task.** Write `bottleneck_block`: 1×1 with the stride, 3×3, 1×1, shortcut, ReLU; `(batch, height, width, channels)` to `(batch,
# height/strides, width/strides, 4·filters)`.


# %% nbgrader={"grade": false, "grade_id": "bottleneck_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bottleneck_block(x, filters, strides=1, project=False):
    """Add a residual of 1×1, 3×3 and 1×1 convolutions to `x` or its projection (He et al. 2015, Fig. 5).

    Args:
        x: tensor, `(batch, height, width, channels)`; without `project`, channels is `4 * filters`.
        filters: int, channels of the first 1×1 and of the 3×3 convolution.
        strides: int, stride of the first 1×1 convolution and of the projection.
        project: bool, whether the shortcut is a 1×1 convolution with BN; else it is `x`.

    Returns:
        Tensor, `(batch, height/strides, width/strides, 4 * filters)`, sides rounded up;
        not negative anywhere.
    """
    ### BEGIN SOLUTION
    residual = keras.layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    residual = keras.layers.BatchNormalization()(residual)
    residual = keras.layers.ReLU()(residual)
    residual = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(residual)
    residual = keras.layers.BatchNormalization()(residual)
    residual = keras.layers.ReLU()(residual)
    residual = keras.layers.Conv2D(4 * filters, 1, use_bias=False)(residual)
    residual = keras.layers.BatchNormalization()(residual)

    shortcut = x
    if project:
        shortcut = keras.layers.Conv2D(4 * filters, 1, strides=strides, use_bias=False)(x)
        shortcut = keras.layers.BatchNormalization()(shortcut)

    y = keras.layers.Add()([residual, shortcut])
    return keras.layers.ReLU()(y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_bottleneck_block", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(bottleneck_block)

# %% [markdown]
# <details><summary>Hint: when do I need <code>project</code>?</summary>
#
# Your function does not have to find out; it does as it is told. Start with `shortcut = x`, and replace it only `if project`. It will be `resnet` in
# the next section that knows when the shape changes.
# </details>
#
# ### What the stride throws away
#
# The same experiment as before, with your bottleneck at stride 2. Before you run it: how many of the 64 pixels can this block read?


# %% tags=["experiment"]
def strided_bottleneck(x):
    return bottleneck_block(x, 8, strides=2, project=True)


try:
    draw_pixels_read(
        {
            "bottleneck, stride 2": pixels_read(strided_bottleneck, channels=8),
            "basic block, stride 2": pixels_read(strided_basic, channels=8),
        }
    )
except NotImplementedError:
    print("Answer projection_block and bottleneck_block first, then run this cell again.")

# %% [markdown]
# Sixteen of 64. The first 1×1 convolution jumps over three pixels in four, the shortcut jumps over the same ones, and the 3×3 comes too late. What
# the stage before computed at those pixels is never read.
#
# This is what v1.5 repairs: with the stride on the 3×3, all 64 are read. For ResNet-50 it costs 4.09 instead of 3.86 billion multiplications, and
# makes the network a little more accurate; Goyal et al. (2017) use it, and so does torchvision. If you load a "ResNet-50" one day, ask which of the
# two it is.

# %% [markdown]
# ## 6 · ResNet
#
# <img src="figures/resnet_stages.svg" alt="The plan of ResNet: stem 7 by 7 with stride 2, max pool 3 by 3 with stride 2, four stages with 64, 128, 256 and 512 filters on sides 56, 28, 14 and 7, average pool and softmax; below, the number of blocks in each stage for the five depths." width="720">
#
# Now you have all the parts. Table 1 of the paper is one plan for five networks:
#
# - **Stem:** a 7×7 convolution with 64 filters and stride 2, BN, ReLU; then a 3×3 max pool with stride 2. A 224×224 image arrives at the first block
#   as 56×56×64.
# - **Stages 2 to 5** with 64, 128, 256 and 512 filters. ResNet-18 and 34 use basic blocks, ResNet-50, 101 and 152 bottlenecks. The drawing says how
#   many.
# - **Head:** global average pooling, then one dense layer with softmax.
#
# Only the first block of a stage may change the shape. Stages 3, 4 and 5 begin with a projection of stride 2. Stage 2 comes right after the max pool
# and needs no stride, so it depends on the block: basic blocks turn 64 channels into 64, and an **identity block** will do. Bottlenecks turn 64 into
# 256, and the first has to **project, with stride 1**.
#
# The number in the name counts layers with weights on the main path: 34 = 1 + 2·(3 + 4 + 6 + 3) + 1, and 50 = 1 + 3·(3 + 4 + 6 + 3) + 1. Projections
# are not counted.
#
# | depth | blocks in stages 2–5 | all parameters | trainable |
# |---|---|---|---|
# | 18 | 2, 2, 2, 2 basic | 11,699,112 | 11,689,512 |
# | 34 | 3, 4, 6, 3 basic | 21,814,696 | 21,797,672 |
# | 50 | 3, 4, 6, 3 bottleneck | 25,610,152 | 25,557,032 |
# | 101 | 3, 4, 23, 3 bottleneck | 44,654,504 | 44,549,160 |
# | 152 | 3, 8, 36, 3 bottleneck | 60,344,232 | 60,192,808 |
#
# (These are for 1000 classes. The ResNet-50 in `keras.applications` has 25,636,712: it keeps the biases in front of the batch normalisations.)
#
# **Your task.** Write `resnet`: a model from `(batch, *input_shape)` to `(batch, classes)`, for the five depths above; any other depth raises a
# `ValueError`.


# %% nbgrader={"grade": false, "grade_id": "resnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def resnet(depth, input_shape=(224, 224, 3), classes=1000):
    """Build a residual network (He et al. 2015, Table 1).

    Args:
        depth: int, 18 or 34 (basic blocks), 50, 101 or 152 (bottlenecks).
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.

    Raises:
        ValueError: for any other depth.
    """
    ### BEGIN SOLUTION
    blocks_per_stage = {
        18: (2, 2, 2, 2),
        34: (3, 4, 6, 3),
        50: (3, 4, 6, 3),
        101: (3, 4, 23, 3),
        152: (3, 8, 36, 3),
    }
    if depth not in blocks_per_stage:
        raise ValueError(f"depth must be one of {sorted(blocks_per_stage)}. Received: {depth}")

    def basic(x, filters, strides, first):
        # 64 channels arrive at stage 2 and 64 leave it: nothing to project.
        if first and (strides != 1 or x.shape[-1] != filters):
            return projection_block(x, filters, strides)
        return identity_block(x, filters)

    def bottleneck(x, filters, strides, first):
        return bottleneck_block(x, filters, strides, project=first)

    block = basic if depth < 50 else bottleneck

    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(64, 7, strides=2, padding="same", use_bias=False)(images)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)

    for stage, blocks in enumerate(blocks_per_stage[depth], start=2):
        filters = 64 * 2 ** (stage - 2)
        for index in range(blocks):
            first = index == 0
            x = block(x, filters, strides=2 if first and stage > 2 else 1, first=first)

    x = keras.layers.GlobalAveragePooling2D()(x)
    probabilities = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, probabilities, name=f"resnet{depth}")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_resnet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(resnet)

# %% [markdown]
# <details><summary>Hint: how do I begin?</summary>
#
# With a dictionary from depth to the four numbers of blocks. It makes the `ValueError` one line, and the network two nested loops: over the stages,
# and over the blocks of a stage.
# </details>
#
# <details><summary>Hint: ResNet-18 and 34 have a few thousand parameters too many</summary>
#
# Is it 4,352? That is a projection from 64 to 64 channels, with its BN: 64·64 + 4·64. Look at the first block of stage 2.
# </details>
#
# <details><summary>Hint: the output of stage 2 is 28×28</summary>
#
# Stage 2 never strides; the max pool has just done so. Its first bottleneck projects because the channels change, from 64 to 256.
# </details>
#
# ### Five networks from one function
#
# The next cell builds all five with your function (give it some seconds) and sets them beside VGG-16, the deep network of the year before.


# %% tags=["experiment"]
def draw_parameters(depths=(18, 34, 50, 101, 152)):
    millions = [resnet(depth).count_params() / 1e6 for depth in depths]
    names = [f"ResNet\n{depth}" for depth in depths] + ["VGG\n16"]
    _, axis = plt.subplots(figsize=(7, 3.5))
    bars = axis.bar(names, [*millions, 138.357544], color=["#3b6ea5"] * len(depths) + ["#8a97a6"])
    axis.bar_label(bars, fmt="%.1f", padding=2)
    axis.set_title("Depth and size are two different things")
    axis.set(ylabel="parameters (millions)", ylim=(0, 155))
    plt.show()


try:
    draw_parameters()
except NotImplementedError:
    print("Answer the four questions above first, then run this cell again.")

# %% [markdown]
# ResNet-152 is more than nine times as deep as VGG-16 and has 60.3 million parameters against 138.4 million. It also needs fewer multiplications, 11.3 against
# 15.5 billion. Most of VGG's weights sit in its three dense layers; global average pooling makes them unnecessary.
#
# Compare 34 and 50 as well: sixteen blocks each, 3.66 and 3.86 billion multiplications. The bottleneck buys sixteen more layers for almost nothing.
#
# And now depth pays. The paper's top-1 errors on the ImageNet validation images (Table 3, 10-crop testing) are 24.52 % for ResNet-34 with option B,
# 22.85 % for 50 layers, 21.75 % for 101 and 21.43 % for 152; the plain network with 34 layers has 28.54 %. With an ensemble of such networks He et
# al. won ILSVRC 2015 at 3.57 % top-5 error.

# %% [markdown]
# ## 7 · A small ResNet, and its plain twin
#
# <img src="figures/small_resnet.svg" alt="The plan of the small ResNet for n = 2: a 3 by 3 convolution, then three stages of four convolutions with 16, 32 and 64 filters on sides 28, 14 and 7, average pooling and softmax. Arcs over every two convolutions are shortcuts; those into stages 2 and 3 are projections. Below it the plain twin, without arcs." width="720">
#
# ImageNet is not for a laptop. To study very deep networks, He et al. (2015, §4.2) used a smaller plan, for the 32×32 images of CIFAR-10: one 3×3
# convolution with 16 filters, three stages of $n$ basic blocks with 16, 32 and 64 filters, global average pooling, softmax. That is $6n + 2$ layers:
# 20 for $n = 3$, 56 for $n = 9$, 110 for $n = 18$.
#
# There is no max pool and no stride in the beginning. Stages 2 and 3 start with a stride of 2: 28×28 becomes 14×14, then 7×7. As in section 6, a
# block is an **identity block** unless the shape changes; it does in the first blocks of stages 2 and 3, and these **project**. (The paper pads the
# new channels with zeros here, option A. We keep option B, as on ImageNet.)
#
# To compare fairly you need a twin that differs in the shortcuts alone. With `residual=False` the network has the same convolutions, each followed by
# BN and ReLU, and neither shortcuts nor projections.
#
# | n | layers | parameters, residual | plain |
# |---|---|---|---|
# | 1 | 8 | 78,426 | 75,482 |
# | 2 | 14 | 176,090 | 173,146 |
# | 3 | 20 | 273,754 | 270,810 |
#
# The difference is 2,944 parameters each time: two projections. (Here $n$ is any number of blocks from 1 on, and the images are 28×28×1.)
#
# **Your task.** Write `small_resnet`: a model from `(batch, *input_shape)` to `(batch, classes)` with $6n + 2$ layers, with or without shortcuts. It
# may call the blocks of sections 3 and 4; a mistake in them then counts here too.


# %% nbgrader={"grade": false, "grade_id": "small_resnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def small_resnet(n, residual=True, input_shape=(28, 28, 1), classes=10):
    """Build a residual network for small images, or its plain twin (He et al. 2015, §4.2).

    Args:
        n: int, blocks in each of the three stages; the network has 6n + 2 layers.
        residual: bool, whether there are shortcuts.
        input_shape: tuple, `(height, width, channels)` of the images.
        classes: int, number of classes.

    Returns:
        `keras.Model` from `(batch, *input_shape)` to probabilities, `(batch, classes)`.
    """
    ### BEGIN SOLUTION
    images = keras.Input(input_shape)

    def conv_bn_relu(x, filters, strides=1):
        x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        return keras.layers.ReLU()(x)

    x = conv_bn_relu(images, 16)
    for filters in (16, 32, 64):
        for index in range(n):
            strides = 2 if index == 0 and filters > 16 else 1
            if not residual:
                x = conv_bn_relu(conv_bn_relu(x, filters, strides), filters)
            elif strides == 1:
                x = identity_block(x, filters)
            else:
                x = projection_block(x, filters, strides)

    x = keras.layers.GlobalAveragePooling2D()(x)
    probabilities = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(images, probabilities)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_small_resnet", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(small_resnet)

# %% [markdown]
# <details><summary>Hint: where does the plain twin differ?</summary>
#
# In the blocks only. Two convolutions with BN and ReLU, the first with the block's stride, are a block without a shortcut. Write a small function for
# "convolution, BN, ReLU"; the very first layer of the network can use it too.
# </details>
#
# <details><summary>Hint: the parameter count is off by 320</summary>
#
# That is a projection from 16 to 16 channels, 16·16 + 4·16. Stage 1 receives 16 channels and keeps them.
# </details>
#
# ### Clothes instead of digits
#
# The rest of this notebook uses a part of Fashion-MNIST (Xiao et al. 2017): photographs of articles of the Zalando shop, 28×28 pixels, grey, in ten
# classes. There are 10,000 images to train on and 2,000 to test with, each class equally often.


# %% tags=["experiment"]
fashion = dict(np.load("data/fashion_mnist.npz"))
CLASSES = "T-shirt trouser pullover dress coat sandal shirt sneaker bag boot".split()


def scaled(images):
    """Bytes `(n, 28, 28)` to what the networks take: float32 `(n, 28, 28, 1)`, from 0 to 1."""
    return images[..., None].astype("float32") / 255


def draw_classes(each=3):
    _, axes = plt.subplots(each, 10, figsize=(9, 0.95 * each + 0.3))
    for column, name in enumerate(CLASSES):
        examples = fashion["x_train"][fashion["y_train"] == column][:each]
        for axis, image in zip(axes[:, column], examples):
            axis.imshow(image, cmap="gray_r")
            axis.set(xticks=[], yticks=[])
        axes[0, column].set_title(name, fontsize=9)
    plt.tight_layout()
    plt.show()


draw_classes()

# %% [markdown]
# ### Deeper is worse, until there are shortcuts
#
# Now the experiment of Fig. 6 of the paper, in small. The next cell trains your networks with 20 and with 44 layers, plain and residual, on 1,000 of
# these images at half their resolution, for six epochs. It takes about a minute. While it runs: in which order will the four end?


# %% tags=["experiment"]
def fashion_errors(n, residual, images=1000, epochs=6):
    """Percent of the training images that are named wrong, epoch by epoch, at 14×14 pixels."""
    keras.utils.set_random_seed(1)
    x = scaled(fashion["x_train"][:images]).reshape(images, 14, 2, 14, 2, 1).mean(axis=(2, 4))
    network = small_resnet(n, residual, input_shape=(14, 14, 1))
    network.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.9),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        jit_compile=False,
    )
    y = fashion["y_train"][:images]
    history = network.fit(x, y, batch_size=50, epochs=epochs, verbose=0).history
    return 100 * (1 - np.array(history["accuracy"]))


def draw_twins(errors):
    """Draw training errors by epoch, plain left and residual right; `errors` is a dict by (kind, layers)."""
    _, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for axis, kind, colour in zip(axes, ["plain", "residual"], ["#1f2933", "#d9480f"]):
        for layers, style in [(44, "-"), (20, "--")]:
            curve = errors[kind, layers]
            label = f"{layers} layers: {curve[-1]:.1f} % at the end"
            axis.plot(range(1, len(curve) + 1), curve, style, color=colour, label=label)
        axis.set(title=kind, xlabel="epoch", ylim=(0, 100))
        axis.legend(frameon=False)
    axes[0].set_ylabel("training error (%)")
    plt.tight_layout()
    plt.show()


fashion_curves = {}
try:
    for kind in ["plain", "residual"]:
        for n in [3, 7]:
            fashion_curves[kind, 6 * n + 2] = fashion_errors(n, residual=kind == "residual")
            print(f"{kind}, {6 * n + 2} layers: done")
    draw_twins(fashion_curves)
except NotImplementedError:
    print("Answer small_resnet and the blocks it uses first, then run this cell again.")

# %% [markdown]
# On the machine where this was written the plain networks end at 31.7 % (20 layers) and 78.2 % (44 layers) training error, the residual ones at
# 14.0 % and 24.5 %. Guessing would be wrong nine times in ten, so the deep plain network has hardly begun. The residual network of the same depth is
# ahead of even the shallow plain one.
#
# It is still behind its own smaller sister: six epochs on 1,000 images are far too few for 44 layers. Given all of CIFAR-10 and 64,000 steps, He et
# al. (2015, Table 6) bring the test error from 8.75 % with 20 layers to 7.17 % with 44, 6.97 % with 56 and 6.43 % with 110. Now depth pays.

# %% [markdown]
# ## 8 · Measure the gradient
#
# <img src="figures/gradient_norms.svg" alt="A network as a row of convolutions with the loss at its right end. An arrow runs from the loss back through all of them; under each convolution a bar shows the norm of the gradient at its kernel. In this example the bars grow towards the left." width="720">
#
# Section 2 argued about gradients with one formula. Now you measure them, in any network, at every convolution.
#
# A convolution with 16 filters on 16 channels has a kernel of 3·3·16·16 = 2,304 numbers, and so has the gradient of the loss with respect to it. Its
# L2 norm, the root of the sum of all squares, makes one number of it: how hard the data pull at this layer.
#
# To differentiate you need the backend, for Keras has no gradients of its own: here it is TensorFlow and its `GradientTape`. The tape records what
# is computed inside its `with` block, and afterwards gives the derivative of a result with respect to a variable (here `side`), or to a list of
# variables:
#
# ```python
# with tf.GradientTape() as recorder:
#     area = side * side
# slope = recorder.gradient(area, side)
# ```
#
# The loss is the one you train with, the mean of the sparse categorical cross-entropy over the images: `y` holds class numbers, and the model ends in
# a softmax. Call the model with `training=True`, as training does, so that batch normalisation uses the batch.
#
# **Your task.** Write `gradient_norms`: a model, `x` of shape `(batch, height, width, channels)` and `y` of shape `(batch,)` to a list with one float
# for every `Conv2D`, in the order of `model.layers`: the L2 norm of the gradient of the loss at its kernel.

# %%
import tensorflow as tf


# %% nbgrader={"grade": false, "grade_id": "gradient_norms", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_norms(model, x, y):
    """Measure the gradient of the loss at the kernel of every convolution.

    Args:
        model: `keras.Model` with one output, a softmax over the classes.
        x: array of images, `(batch, height, width, channels)`.
        y: array of ints, `(batch,)`, the class of each image.

    Returns:
        List of float, one for each `Conv2D` in `model.layers` and in their order: the L2 norm of the
        gradient of the mean sparse categorical cross-entropy, with `training=True`, at its kernel.
    """
    ### BEGIN SOLUTION
    kernels = [layer.kernel for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    with tf.GradientTape() as tape:
        probabilities = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, probabilities))
    return [float(tf.norm(gradient)) for gradient in tape.gradient(loss, kernels)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gradient_norms", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(gradient_norms)

# %% [markdown]
# <details><summary>Hint: which variables are the kernels?</summary>
#
# A `Conv2D` has a `kernel`, and perhaps a `bias`. Go through `model.layers`, keep those that are a `keras.layers.Conv2D`, and collect their kernels in a
# list. `tape.gradient(loss, kernels)` returns a list of the same length.
# </details>
#
# <details><summary>Hint: the gradients are <code>None</code></summary>
#
# Something on the way from the kernel to the loss was computed outside the `with` block, or by NumPy: `model.predict`, for example, returns arrays. The
# call of the model **and** the loss belong inside.
# </details>
#
# <details><summary>Hint: all my numbers are off by the same factor</summary>
#
# Is the factor the number of images? Then it is the sum of the losses instead of their mean.
# </details>
#
# ### As the network grows
#
# The picture that this notebook has been heading for: the gradient at every 3×3 kernel before the first step of training, for networks of 8 to 56
# layers, plain and residual, on the same 64 images. Look at the left ends of the curves.


# %% tags=["experiment"]
def norms_of_network(n, residual, images=64):
    """Gradient norms at the 3×3 kernels of a new network, first layer first."""
    keras.utils.set_random_seed(0)
    network = small_resnet(n, residual)
    norms = gradient_norms(network, scaled(fashion["x_train"][:images]), fashion["y_train"][:images])
    convolutions = [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
    return [norm for norm, layer in zip(norms, convolutions) if tuple(layer.kernel_size) == (3, 3)]


def draw_norms(norms):
    """Draw gradient norms by layer, plain left and residual right; `norms` is a dict by (kind, layers)."""
    _, axes = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True)
    for axis, kind, colour in zip(axes, ["plain", "residual"], ["#1f2933", "#d9480f"]):
        curves = {layers: curve for (name, layers), curve in norms.items() if name == kind}
        height = 0
        for shade, (layers, curve) in zip(np.linspace(0.3, 1, len(curves)), curves.items()):
            axis.semilogy(range(1, len(curve) + 1), curve, color=colour, alpha=shade)
            height = max(curve[0], 1.5 * height)  # no number on top of another
            axis.text(0, height, layers, ha="right", va="center")
        axis.set(title=f"{kind}, by number of layers", xlim=(-5, 57))
        axis.set_xlabel("convolution (the loss is on the right)")
    axes[0].set_ylabel("norm of the gradient")
    plt.tight_layout()
    plt.show()


first_steps = {}
try:
    for kind in ["plain", "residual"]:
        for n in [1, 3, 5, 7, 9]:
            first_steps[kind, 6 * n + 2] = norms_of_network(n, residual=kind == "residual")
    if all(first_steps.values()):
        draw_norms(first_steps)
    else:
        print("Your small_resnet keeps its convolutions in nested models, or in layers of your own;")
        print("model.layers does not list them there, so there is nothing to draw.")
except NotImplementedError:
    print("Answer small_resnet and gradient_norms first, then run this cell again.")

# %% [markdown]
# With 8 layers the twins look alike. Then the norm at the first convolution of the plain network grows with every layer added: 0.72 with 8 layers, 5.0
# with 20, 24 with 32, 103 with 44, 783 with 56. At the last of these 56 layers it is 1.1. From 8 to 56 residual layers it goes from 0.59 to 12.8.
#
# So in a plain network with batch normalisation the gradient does not vanish: it **explodes** on its way back, by about the same factor from layer to
# layer, and shortcuts take most of that factor away. Yang et al. (2019) show for fully connected networks that batch normalisation itself is the
# cause, whatever the scale of the first weights, and that without shortcuts such networks cannot be trained when they are deep. (He et al. found
# the gradients of their plain network with 34 layers healthy. Ours with 32 layers lie within a factor of 50 of each other, too.)
#
# Why is that bad? There is one learning rate for all layers. A step that suits the last of 56 plain layers is hundreds of times longer at the first.
# The curves of section 7 show what comes of it, with 44.

# %% [markdown]
# ## 9 · Train one yourself
#
# <img src="figures/examination.svg" alt="Three piles of images: 10,000 to train on and 2,000 to test with are yours; 1,000 others are the grader's. The first go into small_resnet(2), which is saved as small_resnet.weights.h5; the grader loads the file and counts how many of its own images are named right." width="720">
#
# Until now the grader has looked at what you build. Here it looks at what your network has **learned**: you train `small_resnet(2)`, its weights go
# into the file `small_resnet.weights.h5`, and you hand in this file beside the notebook. Grading never trains.
#
# How many images does it name right? Images from training would not tell; a network may know these by heart. So the grader uses 1,000 others, which
# neither you nor your network have seen. From 85 % on you have all the points, from 50 % on a part of them. `check` looks at 500 of your own test
# images, and these happen to be easier: the network trained below has 91.8 % of them right, and 87.8 % of the grader's. Aim at 90 % in `check`.
#
# A network can only be judged on images that look as those of its training. We agree on this: **float32, divided by 255**, nothing subtracted; shape
# `(batch, 28, 28, 1)`.
#
# The next cell trains. It does so if there is no file yet, or if you set `TRAIN_AGAIN = True`. It takes one to two minutes on two cores, and you may
# change all of it.


# %% tags=["experiment"]
TRAIN_AGAIN = False


def train(network, epochs=4, batch_size=32, learning_rate=0.002):
    """Train on the 10,000 images; the learning rate falls to 0 along a cosine."""
    x, y = scaled(fashion["x_train"]), fashion["y_train"]
    steps = epochs * int(np.ceil(len(x) / batch_size))
    network.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(learning_rate, steps)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        jit_compile=False,
    )
    network.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=2)


if TRAIN_AGAIN or not Path("small_resnet.weights.h5").exists():
    try:
        keras.utils.set_random_seed(0)
        network = small_resnet(2)
        train(network)
        network.save_weights("small_resnet.weights.h5")
    except NotImplementedError:
        print("Answer small_resnet and the blocks it uses first, then run this cell again.")
else:
    print("small_resnet.weights.h5 is there. To train again, set TRAIN_AGAIN = True and run this cell.")

# %% [markdown]
# The weights are in the file; the network is not. A file of weights is a list of arrays, and only a network of the same layers can take them up again.
#
# **Your task.** Write `trained_network`: it builds `small_resnet(2)`, loads the weights from `small_resnet.weights.h5` and returns the model, from
# `(batch, 28, 28, 1)` to `(batch, 10)`. Hand in the file with the notebook.


# %% nbgrader={"grade": false, "grade_id": "trained_network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def trained_network():
    """Build the network that you have trained, and load its weights from the file beside the notebook.

    Returns:
        `keras.Model`, `small_resnet(2)` with the weights in `small_resnet.weights.h5`: from images,
        float32 `(batch, 28, 28, 1)`, their values divided by 255, to probabilities, `(batch, 10)`.
    """
    ### BEGIN SOLUTION
    model = small_resnet(2)
    model.load_weights("small_resnet.weights.h5")
    return model
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_trained_network", "locked": true, "schema_version": 3, "solution": false, "task": false}
check(trained_network)

# %% [markdown]
# <details><summary>Hint: loading raises an error about layers or shapes</summary>
#
# Then the file was written by another network than the one you build. Did you change `small_resnet` or a block after training? Set
# `TRAIN_AGAIN = True` and train the new one.
# </details>
#
# <details><summary>Hint: training went well, and yet the accuracy is 10 %</summary>
#
# Batch normalisation uses the batch in training and its running statistics afterwards. These follow slowly: after few steps (large batches, few
# images, few epochs) they are still close to where they began. Take smaller batches or more epochs. The other suspect are images that are not
# divided by 255.
# </details>
#
# ### What it finds hard
#
# The next cell asks your network about the 2,000 test images. Guess first: which two classes does it mix up most?


# %% tags=["experiment"]
def draw_confusion(counts):
    """Draw how often each class (row) is given each name (column)."""
    _, axis = plt.subplots(figsize=(7.5, 6))
    axis.imshow(counts, cmap="Oranges", vmax=counts.max())
    for row, column in zip(*np.nonzero(counts)):
        colour = "white" if counts[row, column] > 0.6 * counts.max() else "#1f2933"
        axis.text(column, row, counts[row, column], ha="center", va="center", color=colour)
    axis.set_xticks(range(10), CLASSES, rotation=40, ha="right")
    axis.set_yticks(range(10), CLASSES)
    axis.set(title="What it is, and what the network says", xlabel="the network's answer", ylabel="the class")
    plt.tight_layout()
    plt.show()


try:
    answers = trained_network().predict(scaled(fashion["x_test"]), verbose=0).argmax(axis=1)
    confusion = np.zeros((10, 10), dtype=int)
    np.add.at(confusion, (fashion["y_test"], answers), 1)
    print(f"{confusion.trace() / confusion.sum():.1%} of the test images are named right.")
    draw_confusion(confusion)
except NotImplementedError:
    print("Answer trained_network first, then run this cell again.")
except FileNotFoundError:
    print("There is no small_resnet.weights.h5 yet: train first.")

# %% [markdown]
# The network trained here names 90.5 % of the test images right. It has most trouble with shirts: it knows 150 of 200. Shirts and T-shirts it mixes up
# 38 times, one way or the other. Look at the shirts in the first picture of section 7, 28 pixels wide, and you may forgive it.
#
# This network has 176,090 parameters, and saw each of 10,000 images four times. More epochs, all 60,000 training images of Fashion-MNIST, or pictures
# flipped at random would bring it further, as would a larger $n$: but the deeper you go, the more you depend on the plus sign.

# %% [markdown]
# ## 10 · In your own words
#
# A colleague trains plain networks with 20 and with 56 layers. The 56-layer network is worse, and she says: "It overfits. I shall add dropout." You
# suggest shortcuts instead.
#
# **Your task.** Explain to her in three to five sentences
#
# 1. which curve she should look at, and what it says about overfitting;
# 2. why a 56-layer network *could* do at least as well as one with 20 layers, and what kind of problem it is that it does not;
# 3. what $F(x) + x$ changes: for the function a block has to learn, and for the gradient.
#
# A person reads this answer. The grader looks for the three reasons, each in a sentence or two and in the right order of cause and effect; good style
# is welcome, length is not. ({{points explain_degradation}} points)

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_degradation", "locked": false, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# **Model answer.** Look at the training error: it is higher for 56 layers than for 20, and a network that overfits would have a *low* training error,
# so this is not overfitting, and dropout, which makes fitting harder, will not help. The deeper network could copy the 20 layers and let the other 36
# compute the identity; a solution that is at least as good exists, so the fault lies with optimisation, which does not find it. With y = F(x) + x a
# block only has to learn what to add: to pass x on it needs F = 0, which weights near zero give, whereas a plain pair of layers would have to build
# the identity out of convolutions and ReLUs. And the gradient becomes dL/dy · (F′(x) + 1): besides the products through the weights there is a path
# with factor 1 from the loss to every block, which no weights can shrink.
#
# **Rubric ({{points explain_degradation}} points).**
#
# - 3 · It is the *training* error that is higher, hence not overfitting (2); dropout would not help, or would make it worse (1).
# - 3 · The construction: copy the shallow network, the rest is the identity (2); therefore a problem of optimisation, not of capacity (1).
# - 4 · The identity is now F = 0 and easy to reach (2); the gradient has a term of 1, a path that does not go through the weights (2).
# - Take 1 off for "the shortcut adds capacity" or "ResNets have more parameters". Do not take points off for naming vanishing gradients, but "plain
#   networks fail because gradients vanish" alone, with no word on training error or the identity, earns at most the last 2: with batch normalisation
#   the gradients of plain networks do not vanish (He et al. 2015, §4.1). That they explode, as section 8 measures, is right.
# ### END SOLUTION

# %% [markdown]
# ### Where you stand
#
# The next cell lists the questions with the most points that `check` has given you, and says what to hand in.

# %% tags=["experiment"]
check.all("residual")

# %% [markdown]
# ## Where to go from here
#
# **Hand in** this notebook and the file `small_resnet.weights.h5`, both under their names, after a last *Restart Kernel and Run All Cells*; it does not
# train again while the file is there. **Next** comes `ilsvrc`: the winners that ResNet came after, and where they keep their parameters.
#
# You have built the network that most later ones take as their starting point. If you want to stay with it a little longer:
#
# - Put the ReLU of `identity_block` before the addition, and run the picture experiment of section 3 again. What happens to the picture, and why?
# - He et al. (2016) move BN and ReLU in front of each convolution, so that nothing stands between one addition and the next. With this they train
#   1001 layers.
# - Dropping whole blocks of a trained ResNet hurts surprisingly little (Veit et al. 2016). Which view of section 2 explains it?
#
# ## References
#
# - K. He, X. Zhang, S. Ren, J. Sun (2015). *Deep Residual Learning for Image Recognition.* arXiv:1512.03385.
# - K. He, X. Zhang, S. Ren, J. Sun (2016). *Identity Mappings in Deep Residual Networks.* arXiv:1603.05027.
# - A. Veit, M. Wilber, S. Belongie (2016). *Residual Networks Behave Like Ensembles of Relatively Shallow Networks.* arXiv:1605.06431.
# - P. Goyal et al. (2017). *Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour.* arXiv:1706.02677.
# - H. Xiao, K. Rasul, R. Vollgraf (2017). *Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms.* arXiv:1708.07747.
# - G. Yang, J. Pennington, V. Rao, J. Sohl-Dickstein, S. S. Schoenholz (2019). *A Mean Field Theory of Batch Normalization.* arXiv:1902.08129.
