"""Wraps a command so that it runs inside bubblewrap, and says what this machine lacks for that.

What runs inside sees the interpreter, its packages and `PARTS` of this one, all read-only, and an empty home: no
course, no judge, no submission, no network, no other process. It is nobody and may do nothing. `warm_process` starts
inside; each job is cut off once more from there on: see `isolation`.
"""

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from autograder.errors import install
from autograder.paths import PACKAGE

Sandbox = Literal["bubblewrap", "none"]
OWN = "/job"  # what a job may write: its home, /tmp and /dev/shm
HOME = f"{OWN}/home"
# Of this package what a job needs: nothing that knows a reference, judges, or works out what a network measures.
PARTS = (
    *("__init__.py", "errors.py", "paths.py", "startup.py", "text.py"),
    *("keras_internals", "probing", "sandbox", "schema"),
    *(f"networks/{name}.py" for name in ("__init__", "devices", "randomness", "settings")),
)
PACKAGES = (PACKAGE.name, f"python*/*-packages/{PACKAGE.name}")  # where this one lies in a folder if it is installed
LDCONFIG = ("/usr/sbin/ldconfig", "/usr/sbin/ldconfig.real", "/sbin/ldconfig", "/sbin/ldconfig.real")
STAGES = ("/mnt", "/media", "/srv", "/opt")
NOBODY = "65534"
NO_SANDBOX = "none: student code ran as you and could read and change what you can"
USER_NAMESPACES = (
    "Let users make namespaces: `sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu), "
    "`sysctl kernel.unprivileged_userns_clone=1` (older Debian), `--security-opt seccomp=unconfined "
    "--security-opt systempaths=unconfined` (Docker)."
)
# As root: show these folders to nobody at $1/0, $1/1, …, in a mount namespace of its own, then become nobody. Started
# by root, bubblewrap would cover parts of /proc, and a job could not have a /proc of its own.
BECOME_NOBODY = f"""
set -e
stage=$1; shift; number=0
mount -t tmpfs -o mode=755 stage "$stage"
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir "$stage/$number"; else : > "$stage/$number"; fi
  mount --rbind "$1" "$stage/$number"
  number=$((number + 1)); shift
done
shift
exec setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups --no-new-privs -- "$@"
"""


def lacking() -> tuple[str, str] | None:
    """Why there is no sandbox on this machine and what to do about it, or None if there is one."""
    if not sys.platform.startswith("linux"):
        return "The sandbox needs Linux.", "Grade in a Linux container or virtual machine, or in WSL."
    programs = {"bwrap": "bubblewrap"} | ({"setpriv": "util-linux", "unshare": "util-linux"} if _is_root() else {})
    for program, package in programs.items():
        if shutil.which(program) is None:
            return f"{program} is not installed.", f"Debian, Ubuntu: `apt install {package}`."
    try:
        import pyseccomp  # noqa: F401
    except ImportError:
        return "pyseccomp is not installed.", f"{install('grading')}, or `uv sync` in it."
    except (OSError, RuntimeError):
        return "libseccomp is not installed.", "Debian, Ubuntu: `apt install libseccomp2`."
    return _trial()


def _trial() -> tuple[str, str] | None:
    command = inside([sys.executable, "-m", "autograder.sandbox.isolation"], {})
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The sandbox does not start: {error}.", USER_NAMESPACES
    if done.returncode == 0:
        return None
    said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    return f"The sandbox does not start: {said}.", USER_NAMESPACES


def gpu_devices() -> list[Path]:
    """What a program needs of /dev to compute on a GPU: NVIDIA's devices, on WSL its own. Empty without a GPU."""
    return sorted([*Path("/dev").glob("nvidia*"), *Path("/dev").glob("dxg")])


def inside(command: Sequence[str], environment: Mapping[str, str], devices: Iterable[Path] = ()) -> list[str]:
    """The command line that runs a command in the sandbox.

    Args:
        command: What to run; its program must be the running interpreter.
        environment: The environment it gets, besides HOME, PATH and the like. Nothing else of ours reaches it.
        devices: What it may use of /dev besides null, zero, full, random, urandom and tty.
    """
    folders = list(_needed())
    root = _is_root()
    stage = Path(next(place for place in STAGES if not any(folder.is_relative_to(place) for folder in folders)))
    words = ["bwrap", "--unshare-all", "--new-session", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox"]
    hidden: set[str] = set()
    for number, folder in enumerate(folders):
        words += ["--ro-bind", str(stage / str(number)) if root else str(folder), str(folder)]
        installed = [str(it) for place in PACKAGES for it in folder.glob(place) if it.is_dir()]
        words += [word for it in installed for word in ("--tmpfs", it)]
        hidden.update(installed)
    for folder in map(Path, ("/bin", "/sbin", "/lib", "/lib64")):
        if folder.is_symlink():
            words += ["--symlink", str(folder.readlink()), str(folder)]
    if not any(folder.is_relative_to("/tmp") for folder in folders):
        words += ["--symlink", f"{OWN}/tmp", "/tmp"]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", OWN, "--dir", HOME, "--dir", f"{OWN}/tmp"]
    for device in devices:
        words += ["--dev-bind", str(device), str(device)]
    words += [word for folder in ("/", "/dev", *hidden) for word in ("--remount-ro", folder)]
    words += ["--chdir", HOME, "--clearenv"]
    paths = {"HOME": HOME, "TMPDIR": f"{OWN}/tmp", "PATH": f"{Path(sys.executable).parent}:/usr/bin", "LANG": "C.UTF-8"}
    if str(PACKAGE.parent) not in site_packages():
        paths["PYTHONPATH"] = str(PACKAGE.parent)
    for name, value in {**paths, "USER": "student", "LOGNAME": "student", **environment}.items():
        words += ["--setenv", name, value]
    words += ["--", *command]
    if not root:
        return words
    become = ["unshare", "--mount", "--propagation", "private", "--", "sh", "-c", BECOME_NOBODY, "sh"]
    return [*become, str(stage), *map(str, folders), "--", *words]


def _is_root() -> bool:
    return os.geteuid() == 0


def _needed() -> Iterator[Path]:
    """What the interpreter needs to run, and `PARTS`: never a whole folder that a course could lie in."""
    prefixes = {Path("/usr"), Path(sys.prefix), Path(sys.base_prefix)}
    program = Path(sys.executable)
    while program.is_symlink():
        program = program.parent / program.readlink()
        prefixes.add(Path(os.path.normpath(program)).parents[1])
    found = {prefix / part for prefix in prefixes for part in ("bin", "lib", "lib64", "pyvenv.cfg")}
    found |= {Path(folder) for folder in ("/bin", "/lib", "/lib64") if not Path(folder).is_symlink()}
    found |= {Path(folder) for folder in site_packages()} | {Path("/etc/ld.so.cache")}
    found |= {Path(it) for it in LDCONFIG if not Path(it).parent.is_symlink()}  # ctypes asks it for libraries
    found.add(Path("/usr/local/nvidia"))  # where containers have a GPU's driver
    found |= {PACKAGE / part for part in PARTS}
    yield from sorted(path for path in found if path.exists())


def site_packages() -> list[str]:
    """Folders of installed packages."""
    return [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
