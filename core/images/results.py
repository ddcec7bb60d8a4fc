"""Which files are results of this program, and of what: told by their names first, then by what is written in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from core.errors import PictureError
from core.images.metadata import read_settings
from core.images.names import DEFAULT_TEMPLATE, name_key, safe_signs

MAP = "map"  # the name under which a picture beside a result says that it is none itself, and what it is
_NUMBER = re.compile(r"-\d+$")  # of a name that was taken
_FIGURE = r"\d+(?:\.\d+)?(?:e[+-]\d+)?"
_FIELDS = {
    "scale": _FIGURE,
    "width": r"\d+",
    "height": r"\d+",
    "steps": r"\d+",
    "kappa": _FIGURE,
    "seed": r"\d+",
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"\d\d-\d\d-\d\d",
}


class ResultNames:
    """What names by a template, or by the usual one, tell. Reading a file's settings takes time, so its name is asked
    first. `model`: what `{model}` stands for, if that is known."""

    def __init__(self, template: str = DEFAULT_TEMPLATE, model: str = "") -> None:
        templates = dict.fromkeys((template, DEFAULT_TEMPLATE))
        self._patterns = [_pattern(t, model) for t in templates if "{name}" in t]

    def sources_of(self, stem: str) -> list[str]:
        """What the picture that a result was made of may be called, by `name_key`, as far as the result's name tells;
        nothing if it is none. A number at its end may be the picture's own, or that of a name that was taken."""
        stems = dict.fromkeys((stem, _NUMBER.sub("", stem)))
        found = (pattern.fullmatch(one) for pattern in self._patterns for one in stems)
        return list(dict.fromkeys(name_key(match["name"]) for match in found if match))

    def is_result(self, path: Path, *, whatever_name: bool = False) -> bool:
        """Whether a file is a result of this program, by its name and by what is written in it; `whatever_name`: by
        that alone, which takes longer."""
        return (whatever_name or bool(self.sources_of(path.stem))) and settings_in(path) is not None


def without_number(name: str) -> str:
    """A name, as `name_key` has it, without the number by which it may have been told from another."""
    return name_key(_NUMBER.sub("", name))


def settings_in(path: Path) -> dict[str, Any] | None:
    """The settings written in a picture; None if there are none or the file cannot be read."""
    try:
        return read_settings(path)
    except PictureError:
        return None


def _pattern(template: str, model: str) -> re.Pattern[str]:
    """Of names as they are after they were made safe."""
    parts = re.split(r"\{(\w*)\}", safe_signs(template).strip(" ").rstrip(" ."))
    fields = {**_FIELDS, "model": re.escape(safe_signs(model)) or ".*?", "name": "(?P<name>.*)"}
    pieces = []
    for index, part in enumerate(parts):
        pieces.append(fields.get(part, ".*?") if index % 2 else re.escape(part))
        if index % 2 and part == "name":
            fields["name"] = "(?P=name)"
    return re.compile("".join(pieces), re.DOTALL)
