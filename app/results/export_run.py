"""Many results that are saved together, and one sentence for all of them once the last has been written."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

from app.kit.text import count_text
from app.kit.words import tr


@dataclass(eq=False)
class ExportRun:
    """`folder` is where they go; None if each goes to its own place. The same results may be saved by others at the
    same time, so each saving says to which run it belongs."""

    folder: Path | None
    waiting: int  # results
    saved: int = 0
    failures: list[str] = field(default_factory=list)  # a sentence each
    key: str = field(default_factory=lambda: f"export {uuid.uuid4().hex}")  # of its notice

    def note(self, failure: str = "") -> None:
        """Note that one of the results has been written, or why not."""
        self.waiting -= 1
        if failure:
            self.failures.append(failure)
        else:
            self.saved += 1

    @property
    def over(self) -> bool:
        return not self.waiting

    def sentence(self) -> str:
        """What is going on, or at the end what came of it."""
        total = self.waiting + self.saved + len(self.failures)
        count = count_text(total, tr("1 result"), tr("{0} results"))
        if not self.over:
            where = "" if self.folder is None else tr(" to {0}").format(self.folder)
            return tr("Saving {0}{1}").format(count, where)
        where = "" if self.folder is None else tr(" in {0}").format(self.folder)
        if not self.failures:
            return tr("{0} saved{1}").format(count, where)
        return tr("{0} of {1} saved{2}, {3} failed").format(self.saved, count, where, len(self.failures))
