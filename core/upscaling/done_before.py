"""Which pictures of a batch have a result already that the same settings made."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from core.errors import ModelError, PictureError, SettingsError
from core.images.files import read_picture
from core.images.formats.encode import SUFFIXES
from core.images.names import safe_stem
from core.images.privacy import base_name
from core.images.results import ResultNames, settings_in
from core.jobs import SampleSettings
from core.models.catalog import ModelInfo, find_model
from core.models.checkpoints import sha256_of
from core.version import VERSION

# Where and in which parts a result was computed is not what was asked for.
ASKED = (
    *("scale", "target", "fit", "resolution", "reduce"),
    *("seed", "stochasticity", "color_fix", "finish"),
)
CHANCE = {"seed", "stochasticity"}  # of no account for a model that restores at once
SOURCE = "source_sha256"  # in a result's settings: the digest of the file that it was made of


def digest_of(path: Path | None) -> str:
    """The SHA-256 of a picture's file in hexadecimal digits; "" for none, and where it cannot be read. Takes as long as
    reading the file."""
    try:
        return sha256_of(path) if path is not None and path.is_file() else ""  # opening a pipe would wait
    except OSError:
        return ""


def chosen(format: str, quality: int | None, bit_depth: int | None) -> dict[str, Any]:
    """What of the settings of a file is written into it, as it decides what is in it: the quality of a lossy one, and a
    depth that is not simply the picture's."""
    found: dict[str, Any] = {"quality": quality} if format in ("jpeg", "webp") else {}
    return found | ({"bit_depth": bit_depth} if bit_depth is not None else {})


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
        self._names = ResultNames(self.template)
        try:
            self._model: ModelInfo | None = find_model(self.settings.model)
        except ModelError:  # the job will say so
            self._model = None

    @property
    def asked(self) -> tuple[str, str, bool]:
        """What is asked for beside the settings."""
        return self.template, self.format, self.private

    def result_of(self, picture: Path, folder: Path, name: str) -> Path | None:
        """A result of this picture in `folder` that is newer than it and was made with the same settings. `name` is
        what the picture is called in names of results. Reads the picture's file if a result may be its own."""
        try:
            changed = picture.stat().st_mtime
        except OSError:
            return None
        source = _Source(picture)
        for path in self._in(folder).get(safe_stem(name), []):
            try:
                newer = path.stat().st_mtime >= changed
            except OSError:
                continue
            written = settings_in(path) if newer else None
            if written is not None and self._same(written) and self._is_of(source, path, written):
                return path
        return None

    def _is_of(self, source: _Source, result: Path, written: dict[str, Any]) -> bool:
        """Whether a result was made of this picture: in one folder may lie results of many that have the same name."""
        if SOURCE in written:
            return bool(source.digest) and written[SOURCE] == source.digest
        # Of before digests were written: the size is all that tells them apart.
        size = source.size
        return size is not None and _size_of(result) == self.settings.size_of(*size)

    def _in(self, folder: Path) -> dict[str, list[Path]]:
        """The results in a folder by the names of what they were made of."""
        if folder not in self._listed:
            found: defaultdict[str, list[Path]] = defaultdict(list)
            try:
                names = sorted(entry.name for entry in os.scandir(folder))
            except OSError:
                names = []
            for name in names:
                stem, suffix = os.path.splitext(name)
                source = self._names.source_of(stem)
                if source and suffix == SUFFIXES[self.format]:
                    found[source].append(folder / name)
            self._listed[folder] = found
        return self._listed[folder]

    def _same(self, written: dict[str, Any]) -> bool:
        if self._model is None or {"region", "mask", "map"} & set(written):
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
        known = self._model.sha256
        if known and written.get("model_sha256", known) != known:
            return False
        wanted = self.settings
        model = self._model
        steps = 1 if model.at_once else wanted.steps or model.steps
        kappa = wanted.kappa or model.kappa if model.has_kappa else None
        asked = set(ASKED) - (CHANCE if model.at_once else set())
        alike = (wanted.model, base_name(wanted.model))  # the name alone in a result without place and person
        same = made.model in alike and all(getattr(made, name) == getattr(wanted, name) for name in asked)
        return same and (made.steps, made.kappa) == (steps, kappa)


@dataclass
class _Source:
    """A picture that may have a result already. What takes time is found out when it is asked for, once."""

    path: Path

    @cached_property
    def digest(self) -> str:
        return digest_of(self.path)

    @cached_property
    def size(self) -> tuple[int, int] | None:
        return _size_of(self.path)


def _size_of(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture; None if it cannot be opened."""
    try:
        picture = read_picture(path)
    except PictureError:
        return None
    return picture.width, picture.height
