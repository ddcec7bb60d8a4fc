"""Which pictures of a batch have a result already that the same settings made."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from core.errors import ModelError, PictureError, SettingsError
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, marks_digest
from core.images.header import picture_size
from core.images.names import SUFFIXES, name_key
from core.images.original import SOURCE, digest_of
from core.images.privacy import base_name
from core.images.results import ResultNames, settings_in
from core.jobs import SampleSettings
from core.models.catalog import ModelInfo, digests, find_autoencoder, find_model
from core.models.checkpoints import read_recipe
from core.version import VERSION

# Where and in which parts a result was computed is not what was asked for.
ASKED = (
    *("scale", "target", "fit", "resolution", "reduce"),
    *("seed", "stochasticity", "color_fix"),
)
MASK = "mask_sha256"  # in a result's settings: the digest of the mask, a file or marks
CHANCE = {"seed", "stochasticity"}  # of no account for a model that restores at once
LONG = 200  # bytes of a result's name from which on it may have been cut to fit


def chosen(format: str, quality: int | None, bit_depth: int | None) -> dict[str, Any]:
    """What of the settings of a file is written into it, as it decides what is in it: the quality of a lossy one, and a
    depth that is not simply the picture's."""
    found: dict[str, Any] = {"quality": quality} if format in ("jpeg", "webp") else {}
    return found | ({"bit_depth": bit_depth} if bit_depth is not None else {})


def mask_digest(mask: object) -> str:
    """What is written as MASK of a mask in a file, or of marks; "" for any other, and where it cannot be read."""
    if isinstance(mask, Marks):
        return marks_digest(mask)
    return digest_of(mask) if isinstance(mask, Path) else ""


@dataclass
class DoneBefore:
    """Looks into the folders of the results, each once. A batch that broke off is gone on with this way."""

    settings: SampleSettings
    template: str
    format: str
    private: bool = False  # results without place and person are wanted
    quality: int | None = None  # of lossy formats; None: any
    bit_depth: int | None = None  # None: as the picture has it
    _listed: dict[Path, dict[str, list[Path]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = ResultNames(self.template, base_name(self.settings.model).removesuffix(".safetensors"))
        try:
            self._model: ModelInfo | None = find_model(self.settings.model)
        except ModelError:  # the job will say so
            self._model = None

    @property
    def asked(self) -> tuple[str, str, bool]:
        """What is asked for beside the settings."""
        return self.template, self.format, self.private

    @property
    def takes_mask(self) -> bool:
        """Whether the model fills in what a mask marks."""
        return self._model is not None and self._model.task == "inpaint"

    def result_of(
        self, picture: Path, folder: Path, name: str, mask: Path | Marks | None = None
    ) -> Path | None:
        """A result of this picture in `folder` that is newer than it and was made with the same settings and mask.
        `name` is what the picture is called in names of results. Reads the picture's file if a result may be its own,
        and the mask's."""
        try:
            changed = picture.stat().st_mtime
        except OSError:
            return None
        source = _Source(picture, mask)
        for path in self._called(name, folder):
            try:
                newer = path.stat().st_mtime >= changed
            except OSError:
                continue
            written = settings_in(path) if newer else None
            if written is not None and self._same(written, source) and self._is_of(source, path, written):
                return path
        return None

    def _called(self, name: str, folder: Path) -> Iterator[Path]:
        """The results in a folder that may be of a picture of that name. In long names of results it was cut."""
        found, key = self._in(folder), name_key(name)
        yield from found.get(key, [])
        for end in range(len(key)):
            yield from (path for path in found.get(key[:end], []) if len(os.fsencode(path.stem)) > LONG)

    def _is_of(self, source: _Source, result: Path, written: dict[str, Any]) -> bool:
        """Whether a result was made of this picture: in one folder may lie results of many that have the same name. The
        mask counts as a part of it."""
        if not source.filled_as(written):
            return False
        if SOURCE in written:
            return bool(source.digest) and written[SOURCE] == source.digest
        # Of before digests were written: the size is all that tells them apart.
        size = source.size
        return size is not None and _size_of(result) == self.settings.size_of(*size)

    def _in(self, folder: Path) -> dict[str, list[Path]]:
        """The results in a folder by the names of what they may have been made of, as `name_key` has them."""
        if folder not in self._listed:
            found: defaultdict[str, list[Path]] = defaultdict(list)
            try:
                names = sorted(entry.name for entry in os.scandir(folder))
            except OSError:
                names = []
            for name in names:
                stem, suffix = os.path.splitext(name)
                if suffix == SUFFIXES[self.format]:
                    for source in self._names.sources_of(stem):
                        found[source].append(folder / name)
            self._listed[folder] = found
        return self._listed[folder]

    def _same(self, written: dict[str, Any], source: _Source) -> bool:
        if self._model is None or {"region", "map"} & set(written):
            return False
        try:
            made = SampleSettings.from_dict(written)
        except SettingsError:
            return False
        if written.get("version") != VERSION:
            return False
        if written.get("private", False) != self.private:
            return False
        asked_for = chosen(self.format, self.quality, self.bit_depth)
        if written.get("bit_depth") != asked_for.get("bit_depth"):
            return False
        if asked_for.get("quality") is not None and written.get("quality", self.quality) != self.quality:
            return False
        wanted = self.settings
        model = self._model
        steps = 1 if model.at_once else wanted.steps or model.steps
        kappa = wanted.kappa or model.kappa if model.has_kappa else None
        asked = set(ASKED) - (CHANCE if model.at_once else set())
        alike = (wanted.model, base_name(wanted.model))  # the name alone in a result without place and person
        same = made.model in alike and all(getattr(made, name) == getattr(wanted, name) for name in asked)
        if not same or (made.steps, made.kappa) != (steps, kappa):
            return False
        finishes = [_as_done(finish, source, model) for finish in (made.finish, wanted.finish)]
        return finishes[0] == finishes[1] and self._by_these_weights(written)

    def _by_these_weights(self, written: dict[str, Any]) -> bool:
        """Whether the model's files are those that made a result: one may have been replaced."""
        known = self._digests
        return bool(known) and all(written.get(name, digest) == digest for name, digest in known.items())

    @cached_property
    def _digests(self) -> dict[str, str]:
        """Of the model's files, by their names in settings of results; none if the model lacks a part, as the job will
        say. Takes as long as reading them where they are not on record."""
        if self._model is None:
            return {}
        path, record = self._model.path, digests()
        try:
            found = {"model_sha256": record.of(path)}
            recipe = read_recipe(path)
            if recipe.latent == "vq":
                found["autoencoder_sha256"] = record.of(find_autoencoder(recipe, path))
        except ModelError:
            return {}
        return found


@dataclass
class _Source:
    """A picture that may have a result already. What takes time is found out when it is asked for, once."""

    path: Path
    mask: Path | Marks | None = None

    def filled_as(self, written: dict[str, Any]) -> bool:
        """Whether a result had the same filled in. The digest of the mask tells: names of files come again, and results
        without place and person have neither name nor marks."""
        if self.mask is None:
            return "mask" not in written
        return bool(self._mask_digest) and written.get(MASK) == self._mask_digest

    @cached_property
    def _mask_digest(self) -> str:
        return mask_digest(self.mask)

    @cached_property
    def digest(self) -> str:
        return digest_of(self.path)

    @cached_property
    def size(self) -> tuple[int, int] | None:
        return _size_of(self.path)


def _as_done(finish: Finish | None, source: _Source, model: ModelInfo) -> Finish | None:
    """The finish as it is done on a picture; None if it changes nothing. The picture is read if there are marks."""
    if finish is None:
        return None
    size = source.size if finish.protect is not None else None
    fitting = finish.fitting(*(size or (0, 0)), has_kappa=model.has_kappa)
    return fitting if fitting.changes else None


def _size_of(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture; None if it cannot be opened."""
    try:
        return picture_size(path)
    except PictureError:
        return None
