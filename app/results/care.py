"""What is under way with a result: until that has ended, nothing that it needs goes away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.queue.items import Item, RawFile, Result


@dataclass(eq=False)
class Care:
    """Of one result, from the first thing that is begun with it to the end of the last one. What follows from all of
    them for its pixels is decided at that end, and not by whichever happens to be ready."""

    item: Item
    result: Result
    under_way: int = 0
    holding: int = 0  # of these, what only reads the result
    keeping: bool = False  # it is on its way into the session's folder
    kept_in_vain: bool = False  # it could not be kept there, so it stays in memory
    wanted: bool = True  # False: the person has discarded it, or removed its row
    lossy: RawFile | None = None  # a file that was written without a finish, and with loss
    # where the exact pixels have been put before the file they were in was replaced
    moved: Path | None = None
