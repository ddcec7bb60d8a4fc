"""Numbers, times and sizes as text."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from app.kit.words import tr
from core.storage.sizes import size_parts

NO_BREAK = "\u00a0"  # an amount does not part with its unit at the end of a line


def unparted(text: str) -> str:
    """A sentence in which sizes and percentages do not part with their units, nor its last word with "…"."""
    return re.sub(r" (?=[%…]|[kMGT]?B\b)", NO_BREAK, text)


def count_text(count: int, one: str, many: str) -> str:
    """`one` as it is, or `many` with the number in place of {0}; both translated already."""
    return one if count == 1 else many.format(whole_text(count))


def steps_text(count: int) -> str:
    return count_text(count, tr("1 step"), tr("{0} steps"))


def seconds_text(seconds: float) -> str:
    """A time that has been measured: "3.1 s", "2 min 5 s"."""
    if seconds < 60:
        return tr("{0} s").format(QLocale().toString(float(seconds), "f", 1))
    minutes, rest = divmod(round(seconds), 60)
    return tr("{0} min {1} s").format(minutes, rest)


def about_text(seconds: float) -> str:
    """A time before it has begun, as exact as an estimate is: "12 s", "3 min", "2 h 5 min"."""
    if seconds < 60:
        return tr("{0} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{0} min").format(minutes)
    return tr("{0} h {1} min").format(minutes // 60, minutes % 60)


def time_left_text(seconds: float | None) -> str:
    """A time that is estimated: "0:12", "1:02:03"; empty where it is not known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def bytes_text(count: float) -> str:
    """ "12.7 MB": 1 MB is 10^6 bytes, as on the command line; the decimal mark is the system's."""
    value, decimals, unit = size_parts(count)
    return f"{QLocale().toString(value, 'f', decimals)} {unit}"


def about_bytes_text(count: float) -> str:
    """ "8 MB", "1.4 GB": as exact as an estimate is."""
    value, decimals, unit = size_parts(count)
    return f"{number_text(round(value, decimals if value < 9.95 else 0))} {unit}"


def size_text(width: int, height: int) -> str:
    return f"{width} × {height}"


def whole_text(value: float) -> str:
    """A whole number with the system's marks between the thousands: "12,000", "12.000"."""
    return QLocale().toString(round(value))


def digits_text(value: float, digits: int) -> str:
    """With as many digits as count: "0.01234", "1e-07" (with the system's decimal mark), none between thousands."""
    return f"{value:.{digits}g}".replace(".", QLocale().decimalPoint())


def kappa_text(value: float) -> str:
    """A kappa with all the decimals that one can have in the window."""
    return number_text(value, 3)


def number_text(value: float, decimals: int = 2) -> str:
    """Up to so many decimals, none that are not needed: "2", "0.75" (with the system's decimal mark)."""
    locale = QLocale()
    text, point = locale.toString(float(value), "f", decimals), locale.decimalPoint()
    return text.rstrip(locale.zeroDigit()).rstrip(point) if point in text else text
