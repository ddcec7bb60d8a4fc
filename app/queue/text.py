"""What is said about the pictures in the queue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.kit.text import seconds_text, size_text, time_left_text
from app.queue.items import Item, State
from core.events import Progress
from core.printable import printable
from core.storage.paths import display_path


def status_text(item: Item) -> str:
    """One short line below the name."""
    match item.state:
        case State.READY:
            size = size_text(item.width, item.height) if item.width else ""
            return size or _tr("ready")
        case State.WAITING:
            return _tr("waiting")
        case State.RUNNING:
            return _running(item)
        case State.DONE:
            return _done(item)
        case State.CANCELLED:
            return _tr("stopped")
        case State.FAILED | State.UNREADABLE:
            return item.message


def _running(item: Item) -> str:
    left = time_left_text(item.seconds_left)
    percent = _tr("{0} %").format(int(item.fraction * 100))
    return f"{percent} · {left}" if left else percent


def _done(item: Item) -> str:
    latest = item.latest
    if latest is None:
        return _tr("done")
    if item.saving:
        return _tr("saving…")
    text = _tr("done") if latest.saved_to is None else _tr("saved")
    return f"{text} · {seconds_text(latest.seconds)}" if latest.seconds else text


def tooltip_text(item: Item) -> str:
    lines = [display_path(item.path) if item.path else item.name]
    if item.width:
        lines.append(_tr("{0} pixels").format(size_text(item.width, item.height)))
    if item.message:
        lines.append(item.message)
    latest = item.latest
    if latest is not None and latest.saved_to is not None:
        lines.append(_tr("Saved as {0}").format(display_path(latest.saved_to)))
    return printable("\n".join(lines))


def phase_text(phase: str) -> str:
    """The engine's phases in words."""
    words = {
        "load": _tr("Loading the model"),
        "decode": _tr("Reading the picture"),
        "sample": _tr("Sharpening"),
        "finish": _tr("Putting it together"),
        "save": _tr("Saving"),
    }
    return words.get(phase, phase)


def progress_text(event: Progress) -> str:
    """What the engine is doing with the picture, how far it is, and how long the rest takes."""
    parts = [phase_text(event.phase)]
    if event.steps and event.phase == "sample":
        parts.append(_tr("step {0} of {1}").format(event.step, event.steps))
        if event.tiles > 1:
            parts.append(_tr("tile {0} of {1}").format(event.tile, event.tiles))
    if event.seconds_left is not None:
        parts.append(_tr("{0} left").format(time_left_text(event.seconds_left)))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("queue", text)
