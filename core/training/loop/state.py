"""Checkpoints of a training run: a power cut at any moment loses no more than what came after the last one.

A folder `ckpt-00000123.tmp` is filled and synced; its last file is a manifest with sizes and SHA-256 of the others.
Then it is renamed, and only after that are old checkpoints deleted. Reading takes the newest folder that agrees with
its manifest. A folder that cannot be read just now is not a damaged one: taking an older one would delete it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from core.errors import EngineError, TrainingError
from core.storage import records
from core.storage.sizes import bytes_text
from core.training.loop.progress import Progress
from core.training.run_folder import RunFolder

log = logging.getLogger(__name__)
MANIFEST = "manifest.json"
KEEP = 2  # checkpoints
# A file or folder that the manifest vouches for is gone or something else: that is damage, and does not pass.
_GONE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class StateNotSaved(TrainingError):
    """The state could not be written. Earlier checkpoints are as they were."""


@dataclass(frozen=True)
class _Entry:
    """A file of a checkpoint as its manifest vouches for it."""

    size: int
    sha256: str


@dataclass(frozen=True)
class TrainState:
    """The state of a run: tensors by group ("model", "ema", "optimizer") and name, and plain facts, see `Progress`."""

    tensors: dict[str, dict[str, Tensor]]
    facts: dict[str, Any]


def save_state(run: Path, state: TrainState) -> Path:
    """Writes the folder `ckpt-<iteration>` in `run`, returns it, and deletes all but the newest two.

    Raises StateNotSaved if it cannot be written, also if `run` is missing: a deleted run is not made anew.
    """
    iteration = int(state.facts["iteration"])
    final = run / f"ckpt-{iteration:08d}"
    temporary = final.with_suffix(".tmp")
    try:
        _clear_unfinished(run)
        _check_space(run, state)
        temporary.mkdir()
        _fill(temporary, state)
        _sync_folder(temporary)
        _put(temporary, final)
        _sync_folder(run)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise StateNotSaved(
            f"The training state cannot be saved in {run}: {error.strerror or error}. Free some space or restore "
            "access; the earlier checkpoints are untouched.",
            detail=repr(error),
        ) from error
    _prune(run, final)
    return final


def _put(made: Path, final: Path) -> None:
    """Gives a checkpoint its place. One of the same iteration goes only then, so it is there again if that fails."""
    old = final.with_suffix(".old")
    if final.exists():
        final.rename(old)
    try:
        made.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _fill(folder: Path, state: TrainState) -> None:
    """Writes every file, the manifest last. Only one group of tensors at a time is in memory twice."""
    manifest: dict[str, dict[str, Any]] = {}

    def write(name: str, data: bytes) -> None:
        _write_synced(folder / name, data)
        manifest[name] = {"size": len(data), "sha256": _sha256(data)}

    for group, tensors in state.tensors.items():
        write(f"{group}.safetensors", save(tensors))
    write("state.json", json.dumps(state.facts, indent=1).encode())
    _write_synced(folder / MANIFEST, json.dumps(manifest, indent=1).encode())


def _clear_unfinished(run: Path) -> None:
    """What a process has left that was ended while it saved; a checkpoint that was to be replaced comes back."""
    for left in run.glob("ckpt-????????.tmp"):
        shutil.rmtree(left, ignore_errors=True)
    for old in run.glob("ckpt-????????.old"):
        if old.with_suffix("").exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(old.with_suffix(""))


def _prune(run: Path, newest: Path) -> None:
    """Keeps the checkpoint just written and the one before it. Those with higher numbers are damaged, or the run would
    have gone on from them."""
    folders = sorted(run.glob("ckpt-????????"))
    kept = [f for f in folders if f.name <= newest.name][-KEEP:]
    for old in folders:
        if old not in kept:
            shutil.rmtree(old, ignore_errors=True)


def newest_state(run: Path, *, notice: Callable[[str], None] | None = None) -> TrainState | None:
    """The newest checkpoint that is not damaged; None if there is no checkpoint at all. `notice` gets a sentence about
    each damaged one that another is taken for.

    Raises TrainingError if there are checkpoints and all are damaged, or if one cannot be read just now.
    """
    damaged: dict[str, str] = {}
    for folder in _newest_first(run):
        try:
            state = _read_verified(folder)
        except (*_GONE, ValueError, KeyError, SafetensorError, EngineError) as error:
            log.warning("Checkpoint %s is damaged: %s", folder.name, error)
            damaged[folder.name] = str(error)
            continue
        except OSError as error:
            raise _unreadable(folder, error) from error
        for name, reason in damaged.items():
            if notice is not None:
                notice(f"The checkpoint {name} is damaged ({reason}); {folder.name} is taken instead.")
        return state
    if damaged:
        raise _all_damaged(run, damaged)
    return None


def _unreadable(folder: Path, error: OSError) -> TrainingError:
    return TrainingError(
        f"The checkpoint {folder} cannot be read: {error.strerror or error}. Restore access and start again. If it is "
        "lost, move it away, and the one before it is taken.",
        detail=repr(error),
    )


def _all_damaged(run: Path, damaged: dict[str, str]) -> TrainingError:
    """Going on would mean to begin anew, and the first validation would replace the best weights so far."""
    best = RunFolder(run).best
    kept = (
        f" The best weights so far are kept in {best}: copy that file to another place."
        if best.exists()
        else ""
    )
    listed = "; ".join(f"{name}: {reason}" for name, reason in damaged.items())
    return TrainingError(
        f"All checkpoints in {run} are damaged ({listed}), so this run cannot go on.{kept} Put a sound copy of a "
        "checkpoint back, or delete these folders to begin the run anew.",
        detail=listed,
    )


def _newest_first(run: Path) -> Iterator[Path]:
    yield from sorted(run.glob("ckpt-????????"), reverse=True)


def _read_verified(folder: Path) -> TrainState:
    manifest = records.decode(dict[str, _Entry], (folder / MANIFEST).read_bytes())
    if not {"state.json", "model.safetensors", "ema.safetensors"} <= set(manifest):
        raise records.RecordError("the manifest does not name all that a state consists of")
    for name, entry in manifest.items():
        if Path(name).name != name:
            raise records.RecordError(f"the manifest names a file elsewhere, {name!r}")
        data = (folder / name).read_bytes()
        if len(data) != entry.size or _sha256(data) != entry.sha256:
            raise records.RecordError(f"{name} does not match the manifest")
    groups = [name for name in manifest if name.endswith(".safetensors")]
    tensors = {Path(name).stem: load_file(folder / name) for name in groups}
    facts = records.decode(dict[str, Any], (folder / "state.json").read_bytes())
    records.convert(Progress, facts)
    return TrainState(tensors, facts)


def _check_space(run: Path, state: TrainState) -> None:
    need = sum(t.numel() * t.element_size() for group in state.tensors.values() for t in group.values())
    if shutil.disk_usage(run).free < 1.2 * need:
        raise OSError(28, f"{bytes_text(1.2 * need)} are needed and not free")


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
