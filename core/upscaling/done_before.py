"""Which pictures of a batch have a result already that the same settings made."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import ModelError, SettingsError
from core.images.formats.encode import SUFFIXES
from core.images.names import safe_stem
from core.images.privacy import base_name
from core.images.results import ResultNames, settings_in
from core.jobs import SampleSettings
from core.models.catalog import ModelInfo, find_model
from core.version import VERSION

# Where and in which parts a result was computed is not what was asked for.
ASKED = (
    *("scale", "target", "fit", "resolution", "reduce"),
    *("seed", "stochasticity", "color_fix", "finish"),
)
CHANCE = {"seed", "stochasticity"}  # of no account for a model that restores at once


@dataclass
class DoneBefore:
    """Looks into the folders of the results, each once. A batch that broke off is gone on with this way."""

    settings: SampleSettings
    template: str
    format: str
    private: bool = False  # results without place and person are wanted
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
        what the picture is called in names of results."""
        try:
            changed = picture.stat().st_mtime
        except OSError:
            return None
        for path in self._in(folder).get(safe_stem(name), []):
            try:
                newer = path.stat().st_mtime >= changed
            except OSError:
                continue
            if newer and self._same(settings_in(path)):
                return path
        return None

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

    def _same(self, written: dict[str, Any] | None) -> bool:
        if written is None or self._model is None or {"region", "mask"} & set(written):
            return False
        try:
            made = SampleSettings.from_dict(written)
        except SettingsError:
            return False
        if written.get("version") != VERSION:
            return False
        if written.get("private", False) != self.private:
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
