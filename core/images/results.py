"""Which files are results of this program, and of what: told by their names first, then by what is written in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from core.errors import PictureError
from core.images.metadata import read_settings

DEFAULT_TEMPLATE = "{name}_resshift_x{scale}"
_NUMBER = r"(-\d+)?"  # of a name that was taken


class ResultNames:
    """What names by a template, or by the usual one, tell. Reading a file's settings takes time, so its name is asked
    first."""

    def __init__(self, template: str = DEFAULT_TEMPLATE) -> None:
        self._patterns = [_pattern(t) for t in dict.fromkeys((template, DEFAULT_TEMPLATE)) if "{name}" in t]

    def source_of(self, stem: str) -> str:
        """What the picture that a result was made of is called, as far as the result's name tells; "" if it is none."""
        found = (pattern.fullmatch(stem) for pattern in self._patterns)
        return next((match["name"] for match in found if match), "")

    def is_result(self, path: Path, *, whatever_name: bool = False) -> bool:
        """Whether a file is a result of this program, by its name and by what is written in it; `whatever_name`: by
        that alone, which takes longer."""
        return (whatever_name or bool(self.source_of(path.stem))) and settings_in(path) is not None


def settings_in(path: Path) -> dict[str, Any] | None:
    """The settings written in a picture; None if there are none or the file cannot be read."""
    try:
        return read_settings(path)
    except PictureError:
        return None


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w*)\}", template)
    first = parts.index("name")
    pieces = [re.escape(part) if index % 2 == 0 else ".+?" for index, part in enumerate(parts)]
    pieces[first] = "(?P<name>.+)"
    return re.compile("".join(pieces) + _NUMBER, re.DOTALL)
