"""Rebuild the three parts of Fashion-MNIST from Debian's package `dataset-fashion-mnist`.

    apt-get download dataset-fashion-mnist && dpkg -x dataset-fashion-mnist_*.deb unpacked
    uv run python data/build/fashion_mnist.py unpacked/usr/share/datasets/fashion-mnist

Xiao, Rasul and Vollgraf (2017), arXiv:1708.07747; MIT licence, © 2017 Zalando SE. All parts are balanced over the ten
classes, 28×28 uint8 images. Into `data/` come

- `fashion_mnist.npz`, for students: `x_train`, `y_train` (10,000, from the training part of the data set), `x_test`,
  `y_test` (2,000, from its test part);
- `reference/public/fashion_mnist.npz`, `x` and `y`: 500 of `x_test`, for a student's own check;
- `held_out/fashion_mnist.npz`, `x` and `y`: 1,000 others of the test part, in no release.
"""

import gzip
import hashlib
import sys
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[1]
CLASSES = 10
TRAIN, TEST, PUBLIC, HELD_OUT = 10_000, 2_000, 500, 1_000
SHA256 = {
    "train-images-idx3-ubyte.gz": "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
    "train-labels-idx1-ubyte.gz": "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
    "t10k-images-idx3-ubyte.gz": "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
    "t10k-labels-idx1-ubyte.gz": "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
}


def read_idx(path: Path, header: int, shape: tuple[int, ...]) -> np.ndarray:
    """The bytes of a gzipped IDX file after its header, as uint8 of a shape.

    Raises:
        ValueError: It is not the file that this script was written for.
    """
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[path.name]:
        raise ValueError(f"{path.name} has SHA-256 {found}; expected {SHA256[path.name]}.")
    return np.frombuffer(gzip.decompress(content), np.uint8, offset=header).reshape(shape)


def read_part(folder: Path, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Images `(n, 28, 28)` and labels `(n,)` of a part of the data set, "train" or "t10k"."""
    labels = read_idx(folder / f"{name}-labels-idx1-ubyte.gz", 8, (-1,))
    return read_idx(folder / f"{name}-images-idx3-ubyte.gz", 16, (-1, 28, 28)), labels


def balanced(labels: np.ndarray, start: int, count: int) -> np.ndarray:
    """Places of `count` labels, equally many of every class: of each the first ones after its first `start`.

    They come in the order of the data set, which is shuffled.
    """
    each = slice(start // CLASSES, (start + count) // CLASSES)
    return np.sort(np.concatenate([np.flatnonzero(labels == label)[each] for label in range(CLASSES)]))


def main(folder: Path) -> None:
    """Read the data set's four files in `folder` and write the three parts."""
    train_images, train_labels = read_part(folder, "train")
    images, labels = read_part(folder, "t10k")
    train, test = balanced(train_labels, 0, TRAIN), balanced(labels, 0, TEST)
    public, held_out = balanced(labels, 0, PUBLIC), balanced(labels, TEST, HELD_OUT)

    released = {image.tobytes() for image in (*train_images[train], *images[test])}
    seen = sum(image.tobytes() in released for image in images[held_out])
    if seen or set(held_out) & set(test) or not set(public) <= set(test):
        raise ValueError(f"The parts are not apart: {seen} images held out are released.")

    arrays = {
        "x_train": train_images[train],
        "y_train": train_labels[train],
        "x_test": images[test],
        "y_test": labels[test],
    }
    save("fashion_mnist.npz", arrays)
    save("reference/public/fashion_mnist.npz", {"x": images[public], "y": labels[public]})
    save("held_out/fashion_mnist.npz", {"x": images[held_out], "y": labels[held_out]})


def save(name: str, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays under `data/` and print the file's size and SHA-256."""
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)  # pyright: ignore[reportArgumentType]
    content = path.read_bytes()
    print(f"{name}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
