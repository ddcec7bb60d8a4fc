"""Processes that tests start: forks of a fresh one that has imported torch, as separate as ever and seconds sooner.

Not forks of the tests' own process: by then it may hold threads of Qt and torch, which a fork does not take along.
"""

import importlib
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, cast

PRELOADED = ["torch", "safetensors.torch", "core.models.unpickle", "core.upscaling.upscaler"]


def start_method() -> str:
    """`forkserver`, prepared; where there is no fork, a process begins from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    multiprocessing.set_forkserver_preload(PRELOADED)
    return "forkserver"


def start(function: str, *arguments: object) -> BaseProcess:
    """A process that calls `module:function`, which this one need not import."""
    context = cast(BaseContext, multiprocessing.get_context(start_method()))
    process = context.Process(target=_call, args=(function, arguments))  # type: ignore[attr-defined]
    process.start()
    return cast(BaseProcess, process)


def result_of(function: str, *arguments: object) -> Any:
    """What `module:function` returns in a process of its own. Raises EOFError where it returns nothing at all."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = start(f"{__name__}:tell", theirs, function, arguments)
    theirs.close()
    try:
        return ours.recv()
    finally:
        process.join()


def tell(listener: Connection, function: str, arguments: tuple[object, ...]) -> None:
    listener.send(_call(function, arguments))


def _call(function: str, arguments: tuple[object, ...]) -> Any:
    module, name = function.split(":")
    return getattr(importlib.import_module(module), name)(*arguments)
