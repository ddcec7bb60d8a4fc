"""What a check of pictures found, in a paragraph of the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kit.text import digits_text, whole_text
from app.kit.words import tr, translated

if TYPE_CHECKING:
    from core.data.check import Report


def summary_text(report: Report) -> str:
    """As `Report.summary` says it on the command line."""
    from core.data.check import ENOUGH, MIXED_UP, SMALL, TITLES

    usable = (
        tr("{0} of {1} pairs can be used ({2} megapixels).")
        if report.source.paired
        else tr("{0} of {1} pictures can be used ({2} megapixels).")
    )
    size = report.megapixels
    size_text = digits_text(size, 2) if size < SMALL else whole_text(size)
    parts = [usable.format(whole_text(report.usable), whole_text(report.total), size_text)]
    for title, left_out in ((tr("Left out: {0}."), True), (tr("Used all the same: {0}."), False)):
        counts = report.counts(left_out=left_out).items()
        if counts:
            found = ", ".join(f"{whole_text(count)} {translated(TITLES[kind])}" for kind, count in counts)
            parts.append(title.format(found))
    if report.examined < report.total:
        closely = tr("{0} were looked at closely, the others by their headers.")
        parts.append(closely.format(whole_text(report.examined)))
    if report.mixed_up:
        parts.append(translated(MIXED_UP))
    if report.few:
        parts.append(tr("That is few: a training pays from about {0} on.").format(whole_text(ENOUGH)))
    return " ".join(parts)
