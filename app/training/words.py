"""How training is said: states of a run, the engine's own words in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.kit.text import time_left_text
from app.training.runs.glance import RunGlance


def translated(text: str) -> str:
    """The engine's words (presets, fields, findings) in the window's language."""
    return QCoreApplication.translate("training", text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("training", text)


def state_text(run: RunGlance) -> str:
    """One or two words; what was asked for and has not happened yet comes first."""
    if run.at_work and run.asked == "stop":
        return _tr("Stopping…")
    if run.state == "running" and run.asked == "pause":
        return _tr("Pausing…")
    return {
        "new": _tr("Not started"),
        "queued": _tr("In the queue"),
        "starting": _tr("Starting…"),
        "waiting": _tr("Waiting for another run"),
        "preparing": _tr("Getting ready…"),
        "running": _tr("Training"),
        "paused": _tr("Paused"),
        "stopped": _tr("Stopped"),
        "finished": _tr("Finished"),
        "failed": _tr("Failed"),
        "interrupted": _tr("Interrupted"),
    }.get(run.state, run.state)


def state_kind(run: RunGlance) -> str:
    """The style sheet's word for the colour of a state."""
    return {
        "finished": "good",
        "failed": "danger",
        "interrupted": "warning",
    }.get(run.state, "muted")


def history_text(run: RunGlance) -> str:
    """The second line of a run in the history."""
    parts = [state_text(run)]
    if run.state in ("running", "paused", "stopped", "interrupted") and run.iterations:
        parts.append(f"{round(run.fraction * 100)} %")
    if run.state == "running" and run.seconds_left is not None:
        parts.append(_tr("{0} left").format(time_left_text(run.seconds_left)))
    if run.state == "finished" and run.better is not None:
        parts.append(_tr("better than its start") if run.better else _tr("not better than its start"))
    return " · ".join(parts)


def duration_text(seconds: float) -> str:
    """A time that nobody counts in seconds: "about 40 s", "about 3 min", "about 2 h 10 min"."""
    if seconds < 90:
        return _tr("about {0} s").format(max(1, round(seconds / 5) * 5 or round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return _tr("about {0} min").format(minutes)
    hours, minutes = divmod(minutes, 60)
    if minutes < 5 or hours >= 10:
        return _tr("about {0} h").format(hours)
    return _tr("about {0} h {1} min").format(hours, minutes // 5 * 5)
