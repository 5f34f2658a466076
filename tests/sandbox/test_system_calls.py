"""A job makes the system calls that notebooks need and no others, whatever the kernel knows."""

import json
import platform

import pytest

from autograder.sandbox.engine import Engine
from support.cells import ANSWER, answer, run, told

# By name: the number on x86-64, on arm64 if that is another, and arguments that do no harm.
REFUSED = {
    "open_tree_attr": (467, 467, -100, "/", 0, 0, 0),
    "open_tree": (428, 428, -100, "/", 0),
    "io_setup": (206, 0, 0, 0),
    "io_submit": (209, 2, 0, 0, 0),
    "io_uring_setup": (425, 425, 0, 0),
    "pidfd_open": (434, 434, 1, 0),
    "pidfd_send_signal": (424, 424, -1, 0, 0, 0),
    "process_mrelease": (448, 448, -1, 0),
    "mlock": (149, 228, 0, 0),
    "mlock2": (325, 284, 0, 0, 0),
    "mlockall": (151, 230, 1),
    "modify_ldt": (154, -1, 0, 0, 0),
    "memfd_create": (319, 279, "x", 0),
    "mq_open": (240, 180, "x", 0, 0, 0),
    "setxattr": (188, 5, "/", "user.x", "", 0, 0),
    "listmount": (458, 458, 0, 0, 0, 0),
    "statmount": (457, 457, 0, 0, 0, 0),
    "lsm_get_self_attr": (459, 459, 0, 0, 0, 0),
    "map_shadow_stack": (453, 453, 0, 0, 0),
    "setsid": (112, 157),
    "seccomp": (317, 277, 0, 0, 0),
    "sysfs": (139, -1, 3),
    "none yet": (600, 600),
    "none at all": (9999, 9999),
    # with arguments that are refused; numbers above 32 bits are what the kernel cuts off
    "new user": (56, 220, 0x10000000, 0, 0, 0, 0),
    "new mounts": (56, 220, 0x20011, 0, 0, 0, 0),
    "held memory hidden": (157, 167, 4, 0),
    "held memory hidden, in other words": (157, 167, 4 + 2**32, 0),
    "types into the terminal": (16, 29, 0, 0x5412, "x"),
    "types into the terminal, in other words": (16, 29, 0, 0x5412 + 2**32, "x"),
    "raw packets": (41, 198, 17, 3, 0),
    "ciphers": (41, 198, 38, 5, 0),
    "routes": (41, 198, 16 + 2**32, 3, 0),
    "pair of another family": (53, 199, 30, 1, 0, 0),
    "room in a socket": (54, 208, 0, 1, 7, "\1\1\1\0", 4),
    "room in a socket, in other words": (54, 208, 0, 1 + 2**32, 8 + 2**32, "\1\1\1\0", 4),
    "a filter in a socket": (54, 208, 0, 1, 26, 0, 0),
}
CALL = """
import ctypes, errno, json
libc = ctypes.CDLL(None, use_errno=True)
said = {}
for name, (number, *arguments) in CALLS.items():
    arguments = [it.encode() if isinstance(it, str) else ctypes.c_long(it) for it in arguments]
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *arguments)
    said[name] = errno.errorcode.get(ctypes.get_errno(), result)
print(json.dumps(said))
"""


@pytest.fixture
def isolated(engine: Engine) -> Engine:
    if engine.sandbox == "none":
        pytest.skip("no sandbox here")
    return engine


def test_no_other_call_is_known(isolated: Engine) -> None:
    arm = platform.machine() == "aarch64"
    calls = {name: [second if arm else first, *rest] for name, (first, second, *rest) in REFUSED.items()}
    calls = {name: call for name, call in calls.items() if call[0] >= 0}
    said = json.loads(told(run(isolated, CALL.replace("CALLS", repr(calls)), ANSWER)))
    assert said == dict.fromkeys(calls, "ENOSYS")


# What notebooks do that asks much of a kernel.
HONEST = {
    "processes": "import multiprocessing as mp\n"
    "with mp.get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1, -2]))",
    "processes of asyncio": "import asyncio\nasync def f():\n"
    "    process = await asyncio.create_subprocess_exec('true')\n"
    "    return await process.wait()\nprint(await f())",
    "threads": "from concurrent.futures import ThreadPoolExecutor\nprint(list(ThreadPoolExecutor(4).map(abs, [-3])))",
    "a shell": "!mkdir -p a/b && echo x > a/b/c && cp -r a d && mv d e && ln -s e f && tar cf t.tar e && ls -la && "
    "find . | sort | head -3 && df . && free && nproc && date && "
    "uname -a && sleep 0.01 && rm -r a e f && ps && echo end",
    "Python in a shell": "!python -c 'print(6 * 7)'",
    "shared memory": "from multiprocessing import shared_memory\n"
    "s = shared_memory.SharedMemory(create=True, size=100)\ns.buf[0] = 3\ns.close(); s.unlink()",
    "files": "import os, shutil, tempfile\nos.mkdir('a')\nopen('a/b', 'w').write('x')\nos.symlink('b', 'a/c')\n"
    "shutil.copytree('a', 'd')\nshutil.make_archive('z', 'zip', 'd')\nos.utime('a/b'); os.chmod('a/b', 0o600)\n"
    "shutil.move('a/b', 'e'); shutil.rmtree('a'); os.mkfifo('f'); os.truncate('e', 0)\n"
    "with tempfile.TemporaryDirectory() as place: print(os.listdir(place))",
    "mapped files": "import mmap, os\nimport numpy as np\nnp.save('x.npy', np.arange(9))\n"
    "print(np.load('x.npy', mmap_mode='r+').sum(), mmap.mmap(-1, 4096)[:1])",
    "sockets": "import socket, selectors\na, b = socket.socketpair()\na.sendall(b'x')\nprint(b.recv(1))\n"
    "s = socket.socket()\ns.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
    "s.bind(('127.0.0.1', 0)); s.listen()",
    "what the machine has": "import psutil\n"
    "psutil.virtual_memory(); psutil.cpu_percent(); psutil.Process().memory_info()\n"
    "print(psutil.cpu_count(), len(psutil.pids()))",
    "signals and times": "import resource, signal, time\nsignal.signal(signal.SIGALRM, lambda *_: print('rang'))\n"
    "old = signal.setitimer(signal.ITIMER_REAL, 0.01)\ntime.sleep(0.05)\nprint(resource.getrusage(0).ru_maxrss > 0)",
    "pictures": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('$x^2$ é'); plt.savefig('x.png')\n"
    "plt.close()",
    "training": "import keras, numpy as np\n"
    "m = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(2, 3), keras.layers.Flatten(),\n"
    "    keras.layers.Dense(2)])\nm.compile('adam', 'mse')\n"
    "h = m.fit(np.ones((4, 8, 8, 3)), np.ones((4, 2)), verbose=0)\nm.save('m.keras')\n"
    "keras.models.load_model('m.keras'); m.save_weights('m.weights.h5'); m.load_weights('m.weights.h5')",
}


def test_notebooks_do_what_they_do_elsewhere(isolated: Engine) -> None:
    for name, source in HONEST.items():
        shown = told(run(isolated, source, ANSWER))
        assert not [word for word in ("Error", "not found", "cannot", "denied") if word in shown], (name, shown)


def test_answers_follow_what_notebooks_do(isolated: Engine) -> None:
    assert answer(run(isolated, *HONEST.values(), ANSWER)) == 6
