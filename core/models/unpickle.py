"""Reads a .pth of unknown origin in a process of its own: only tensors, with limits on memory and time."""

from __future__ import annotations

import json
import multiprocessing
import re
import signal
import time
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.errors import ModelError, ModelSaveError
from core.jobs import CancelToken
from core.storage import records
from core.storage.regular import open_regular

SIZE_LIMIT = 4_000_000_000  # bytes; the largest released file has half a billion
TIME_LIMIT = 300.0  # seconds
# Keys under which files keep their tensors. Some write them before each name, with a dot, instead.
WRAPPERS = (
    "state_dict",
    "model_state_dict",
    "params_ema",
    "params-ema",
    "params",
    "model",
    "net",
    "g_ema",
)
# Of names, from ways of training.
PREFIXES = (
    "module.",
    "_orig_mod.",
    "netG.",
)
DERIVABLE = (".relative_position_index", ".attn_mask")  # buffers that follow from the architecture
REPLY_LIMIT = 100_000  # bytes of the child's answer
START_METHOD = "spawn"  # the child must inherit nothing from this process

# What is given out beside checkpoints, and is none.
_OTHERS = {
    ".onnx": "is an ONNX model, which this program cannot run: get the .pth or the .safetensors of the same model.",
    ".bin": "is no PyTorch checkpoint. If it holds the weights of an ncnn model, add the .param that belongs to it, "
    "with this file beside it.",
}
_BEGINNINGS = (b"PK", b"\x80")  # of checkpoints: an archive, or of old ones a pickle

Work = Callable[[Path, Path], None]


def extract_tensors(
    source: Path, target: Path, *, cancel: CancelToken | None = None, limit: float = TIME_LIMIT
) -> None:
    """Writes the tensors of a .pth to a plain safetensors file under their clean names, real numbers as float32.

    No code in the file is run: torch reads only tensors and plain containers, in a child process with limited memory,
    for at most `limit` seconds. Raises ModelError (ModelSaveError if the target cannot be written) or Cancelled.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise ModelError(f"The model file {source} cannot be read: {error.strerror or error}.") from error
    if not 0 < size <= SIZE_LIMIT:
        raise ModelError(f"{source.name} has {size} bytes, which no model has.")
    run_in_child(_extract, source, target, cancel=cancel, limit=limit)


def run_in_child(
    work: Work, source: Path, target: Path, *, cancel: CancelToken | None = None, limit: float = TIME_LIMIT
) -> None:
    """Runs work(source, target) in a new process, which is killed on cancel or after `limit` seconds.

    Raises ModelError if the work fails or the process dies, or Cancelled.
    """
    context: Any = multiprocessing.get_context(START_METHOD)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(work, source, target, sender), daemon=True)
    child.start()
    sender.close()
    try:
        reply = _wait(child, receiver, source, cancel, limit)
    finally:
        child.kill()
        child.join()
        receiver.close()
    if reply:
        kind = ModelSaveError if reply["kind"] == ModelSaveError.__name__ else ModelError
        raise kind(reply["message"], detail=reply["detail"])


def _wait(
    child: Any, receiver: Connection, source: Path, cancel: CancelToken | None, limit: float
) -> dict[str, str]:
    """The child's answer, which is empty if all went well. It is JSON, since unpickling it could run code."""
    end = time.monotonic() + limit
    while not receiver.poll(0.1):
        if cancel is not None:
            cancel.raise_if_cancelled()
        if time.monotonic() > end:
            raise ModelError(f"Reading {source.name} took longer than {limit:g} seconds and was stopped.")
    try:
        reply = records.decode(dict[str, str], receiver.recv_bytes(REPLY_LIMIT))
        return {k: reply[k] for k in ("kind", "message", "detail")} if reply else {}
    except (EOFError, OSError, ValueError, KeyError, records.RecordError) as error:
        child.join(5)
        code = child.exitcode
        cause = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
        raise ModelError(
            f"{source.name} could not be read: the reader broke down ({cause}). The file is damaged, harmful, or too "
            "large for the memory.",
            detail=repr(error),
        ) from error


# -- in the child ------------------------------------------------------------------------------------------------


def _child(work: Work, source: Path, target: Path, sender: Connection) -> None:
    reply: dict[str, str] = {}
    try:
        _limit_memory(source.stat().st_size)
        work(source, target)
    except ModelError as error:
        reply = _reply(error, str(error), error.detail)
    except MemoryError as error:
        reply = _reply(error, f"{source.name} needs more memory than it may have.", repr(error))
    except Exception as error:
        message = f"{source.name} is damaged or not a PyTorch checkpoint. Fetch it again."
        reply = _reply(error, message, repr(error))
    sender.send_bytes(json.dumps(reply).encode())


def _reply(error: Exception, message: str, detail: str) -> dict[str, str]:
    return {"kind": type(error).__name__, "message": message, "detail": detail[:5000]}


def _limit_memory(size: int) -> None:
    """Limits the address space of this process, if the system can. Importing torch already takes some of it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = 8_000_000_000 + 4 * size
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def _extract(source: Path, target: Path) -> None:
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            broken = archive.testzip()
        if broken is not None:
            raise ModelError(f"{source.name} is damaged: the checksum of {broken} is wrong. Fetch it again.")
    _save(dict(clean_tensors(_loaded(source), source.name)), target, source.name)


def _loaded(source: Path) -> Any:
    import pickle

    import torch

    with open_regular(source) as file:
        beginning = file.read(2)
    other = _OTHERS.get(source.suffix.lower())
    if other is not None and not beginning.startswith(_BEGINNINGS):
        raise ModelError(f"{source.name} {other}", detail=f"It begins with {beginning!r}.")
    try:
        return torch.load(source, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise ModelError(
            f"{source.name} was refused: it is damaged or holds more than tensors, which could run code.",
            detail=str(error),
        ) from error


def _save(tensors: dict[str, Any], target: Path, name: str) -> None:
    """Raises ModelSaveError: that the disk is full says nothing of the file that was read."""
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        save_file(tensors, target)
    except (OSError, SafetensorError) as error:
        found = re.search(r"I/O error: (.+?) \(os error", str(error))  # as safetensors says it
        reason = found[1] if found else str(error)
        raise ModelSaveError(
            f"{name} could not be converted, since what was read of it cannot be written to "
            f"{target.parent.parent}: {reason}.",
            detail=repr(error),
        ) from error


def clean_tensors(content: Any, name: str) -> Iterator[tuple[str, Any]]:
    """(clean name, tensor) of every parameter and buffer in what a .pth holds: real numbers as float32, whole numbers
    and truth values as they are.

    Raises ModelError, which names the file `name`, if it holds anything else or values that are not finite.
    """
    import torch

    seen = set()
    tensors = _unwrapped(content, name)
    names = clean_names(str(raw) for raw in tensors)
    for raw, value in tensors.items():
        key = names[str(raw)]
        if not isinstance(value, torch.Tensor) or value.is_complex() or value.is_quantized:
            raise ModelError(f"{name} holds no model: {key} is no tensor of real numbers.")
        if key in seen:
            raise ModelError(f"{name} holds {key} twice.")
        if not torch.isfinite(value).all():
            raise ModelError(f"{name} is damaged: {key} holds infinite or undefined numbers.")
        seen.add(key)
        value = value.detach().float() if value.is_floating_point() else value.detach()
        yield key, value.contiguous().clone()


def _unwrapped(content: Any, name: str) -> Mapping[Any, Any]:
    for _ in range(4):
        if not isinstance(content, Mapping):
            break
        inner = next((w for w in WRAPPERS if isinstance(content.get(w), Mapping)), None)
        if inner is None:
            return content
        content = content[inner]
    raise ModelError(f"{name} holds no model: it has no dictionary of tensors.")


def clean_names(raw: Iterable[str]) -> dict[str, str]:
    """The clean name for each of the names in a file: without any number of PREFIXES, and without one of WRAPPERS that
    stands before all of them, as a training with Lightning writes `model.`. Clean names stay as they are."""
    names = {key: _stripped(key) for key in raw}
    while prefix := _common_prefix(names.values()):
        names = {key: _stripped(name.removeprefix(prefix)) for key, name in names.items()}
    return names


def _common_prefix(names: Collection[str]) -> str:
    """The one of WRAPPERS, with its dot, that all names begin with; "" if there is none, or if a number follows: the
    parts of a chain are called so, such as `model.0` in the oldest files of ESRGAN."""
    for prefix in (f"{wrapper}." for wrapper in WRAPPERS):
        if names and all(name.startswith(prefix) for name in names):
            return "" if any(name[len(prefix) :][:1].isdigit() for name in names) else prefix
    return ""


def _stripped(key: str) -> str:
    """The name of a parameter without any number of PREFIXES."""
    while prefix := next((p for p in PREFIXES if key.startswith(p)), ""):
        key = key[len(prefix) :]
    return key
