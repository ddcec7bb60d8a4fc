"""Sizes in bytes as text. Units go by thousands, as on drives and download pages: 1 MB is 10^6 bytes everywhere."""

from __future__ import annotations

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
