"""Says which device networks are computed on, and has it compute in full float32, so that devices agree.

GPUs shorten float32 to TensorFloat-32 in products unless told otherwise: a relative error of 1e-3, as large as the
tolerance.
"""

import contextlib
import platform
from collections.abc import Iterator

import keras

from autograder.errors import CourseError, install
from autograder.startup import installed_version

_precision = "float32"


def require_gpu() -> None:
    """Make sure that there is a GPU.

    Raises:
        CourseError: The backend sees none.
    """
    if gpu_name() is None:
        hint = f"`autograder doctor` says what works. On Linux with CUDA: {install('gpu')}."
        raise CourseError(f"{keras.backend.backend()} sees no GPU.", hint=hint)


def precision() -> str:
    """The type that networks are compared in, whatever a student's notebook has set Keras to.

    float32; float64 in the process that computes what float32 is measured against (`instructor.authoring.rounding`).
    """
    return _precision


def compute_in_float64() -> None:
    """From now on compare networks in float64. For a process that does nothing else: what was made before stays."""
    global _precision
    _precision = "float64"


def share_gpu(most_mib: int) -> None:
    """Take at most so much of a GPU's memory in this process, which has computed nothing yet. TensorFlow alone."""
    import tensorflow as tf

    for gpu in tf.config.list_physical_devices("GPU"):
        limit = tf.config.LogicalDeviceConfiguration(memory_limit=most_mib)
        tf.config.set_logical_device_configuration(gpu, [limit])


def device_name() -> str:
    """What networks are computed on: a GPU's name, or the processor's kind."""
    return gpu_name() or f"CPU, {platform.machine()}"


def backend_name() -> str:
    """The backend of Keras and its version: "tensorflow 2.21.0"."""
    backend = keras.backend.backend()
    found = installed_version(backend)
    return f"{backend} {found}" if found else backend  # a build under another name


def gpu_name() -> str | None:
    """The name of the first GPU that the backend sees; None without."""
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        found = tf.config.list_physical_devices("GPU")
        return tf.config.experimental.get_device_details(found[0]).get("device_name", "GPU") if found else None
    if backend == "jax":
        import jax

        first = jax.devices()[0]
        return first.device_kind if first.platform != "cpu" else None
    if backend == "torch":
        import torch  # type: ignore[import-not-found]

        return torch.cuda.get_device_name(0) if torch.cuda.is_available() else None
    return None


@contextlib.contextmanager
def full_float32() -> Iterator[None]:
    """While on, products of float32 are computed with all of their digits; a student's own setting comes back after."""
    backend = keras.backend.backend()
    if backend == "tensorflow":
        import tensorflow as tf

        short = tf.config.experimental.tensor_float_32_execution_enabled()
        tf.config.experimental.enable_tensor_float_32_execution(False)
        try:
            yield
        finally:
            tf.config.experimental.enable_tensor_float_32_execution(short)
    elif backend == "jax":
        import jax

        with jax.default_matmul_precision("float32"):
            yield
    elif backend == "torch":
        import torch  # type: ignore[import-not-found]

        settings = (torch.backends.cuda.matmul, torch.backends.cudnn)
        before = [it.allow_tf32 for it in settings]
        for it in settings:
            it.allow_tf32 = False
        try:
            yield
        finally:
            for it, short in zip(settings, before, strict=True):
                it.allow_tf32 = short
    else:
        yield
