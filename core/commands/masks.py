"""What is to be filled in of each input of one `upscale` command, where its model does that."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.errors import SettingsError
from core.finishing.strokes import Marks, marks_in
from core.storage.paths import display_name


@dataclass
class Masks:
    """Looks into the folder of masks, and into the result that all shall be like, each once."""

    options: argparse.Namespace

    def of(self, source: Path) -> Path | Marks | None:
        """The mask file for an input: the one that was given, or that of the same name in the folder that was given;
        else the marks of the result that all shall be like. Raises SettingsError."""
        mask: Path | None = self.options.mask
        if mask is None:
            return self.marks
        if not mask.is_dir():
            return mask
        if source.stem not in self._files:
            raise SettingsError(f"The folder {display_name(mask)} holds no mask named {source.stem}.")
        return self._files[source.stem]

    @cached_property
    def marks(self) -> Marks | None:
        """What was filled in of the result that all shall be like."""
        if self.options.like is None or self.options.models is not None:
            return None
        from core.images.files import read_settings

        written = read_settings(self.options.like) or {}
        marks = marks_in(written)
        return None if marks is None else marks.leaving(written)

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The masks in the folder of them, by the names of their pictures. Raises SettingsError."""
        try:
            with os.scandir(self.options.mask) as entries:
                files = sorted((entry.name for entry in entries if entry.is_file()), reverse=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {display_name(self.options.mask)} cannot be listed: {error.strerror or error}."
            ) from error
        return {Path(name).stem: self.options.mask / name for name in files}
