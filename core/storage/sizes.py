"""Sizes in bytes as text. Units go by thousands, as on drives and download pages: 1 MB is 10^6 bytes everywhere."""

from __future__ import annotations

import re

_UNITS = (("B", 0), ("kB", 0), ("MB", 1), ("GB", 1), ("TB", 1))  # with their decimals


def size_parts(count: float) -> tuple[float, int, str]:
    """(value, decimals, unit) of a number of bytes: 12_733_064 -> (12.733064, 1, "MB")."""
    value = float(count)
    for unit, decimals in _UNITS[:-1]:
        if round(value, decimals) < 1000:
            return value, decimals, unit
        value /= 1000
    return value, _UNITS[-1][1], _UNITS[-1][0]


def bytes_text(count: float) -> str:
    """ "12.7 MB"; the window says the same with the system's decimal mark (app.kit.text)."""
    value, decimals, unit = size_parts(count)
    return f"{value:.{decimals}f} {unit}"


def bytes_of(text: str) -> int:
    """The number of bytes of a text such as "5MB", "0,5 mb", "500k" or "100000". Raises ValueError if it is no such, or
    of less than a byte."""
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*([kmg]?)b?\s*", text.lower(), re.ASCII)
    count = float(found[1].replace(",", ".")) * 1000 ** " kmg".index(found[2] or " ") if found else 0.0
    if not 1 <= count < 1e15:
        raise ValueError(f"{text!r} is no size of a file: write it as 5MB or 500kB")
    return int(count)
