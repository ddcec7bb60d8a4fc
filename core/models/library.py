"""Installs and removes models: the licence, downloads, files placed by hand, imports."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from core.errors import ModelError, SaveError
from core.events import Emit, FetchProgress, LogLine, ModelInstalled
from core.jobs import CancelToken
from core.models import catalog
from core.models.checkpoints import RECIPE_KEY, check_numbers, load_state, read_header
from core.models.download import Arrived, Patience, arrived, discard, download, lock_of, own_mirror, reporter
from core.models.official import LICENCE, LICENCE_NOTICE, LICENCE_URL, OfficialFile, by_key
from core.models.pipelines import pipeline_folder
from core.models.released import discard_released, released_by_key
from core.storage import records
from core.storage.atomic import write_atomically

log = logging.getLogger(__name__)


def licence_accepted() -> bool:
    """Whether the person has accepted the licence of the authors' weights on this computer."""
    try:
        return bool(records.read(dict[str, str], _licences()).get(LICENCE))
    except (FileNotFoundError, records.RecordError):
        return False


def accept_licence() -> None:
    """Remembers that the licence was accepted, and when. Raises ModelError."""
    _licences().parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({LICENCE: datetime.now(UTC).isoformat(timespec="seconds")}, indent=1)
    try:
        write_atomically(_licences(), text.encode(), overwrite=True)
    except SaveError as error:
        raise ModelError(str(error), detail=error.detail) from error


def _licences() -> Path:
    return catalog.own_folder().parent / "accepted-licences.json"


def needed_for(key: str) -> list[OfficialFile]:
    """The authors' files that have to be fetched for a model: its own and its autoencoder's, if they are missing.

    For an imported model, or the person's own, that can only be the autoencoder. Raises ModelError for an unknown key.
    """
    missing = {f.key: f for f in catalog.list_missing()}
    official = by_key(key)
    if official is not None and official.url:
        wanted = [official.key, official.autoencoder]
    else:
        wanted = [m.autoencoder for m in catalog.list_models() if m.key == key]
    if not wanted:
        keys = ", ".join(missing) or "none"
        raise ModelError(f"There is no model {key!r} to download. Not yet installed: {keys}.")
    return [missing[k] for k in wanted if k in missing]


def arrived_of(files: Iterable[OfficialFile]) -> Arrived:
    """How much of these files has arrived in downloads that are not finished."""
    folder = catalog.official_folder()
    return sum((arrived(folder / f.file) for f in files), Arrived())


def discard_parts(key: str) -> None:
    """Deletes the parts of a model that have arrived, be it one of the authors' or one of others.

    Raises ModelError, also if the model is being fetched now.
    """
    released = released_by_key(key)
    if released is not None:
        discard_released(released)
        return
    folder = catalog.official_folder()
    for official in needed_for(key):
        if not arrived(folder / official.file).parts:
            continue
        try:
            with lock_of(folder, official.key, timeout=0):
                discard(folder / official.file)
        except Timeout as error:
            raise ModelError(f"{official.file} is being downloaded right now: cancel that first.") from error
        except OSError as error:
            text = f"The part of {official.file} cannot be deleted: {error.strerror or error}."
            raise ModelError(text, detail=repr(error)) from error


def fetch(
    key: str,
    *,
    emit: Emit,
    cancel: CancelToken,
    mirror: str | None = None,
    patience: Patience | None = None,
) -> None:
    """Downloads an official model and its autoencoder and converts them. Raises ModelError, Cancelled.

    `mirror` is a base address, or a folder that holds the files under their released names; without it the variable
    RESSHIFT_STUDIO_MIRROR of the environment counts. If such a file was placed by hand in the official folder, it is
    taken without downloading.
    """
    if not licence_accepted():
        raise ModelError(
            f"{LICENCE_NOTICE} Read it at {LICENCE_URL} and accept it with --accept-licence first."
        )
    folder = catalog.official_folder()
    folder.mkdir(parents=True, exist_ok=True)
    mirror = mirror or own_mirror()
    for official in needed_for(key):
        # Two models may need the same autoencoder: the second waits and then finds it there.
        with lock_of(folder, official.key):
            if official in catalog.list_missing():
                _fetch_one(official, folder, mirror, emit, cancel, patience)


def _fetch_one(
    official: OfficialFile,
    folder: Path,
    mirror: str | None,
    emit: Emit,
    cancel: CancelToken,
    patience: Patience | None,
) -> None:
    raw = folder / official.file
    placed, first_digest = raw.exists(), ""
    try:
        if not placed:
            first_digest = _obtain(official, raw, mirror, emit, cancel, patience)
        emit(FetchProgress(official.key, official.file, "convert"))
        _convert(raw, folder / f"{official.key}.safetensors", official.key, emit, cancel)
    except ModelError as error:
        if placed:
            raise ModelError(
                f"{error} The file lies in {folder}: put a sound one there, or delete it to have it downloaded.",
                detail=error.detail,
            ) from error
        raw.unlink(missing_ok=True)  # else the next attempt would find the same file
        raise
    except OSError as error:
        raise ModelError(
            f"{official.file} could not be stored in {folder}: {error.strerror or error}. Make room and try again.",
            detail=repr(error),
        ) from error
    if first_digest:  # of a file that has proved sound
        _remember_released(official, first_digest)
        text = f"The digest of {official.file} is remembered (sha256 {first_digest})."
        emit(LogLine("info", f"{text} A later download must have the same."))
    raw.unlink(missing_ok=True)  # the weights need not be kept twice


def _obtain(
    official: OfficialFile,
    raw: Path,
    mirror: str | None,
    emit: Emit,
    cancel: CancelToken,
    patience: Patience | None,
) -> str:
    """Gets the file -> its digest if this is the first download of it, else "". Raises ModelError, Cancelled."""
    local = Path(mirror) / official.file if mirror and "://" not in mirror else None
    if local is not None:
        if not local.is_file():
            raise ModelError(f"The folder {mirror} holds no {official.file}.")
        partial = raw.with_name(raw.name + ".part")
        shutil.copyfile(local, partial)
        partial.replace(raw)
        return ""
    url = official.url if mirror is None else f"{mirror.rstrip('/')}/{official.file}"
    first = released_digest(official)
    found = download(
        url,
        raw,
        sha256=official.sha256,
        size=official.size_bytes,
        progress=reporter(official.key, official.file, emit),
        cancel=cancel,
        patience=patience,
    )
    if first and found != first:
        raw.unlink(missing_ok=True)
        raise ModelError(
            f"{official.file} is another file than the one first fetched from its authors (sha256 {first[:12]}…), "
            f"so it was not taken. If they have released it anew, delete {_released()} and fetch it again.",
            detail=f"sha256 {found}, first {first}",
        )
    return "" if first else found


def released_digest(official: OfficialFile) -> str:
    """The sha256 that a released file must have: the published one, or that of the first download; "" before it."""
    if official.sha256:
        return official.sha256
    try:
        return records.read(dict[str, str], _released()).get(official.file, "")
    except (FileNotFoundError, records.RecordError):
        return ""


def _remember_released(official: OfficialFile, digest: str) -> None:
    """Trust on first use. A record that cannot be written is only a weaker check next time."""
    try:
        known = records.read(dict[str, str], _released())
    except (FileNotFoundError, records.RecordError):
        known = {}
    try:
        write_atomically(_released(), records.encode({**known, official.file: digest}), overwrite=True)
    except SaveError as error:
        log.warning("The digest of %s could not be recorded: %s", official.file, error)


def _released() -> Path:
    """The record of the digests that released files had when they were first fetched."""
    return catalog.official_folder() / "first-digests.json"


def import_file(source: Path, *, choice: str | None, emit: Emit, cancel: CancelToken) -> str:
    """Installs a model file and returns its key. Raises ModelError (RecipeChoiceNeeded) or Cancelled.

    A .safetensors with a recipe is copied, and a folder in diffusers' layout becomes one file. Anything else must be a
    checkpoint of the authors, one with the same tensors, or a restorer that core.models.restorers or the package
    spandrel knows, and is converted. An installed model is never replaced.
    """
    folder = pipeline_folder(source)
    if folder is not None:
        name = folder.resolve().name
        with _reserved(name):
            return _import_pipeline(folder, name, emit, cancel)
    if not source.is_file():
        raise ModelError(f"{source} is no model file, and no folder of a pipeline of diffusers.")
    with _reserved(source.stem):
        if _carries_recipe(source):
            return _copy(source, emit)
        target = _free(catalog.imported_folder() / f"{source.stem}.safetensors")
        emit(FetchProgress(target.stem, source.name, "convert"))
        return _convert(source, target, choice, emit, cancel)


@contextmanager
def _reserved(name: str) -> Iterator[None]:
    """Within the block no other model of that name is taken in, or fetched into the same folder. Raises ModelError."""
    folder = catalog.imported_folder()
    lock = lock_of(folder, name, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise ModelError(
            f"Another model called {name} is being added right now: wait for it, or rename the file."
        ) from error
    except OSError as error:
        text = f"{name} could not be stored in {folder}: {error.strerror or error}."
        raise ModelError(text, detail=repr(error)) from error
    try:
        yield
    finally:
        lock.release()


def _copy(source: Path, emit: Emit) -> str:
    """Takes in a file that is a model of this program already."""
    target = _free(catalog.own_folder() / f"{source.stem}.safetensors")
    check_numbers(load_state(source), name=source.name)
    partial = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(source, partial)
        partial.replace(target)
    except OSError as error:
        raise ModelError(f"{source.name} could not be copied: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, ""))
    return target.stem


def _import_pipeline(folder: Path, name: str, emit: Emit, cancel: CancelToken) -> str:
    from core.models.pipelines import convert_pipeline  # torch

    target = _free(catalog.imported_folder() / f"{name}.safetensors")
    emit(FetchProgress(target.stem, folder.name, "convert"))
    _, digest = convert_pipeline(folder, target, cancel=cancel)
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, digest))
    return target.stem


def _convert(source: Path, target: Path, choice: str | None, emit: Emit, cancel: CancelToken) -> str:
    from core.models.convert import convert  # torch

    converted = convert(source, target, choice=choice, cancel=cancel)
    if converted.official is not None and target.parent == catalog.imported_folder() and choice is None:
        known = catalog.official_folder() / f"{converted.official.key}.safetensors"
        if not known.exists():
            # It is one of the authors' own files, so it goes where a download would go.
            known.parent.mkdir(parents=True, exist_ok=True)
            target.replace(known)
            target = known
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, converted.source_sha256))
    return target.stem


def remove(key: str) -> None:
    """Deletes an installed model that is not built in. Raises ModelError."""
    damaged = next((d for d in catalog.list_damaged() if d.key == key and d.kind != "built-in"), None)
    if damaged is not None:
        path = damaged.path
    else:
        info = catalog.find_model(key)
        if info.kind == "built-in":
            raise ModelError(f"{info.title} is part of the program and cannot be removed.")
        if info.key != key:
            raise ModelError(f"There is no installed model {key!r}.")
        path = info.path
    try:
        path.unlink()
        path.with_suffix(".md").unlink(missing_ok=True)  # its card
    except OSError as error:
        raise ModelError(f"{path} cannot be deleted: {error.strerror or error}.") from error


def _carries_recipe(source: Path) -> bool:
    """Whether a file says that it is a model of this program. Raises ModelError if it is a damaged one."""
    try:
        notes = read_header(source).get("__metadata__") or {}
    except ModelError:
        return False
    if RECIPE_KEY not in notes:
        return False
    catalog.describe(source, "own")
    return True


def _free(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() or target.stem in catalog.taken_keys():
        raise ModelError(f"There is a model called {target.stem} already: remove it, or rename the file.")
    return target
