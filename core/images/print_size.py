"""Sizes on paper: centimetres and inches of a print, pixels per inch, and the pixels that they come to."""

from __future__ import annotations

import re

PRINT_DPI = 300.0  # what prints that are looked at from near are made with
CM_PER_INCH = 2.54
UNITS = {"in": 1.0, '"': 1.0, "cm": 1 / CM_PER_INCH, "mm": 0.1 / CM_PER_INCH}  # in inches
LARGEST_SIDE = 65_535  # pixels

PrintSize = tuple[float | None, float | None]
"""Width and height in inches; None where the picture's shape decides."""

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"(in|cm|mm|\")"


def print_side(text: str) -> float:
    """Inches of a text such as "20cm", "8in" or "200 mm"; both decimal marks are understood. Raises ValueError."""
    found = re.fullmatch(rf"\s*{_NUMBER}\s*{_UNIT}\s*", text.lower())
    if found is None:
        raise ValueError(f"{text!r} is no length: write it as 20cm, 200mm or 8in")
    return _inches(found[1], found[2])


def print_size(text: str) -> PrintSize:
    """Width and height in inches of a text such as "20x15cm" or "8in x 10in". Raises ValueError."""
    found = re.fullmatch(rf"\s*{_NUMBER}\s*{_UNIT}?\s*[x\u00d7]\s*{_NUMBER}\s*{_UNIT}\s*", text.lower())
    if found is None:
        raise ValueError(f"{text!r} is no size: write it as 20x15cm or 8x10in")
    width, unit, height, last = found.groups()
    return _inches(width, unit or last), _inches(height, last)


def _inches(number: str, unit: str) -> float:
    inches = float(number.replace(",", ".")) * UNITS[unit]
    if inches <= 0:
        raise ValueError("a print has a size above 0")
    return inches


def pixels_of(size: PrintSize, dpi: float) -> tuple[int, int]:
    """The frame in pixels that a picture printed with `dpi` pixels per inch has to fit into. A side that is free is as
    long as files can be."""
    width, height = (
        LARGEST_SIDE if side is None else max(1, min(LARGEST_SIDE, round(side * dpi))) for side in size
    )
    return width, height
