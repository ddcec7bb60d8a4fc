"""How long training takes, in words."""

from __future__ import annotations

from app.kit.words import tr


def duration_text(seconds: float) -> str:
    """A rough time: "about 40 s", "about 3 min", "about 2 h 10 min"."""
    if seconds < 90:
        return tr("about {0} s").format(max(1, round(seconds / 5) * 5 or round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about {0} min").format(minutes)
    hours, minutes = divmod(minutes, 60)
    if minutes < 5 or hours >= 10:
        return tr("about {0} h").format(hours)
    return tr("about {0} h {1} min").format(hours, minutes // 5 * 5)
