"""The state of a run in words: one or two for its heading, a line for the list."""

from __future__ import annotations

from app.kit.text import time_left_text
from app.kit.words import tr
from app.training.runs.glance import RunGlance


def state_text(run: RunGlance) -> str:
    """The state in one or two words. What was asked for and has not happened yet comes first."""
    if run.at_work and run.asked == "stop":
        return tr("Stopping…")
    if run.state == "running" and run.asked == "pause":
        return tr("Pausing…")
    return {
        "new": tr("Not started"),
        "queued": tr("In the queue"),
        "starting": tr("Starting…"),
        "waiting": tr("Waiting for another run"),
        "preparing": tr("Getting ready…"),
        "running": tr("Training"),
        "paused": tr("Paused"),
        "stopped": tr("Stopped"),
        "finished": tr("Finished"),
        "failed": tr("Failed"),
        "interrupted": tr("Interrupted"),
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
        parts.append(tr("{0} left").format(time_left_text(run.seconds_left)))
    if run.state == "finished" and run.better is not None:
        parts.append(tr("better than its start") if run.better else tr("not better than its start"))
    return " · ".join(parts)
