"""The state of a run in words: one or two for its heading, a line for the list."""

from __future__ import annotations

from app.kit.text import number_text, time_left_text, whole_text
from app.kit.words import tr
from app.training.runs.glance import RunGlance
from core.events import Verdict


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
    if run.state == "running" and run.asked == "run" and run.seconds_left is not None:
        parts.append(tr("{0} left").format(time_left_text(run.seconds_left)))
    if run.state == "finished" and run.better is not None:
        parts.append(tr("better than its start") if run.better else tr("not better than its start"))
    return " · ".join(parts)


def verdict_text(verdict: Verdict, start: str) -> str:
    """What became of a run that began with the model titled `start`; where that or a metric is not known, the engine's
    own sentence."""
    before, best = verdict.start, verdict.best
    if not start or not all({"psnr", "feature"} <= metrics.keys() for metrics in (before, best)):
        return verdict.sentence
    if not verdict.better:
        return tr(
            "Training did not make {0} better on your held-out pictures: keep the model you started from, or try more "
            "pictures or a longer run."
        ).format(start)
    share = 100 * best["feature"] / max(before["feature"], 1e-9)
    closer, nearer = best["psnr"] >= before["psnr"], share <= 100
    if closer and nearer:
        text = tr(
            "On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its "
            "visible difference. The best was found at iteration {4}."
        )
    elif nearer:
        text = tr(
            "On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although "
            "its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}."
        )
    else:
        text = tr(
            "On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % "
            "of its visible difference. The best was found at iteration {4}."
        )
    return text.format(
        start,
        number_text(best["psnr"]),
        number_text(before["psnr"]),
        whole_text(share),
        whole_text(verdict.iteration),
    )
