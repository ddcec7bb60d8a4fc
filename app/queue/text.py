"""What is said about the pictures in the queue."""

from __future__ import annotations

from app.kit.text import count_text, seconds_text, size_text, time_left_text
from app.kit.words import tr
from app.queue.items import Item, State
from core.events import Progress
from core.images.framing import Framing
from core.printable import printable
from core.storage.paths import display_path

WAIT = "wait"  # the phase of a job that the engine has not taken up yet: it may be at work for another page


def status_text(item: Item) -> str:
    """One short line below the name."""
    match item.state:
        case State.READY:
            return _resting(item)
        case State.WAITING:
            return tr("waiting")
        case State.RUNNING:
            return _running(item)
        case State.DONE:
            return _done(item)
        case State.CANCELLED:
            return tr("stopped")
        case State.FAILED | State.UNREADABLE:
            return item.message.removeprefix(item.name).lstrip(": ") or item.message


def _resting(item: Item) -> str:
    if item.not_below:
        return tr("not below {0} px").format(item.not_below)
    if item.done_before:
        return tr("done before")
    size = size_text(item.width, item.height) if item.width else ""
    return " · ".join(part for part in (_pages(item), size) if part) or tr("ready")


def _pages(item: Item) -> str:
    return count_text(item.pages, tr("1 page"), tr("{0} pages")) if item.pages else ""


def _running(item: Item) -> str:
    again = tr("then again") if item.following else ""
    # There is no room for the time as well.
    left = tr("paused") if item.held else "" if again else time_left_text(item.seconds_left)
    percent = tr("{0} %").format(int(item.fraction * 100))
    reached = tr("waiting") if item.phase == WAIT and not item.held else percent
    return " · ".join(part for part in (reached, left, again) if part)


def _done(item: Item) -> str:
    latest = item.latest
    if item.is_outdated and not item.saving:
        return _resting(item)
    if latest is None:
        return tr("done") if item.made is None else " · ".join(filter(None, (tr("saved"), _pages(item))))
    if item.saving:
        return tr("saving…")
    otherwise = tr("not saved") if latest.not_saved else tr("done, not saved")
    text = otherwise if latest.saved_as_it_is is None else tr("saved")
    return f"{text} · {seconds_text(latest.seconds)}" if latest.seconds else text


def tooltip_text(item: Item) -> str:
    lines = [display_path(item.source) if item.source else item.name]
    if item.width:
        size = tr("{0} pixels").format(size_text(item.width, item.height))
        lines.append(" · ".join(part for part in (_pages(item), size) if part))
    if item.framing.changes:
        lines.append(tr("Before it is enlarged: {0}.").format(framed_text(item.framing)))
    if item.not_below:
        text = tr("Left as it is: only pictures whose longer side is below {0} pixels are enlarged.")
        lines.append(text.format(item.not_below))
    if item.following:
        lines.append(tr("It is done once more afterwards, with the settings that were chosen meanwhile."))
    if item.message:
        lines.append(item.message)
    if item.state is State.CANCELLED and item.is_book:
        lines.append(tr("The pages that are done are kept for two weeks: start it again, and it goes on."))
    latest = item.latest
    if latest is not None and latest.not_saved:
        lines.append(latest.not_saved)
    elif latest is not None and latest.saved_as_it_is is None and not item.saving:
        changed = latest.saved is not None
        lines.append(
            tr("What was changed since it was saved is in no file yet.")
            if changed
            else tr("The newest result is not saved yet.")
        )
    if latest is not None and latest.saved is not None:
        lines.append(tr("Saved as {0}").format(display_path(latest.saved.path)))
    if item.made is not None:
        lines.append(tr("Saved as {0}").format(display_path(item.made)))
    return printable("\n".join(lines))


def framed_text(framing: Framing) -> str:
    """How a picture is cropped, turned and mirrored; "" if it is not."""
    parts = [tr("cropped")] if framing.crop is not None else []
    if framing.turn:
        parts.append(tr("turned by {0}°").format(framing.turn))
    if framing.mirror:
        parts.append(tr("mirrored"))
    return ", ".join(parts)


def phase_text(phase: str) -> str:
    """The engine's phases in words, and what is before the first of them."""
    words = {
        WAIT: tr("Waiting for the engine"),
        "load": tr("Loading the model"),
        "decode": tr("Reading the picture"),
        "sample": tr("Sharpening"),
        "finish": tr("Putting it together"),
        "save": tr("Saving"),
    }
    return words.get(phase, phase)


def progress_text(event: Progress) -> str:
    """What the engine is doing with the picture, how far it is, and how long the rest takes."""
    parts = [phase_text(event.phase)]
    if event.frames:
        what = tr("page {0} of {1}") if event.pages else tr("frame {0} of {1}")
        parts.append(what.format(event.frame, event.frames))
    elif event.steps and event.phase == "sample":
        parts.append(tr("step {0} of {1}").format(event.step, event.steps))
        if event.tiles > 1:
            parts.append(tr("tile {0} of {1}").format(event.tile, event.tiles))
    if event.seconds_left is not None:
        parts.append(tr("{0} left").format(time_left_text(event.seconds_left)))
    return " · ".join(parts)
