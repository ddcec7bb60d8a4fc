"""Installs and removes models: the licence, downloads, files placed by hand, imports."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from core.errors import ModelError, ModelSaveError, SaveError
from core.events import Emit, FetchProgress, LogLine, ModelInstalled
from core.jobs import CancelToken
from core.models import catalog
from core.models.checkpoints import (
    RECIPE_KEY,
    check_numbers,
    load_state,
    read_header,
    read_recipe,
    sha256_of,
)
from core.models.download import Arrived, Patience, arrived, discard, download, own_mirror, reporter
from core.models.official import LICENCE, LICENCE_NOTICE, LICENCE_URL, OfficialFile, by_key
from core.models.pipelines import pipeline_folder
from core.models.released import discard_released, list_missing, released_by_key
from core.models.workplace import check_room, not_stored, put, reserved, sweep, workplace
from core.storage import records
from core.storage.atomic import write_atomically
from core.storage.looking import exists, is_file

log = logging.getLogger(__name__)


def licence_accepted() -> bool:
    """Whether the person has accepted the licence of the authors' weights on this computer."""
    return bool(records.read_or(dict[str, str], _licences(), {}).get(LICENCE))


def accept_licence() -> None:
    """Remembers that the licence was accepted, and when. Raises ModelError."""
    text = json.dumps({LICENCE: datetime.now(UTC).isoformat(timespec="seconds")}, indent=1)
    try:
        _licences().parent.mkdir(parents=True, exist_ok=True)
        write_atomically(_licences(), text.encode(), overwrite=True)
    except SaveError as error:
        raise ModelSaveError(str(error), detail=error.detail) from error
    except OSError as error:
        raise not_stored(_licences().name, _licences().parent, error) from error


def _licences() -> Path:
    return catalog.own_folder().parent / "accepted-licences.json"


def needed_for(key: str) -> list[OfficialFile]:
    """The authors' files that have to be fetched for a model: its own and its autoencoder's, if they are missing.

    For an imported model, or the person's own, that can only be the autoencoder. Raises ModelError for an unknown key.
    """
    missing = catalog.list_missing()
    return [f for f in _files_of(key) if f in missing]


def _files_of(key: str) -> list[OfficialFile]:
    """The authors' files that a model is made of, installed or not. Raises ModelError for an unknown key."""
    official = by_key(key)
    if official is not None and official.url:
        wanted = [official.key, official.autoencoder]
    else:
        wanted = [m.autoencoder for m in catalog.list_models() if m.key == key]
    if not wanted:
        others = [other.key for other in list_missing() if other.package is not None]
        keys = ", ".join([*(f.key for f in catalog.list_missing()), *others]) or "none"
        raise ModelError(f"There is no model {key!r} to download. Not yet installed: {keys}.")
    return [f for k in wanted if (f := by_key(k)) is not None and f.url]


def arrived_of(files: Iterable[OfficialFile]) -> Arrived:
    """How much of these files has arrived in downloads that are not finished."""
    raws = [catalog.official_folder() / f.file for f in files]
    found = (replace(a, parts=a.parts or exists(_mark(raw))) for raw in raws for a in [arrived(raw)])
    return sum(found, Arrived())


def discard_parts(key: str) -> None:
    """Deletes what has arrived of a model, be it one of the authors' or one of others, that is not installed from it.

    What was placed by hand stays. Raises ModelError, also if the model is being fetched now.
    """
    released = released_by_key(key)
    if released is not None:
        discard_released(released)
        return
    for official in _files_of(key):
        _discard(official)


def _discard(official: OfficialFile) -> None:
    """Deletes what a download has brought of a file. Raises ModelError."""
    raw = catalog.official_folder() / official.file
    if not arrived(raw).parts and not exists(_mark(raw)):
        return
    busy = f"{official.file} is being downloaded right now: cancel that first."
    with reserved(raw.parent, official.key, busy=busy):
        try:
            discard(raw)
            if exists(_mark(raw)):
                _drop(raw)
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
    mirror = mirror or own_mirror()
    for official in needed_for(key):
        # Two models may need the same autoencoder: the second waits and then finds it there.
        waits = FetchProgress(official.key, official.file, "wait")
        with reserved(folder, official.key, waiting=partial(emit, waits)):
            sweep(folder)
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
    raw, target = folder / official.file, _place_of(official)
    placed = exists(raw) and not exists(_mark(raw))
    try:
        if not exists(raw):
            # as downloaded, as plain tensors, and as the model
            needed = 3 * official.weight_bytes - arrived(raw).done
            check_room(folder, needed, f"Fetching and converting {official.file}")
            _obtain(official, raw, mirror, emit, cancel, patience)
        if catalog.is_sound(target):  # it was added from a file meanwhile
            _drop(raw)
            return
        emit(FetchProgress(official.key, official.file, "convert"))
        _convert(raw, target, official.key, emit, cancel)
        downloaded = exists(_mark(raw)) and not _mark(raw).read_text("utf-8")
        if downloaded and not released_digest(official):  # it has proved sound
            _remember_released(official, sha256_of(raw), emit)
        _drop(raw)  # the weights need not be kept twice
    except ModelSaveError:
        raise  # the file is sound, and is not to be fetched again
    except ModelError as error:
        if placed:
            raise ModelError(
                f"{error} The file lies in {folder}: put a sound one there, or delete it to have it downloaded.",
                detail=error.detail,
            ) from error
        _drop(raw)  # else the next attempt would find the same file
        raise
    except OSError as error:
        raise not_stored(official.file, folder, error) from error


def _mark(raw: Path) -> Path:
    """A file beside a released file says that it was downloaded (empty), or copied from a mirror (not), and not placed
    by hand."""
    return raw.with_name(raw.name + ".fetched")


def _drop(raw: Path) -> None:
    """Deletes a released file. Raises OSError."""
    raw.unlink(missing_ok=True)
    _mark(raw).unlink(missing_ok=True)


def _obtain(
    official: OfficialFile,
    raw: Path,
    mirror: str | None,
    emit: Emit,
    cancel: CancelToken,
    patience: Patience | None,
) -> None:
    """Gets the file. Raises ModelError, Cancelled, OSError."""
    local = Path(mirror) / official.file if mirror and "://" not in mirror else None
    if local is not None:
        if not is_file(local):
            raise ModelError(f"The folder {mirror} holds no {official.file}.")
        partial = raw.with_name(raw.name + ".part")
        try:
            shutil.copyfile(local, partial)
            partial.replace(raw)
            _mark(raw).write_text("copied", "utf-8")
        finally:
            partial.unlink(missing_ok=True)  # it is no beginning of a download
        return
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
    _mark(raw).touch()


def released_digest(official: OfficialFile) -> str:
    """The sha256 that a released file must have: the published one, or that of the first download; "" before it."""
    if official.sha256:
        return official.sha256
    return records.read_or(dict[str, str], _released(), {}).get(official.file, "")


def _remember_released(official: OfficialFile, digest: str, emit: Emit) -> None:
    """Trust on first use. A record that cannot be written is only a weaker check next time."""
    known = records.read_or(dict[str, str], _released(), {})
    try:
        write_atomically(_released(), records.encode({**known, official.file: digest}), overwrite=True)
    except SaveError as error:
        log.warning("The digest of %s could not be recorded: %s", official.file, error)
        return
    text = f"The digest of {official.file} is remembered (sha256 {digest})."
    emit(LogLine("info", f"{text} A later download must have the same."))


def _released() -> Path:
    """The record of the digests that released files had when they were first fetched."""
    return catalog.official_folder() / "first-digests.json"


def import_file(source: Path, *, choice: str | None, emit: Emit, cancel: CancelToken) -> str:
    """Installs a model file and returns its key. Raises ModelError (RecipeChoiceNeeded) or Cancelled.

    A .safetensors with a recipe is copied, and a folder in diffusers' layout becomes one file. Anything else must be a
    checkpoint of the authors, one with the same tensors, or a restorer that core.models.restorers or the package
    spandrel knows, and is converted. An installed model is never replaced. A file that is called like one of those that
    can be fetched, and is not known to be it, gets another key (`_free`).
    """
    folder = catalog.imported_folder()
    pipeline = pipeline_folder(source)
    if pipeline is None and not is_file(source):
        raise ModelError(f"{source} is no model file, and no folder of a pipeline of diffusers.")
    name = pipeline.resolve().name if pipeline is not None else source.stem
    busy = f"Another model called {name} is being added right now: wait for it, or rename the file."
    with reserved(folder, name, busy=busy):  # nor is one of that name fetched into the same folder
        sweep(folder)
        sweep(catalog.own_folder())
        if pipeline is not None:
            return _import_pipeline(pipeline, name, emit, cancel)
        if _carries_recipe(source):
            return _copy(source, emit)
        target = _free(folder, name)
        emit(FetchProgress(target.stem, source.name, "convert"))
        return _convert(source, target, choice, emit, cancel)


def _copy(source: Path, emit: Emit) -> str:
    """Takes in a file that is a model of this program already, such as one of the authors' from another computer."""
    official = by_key(str(read_recipe(source).trained.get("official", "")))
    if official is not None and source.stem == official.key and not catalog.is_sound(_place_of(official)):
        target = _place_of(official)
    else:
        target = _free(catalog.own_folder(), source.stem)
    check_numbers(load_state(source), name=source.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with workplace(target.parent) as folder:  # on the same disk
        try:
            shutil.copyfile(source, folder / source.name)
        except OSError as error:
            raise ModelSaveError(f"{source.name} could not be copied: {error.strerror or error}.") from error
        put(folder / source.name, target)
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, ""))
    return target.stem


def _import_pipeline(folder: Path, name: str, emit: Emit, cancel: CancelToken) -> str:
    from core.models.pipelines import convert_pipeline  # torch

    target = _free(catalog.imported_folder(), name)
    emit(FetchProgress(target.stem, folder.name, "convert"))
    _, digest = convert_pipeline(folder, target, cancel=cancel)
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, digest))
    return target.stem


def _convert(source: Path, target: Path, choice: str | None, emit: Emit, cancel: CancelToken) -> str:
    from core.models.convert import convert  # torch

    converted = convert(source, target, choice=choice, cancel=cancel)
    official = converted.official
    if official is not None and target.parent == catalog.imported_folder():
        # One of the authors' own files goes where a download would go, and so does an autoencoder, which models find
        # by its key alone.
        theirs = choice is None or official.task == "autoencoder" or source.stem.lower() == official.key
        place = _place_of(official)
        if theirs and not catalog.is_sound(place):
            put(target, place)
            target = place
            with suppress(ModelError):  # a download that is under way ends by itself
                _discard(official)
    catalog.digests().of(target)
    emit(ModelInstalled(target.stem, converted.source_sha256))
    return target.stem


def _place_of(official: OfficialFile) -> Path:
    return catalog.official_folder() / f"{official.key}.safetensors"


def remove(key: str) -> None:
    """Deletes the installed model that answers to a key, unless it is built in. Raises ModelError."""
    damaged = next((d for d in catalog.list_damaged() if d.key == key and d.kind != "built-in"), None)
    if damaged is not None:
        path = damaged.path
    else:
        info = catalog.find_model(key)
        if info.kind == "built-in":
            raise ModelError(f"{info.title} is part of the program and cannot be removed.")
        if info.key != key:
            raise ModelError(f"There is no installed model {key!r}. “models” lists those that are installed.")
        path = info.path
    remove_file(path)


def remove_file(path: Path) -> None:
    """Deletes the file of an installed model. Raises ModelError, also for one that is built in."""
    if path.is_relative_to(catalog.BUILT_IN_FOLDER):
        raise ModelError(f"{path.name} is part of the program and cannot be removed.")
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


def _free(folder: Path, name: str) -> Path:
    """Where a model called `name` goes in the folder. Raises ModelError if there is one of that name, or none can be.

    The keys of models that can be fetched are left to these: two of one key could not be told apart.
    """
    released = released_by_key(name.lower())
    if by_key(name.lower()) is not None or (released is not None and released.package is not None):
        name += "-imported"
    target = folder / f"{name}.safetensors"
    try:
        taken = target.exists()
    except OSError as error:  # the name is too long
        raise not_stored(target.name, folder, error) from error
    if catalog.is_built_in(name):
        raise ModelError(
            f"There is a model called {name} already, which is part of the program: rename the file."
        )
    if taken or name in catalog.taken_keys():
        raise ModelError(f"There is a model called {name} already: remove it, or rename the file.")
    return target
