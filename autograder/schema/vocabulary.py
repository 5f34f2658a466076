"""The Keras classes and functions that a graph may be made of, and which of their settings matter.

What is not listed is not rebuilt. Settings that are not listed (names, initialisers, regularisers, dtypes,
the epsilon and momentum of a normalisation) are free: they are dropped, so they can neither harm nor count.
"""

CONVOLUTION = ("kernel_size", "strides", "padding", "dilation_rate", "use_bias", "data_format")
POOLING = ("pool_size", "strides", "padding", "data_format")

# Layers whose weights are a linear map of what they see: a 1×1 convolution and a Dense are the same thing.
LINEAR = {
    "Conv1D": ("filters", *CONVOLUTION, "groups"),
    "Conv2D": ("filters", *CONVOLUTION, "groups"),
    "Conv2DTranspose": ("filters", *CONVOLUTION, "output_padding"),
    "Dense": ("units", "use_bias"),
    "EinsumDense": ("equation", "output_shape", "bias_axes"),
}
WEIGHTED = LINEAR | {
    "DepthwiseConv2D": (*CONVOLUTION, "depth_multiplier"),
    "SeparableConv2D": ("filters", *CONVOLUTION, "depth_multiplier"),
    "BatchNormalization": ("axis", "center", "scale"),
    "LayerNormalization": ("axis", "center", "scale"),
    "GroupNormalization": ("groups", "axis", "center", "scale"),
    "PReLU": ("shared_axes",),
}
# Layers that draw random numbers in training; the judge draws their noise by place instead.
NOISY = {
    "Dropout": ("rate",),
    "SpatialDropout2D": ("rate",),
    "AlphaDropout": ("rate",),
    "GaussianDropout": ("rate",),
    "GaussianNoise": ("stddev",),
}
PLAIN = {
    "ReLU": ("max_value", "negative_slope", "threshold"),
    "LeakyReLU": ("negative_slope",),
    "ELU": ("alpha",),
    "Softmax": ("axis",),
    "MaxPooling1D": POOLING,
    "MaxPooling2D": POOLING,
    "AveragePooling1D": POOLING,
    "AveragePooling2D": POOLING,
    "GlobalAveragePooling1D": ("data_format", "keepdims"),
    "GlobalAveragePooling2D": ("data_format", "keepdims"),
    "GlobalMaxPooling1D": ("data_format", "keepdims"),
    "GlobalMaxPooling2D": ("data_format", "keepdims"),
    "Add": (),
    "Subtract": (),
    "Multiply": (),
    "Average": (),
    "Maximum": (),
    "Minimum": (),
    "Concatenate": ("axis",),
    "Dot": ("axes", "normalize"),
    "Flatten": ("data_format",),
    "Reshape": ("target_shape",),
    "Permute": ("dims",),
    "ZeroPadding2D": ("padding", "data_format"),
    "Cropping2D": ("cropping", "data_format"),
    "UpSampling2D": ("size", "interpolation", "data_format"),
    "Rescaling": ("scale", "offset"),
    "UnitNormalization": ("axis",),
    "Identity": (),
}
LAYERS: dict[str, tuple[str, ...]] = WEIGHTED | NOISY | PLAIN

EPSILON = 1e-3  # of every normalisation, where networks are compared: students choose theirs

# Functions of `keras.ops`, by name. `x + y` is "add"; a slice is "get_item".
OPS = frozenset(
    """
    abs absolute add amax amin average average_pool broadcast_to cast clip concatenate convert_to_tensor cos
    divide elu equal exp expand_dims expm1 flip gelu get_item greater greater_equal hard_sigmoid hard_silu
    leaky_relu less less_equal log log1p log_sigmoid log_softmax logsumexp max max_pool maximum mean min
    minimum mish moveaxis multiply negative not_equal ones_like pad power prod reciprocal relu relu6 repeat
    reshape roll rsqrt selu sigmoid sign silu sin softmax softplus softsign split sqrt square squeeze stack
    std subtract sum swapaxes take tanh tile transpose true_divide unstack var where zeros_like
    """.split()
)
