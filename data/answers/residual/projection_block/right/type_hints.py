"""full type hints, keyword-only extras with defaults, long docstring

projection_block: full marks
"""
from __future__ import annotations

from typing import TypeAlias

import keras
from keras import KerasTensor, layers

Tensor: TypeAlias = KerasTensor


def projection_block(
    x: Tensor,
    filters: int,
    strides: int | tuple[int, int] = 2,
    *,
    kernel_size: int = 3,
) -> Tensor:
    """Residual block whose shortcut is projected.

    Parameters
    ----------
    x : Tensor
        Feature maps, NHWC.
    filters : int
        Channels of the result.
    strides : int or tuple of int
        Stride of the first convolution and of the projection.

    Returns
    -------
    Tensor
    """
    identity: Tensor = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(x)
    identity = layers.BatchNormalization()(identity)
    out: Tensor = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    out = layers.BatchNormalization()(out)
    out = layers.ReLU()(out)
    out = layers.Conv2D(filters, kernel_size, padding="same", use_bias=False)(out)
    out = layers.BatchNormalization()(out)
    return layers.ReLU()(identity + out)
