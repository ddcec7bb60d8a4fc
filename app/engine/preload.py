"""Torch's shared libraries, loaded without Python's lock and, on Windows, before Qt. Never imports torch."""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
import sys
from pathlib import Path

log = logging.getLogger(__name__)

# In the order in which they need each other; the last two carry nearly all of the weight.
LINUX_LIBRARIES = ("libc10.so", "libtorch_cpu.so", "libtorch_python.so")


def torch_library_folder() -> Path | None:
    """Where torch keeps its libraries; None if it is not installed."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "lib"


def preload_before_qt() -> None:
    """On Windows c10.dll fails to load once Qt is there (github.com/pytorch/pytorch/issues/166628)."""
    if sys.platform != "win32":
        return
    folder = torch_library_folder()
    if folder is None:
        return
    try:
        os.add_dll_directory(str(folder))
        ctypes.CDLL(str(folder / "c10.dll"))
    except OSError:
        log.exception("c10.dll could not be loaded early")


def load_torch_libraries() -> None:
    """Map torch's libraries while the window goes on.

    `import torch` would hold Python's lock for the hundreds of milliseconds that the system's loader takes; a
    foreign function called through ctypes does not.
    """
    if not sys.platform.startswith("linux"):
        return
    folder = torch_library_folder()
    if folder is None:
        return
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    for name in LINUX_LIBRARIES:
        if (folder / name).is_file() and not dlopen(os.fsencode(folder / name), os.RTLD_NOW | os.RTLD_LOCAL):
            log.debug("%s was not loaded early", name)
