"""What stands on the left and on the right of a picture that is shown: itself, results of it, or files beside it."""

from __future__ import annotations

import math

from app.queue.items import Item, Result
from app.viewing.compare_bar import ORIGINAL
from app.viewing.compared_files import ComparedFile, ComparedFiles, extent_of

Pair = tuple[str, str]
"""Left and right, each ORIGINAL or the id of a result or of a file."""
ALONE = (ORIGINAL, ORIGINAL)


class Sides:
    """Knows what can stand there and what does; nothing is shown by it."""

    def __init__(self) -> None:
        self.item: Item | None = None
        self.files = ComparedFiles()
        self.now: Pair = ALONE
        self._before: Pair = ALONE  # the last choice

    def show(self, item: Item | None) -> None:
        """Another picture: its newest result against the original, without one the file it was compared with."""
        self.item = item
        self.now = self._before = (ORIGINAL, self._newest())

    def choose(self, before: str, after: str) -> None:
        self._before, self.now = self.now, (before, after)

    # --- what is there --------------------------------------------------------------------------------------

    @property
    def result(self) -> Result | None:
        """The result on the right, else the one on the left, else None."""
        before, after = self.now
        return self.result_on(after) or self.result_on(before)

    @property
    def file(self) -> ComparedFile | None:
        """Likewise, of files."""
        before, after = self.now
        return self.file_on(after) or self.file_on(before)

    def result_on(self, side: str) -> Result | None:
        return None if self.item is None else self.item.result(side)

    def file_on(self, side: str) -> ComparedFile | None:
        return self.files.find(self.item, side)

    def can_compare(self, before: str, after: str) -> bool:
        """Whether what two sides show is framed alike. The original follows any result, and files are as they are."""
        item, one, other = self.item, self.result_on(before), self.result_on(after)
        if item is None or one is None or other is None:
            return True
        return item.framing_of(one) == item.framing_of(other)

    def extent(self, picture: tuple[int, int] | None) -> tuple[int, int] | None:
        """The size at which files are shown beside each other, or beside the picture of that size (None: not known
        yet). None if there is no file, or none has been read yet."""
        files = [file for side in self.now if (file := self.file_on(side)) is not None]
        extents = [extent_of(file.size, picture) for file in files if file.size is not None]
        if extents and picture is not None and ORIGINAL in self.now:
            extents.append(picture)
        return max(extents, key=math.prod, default=None)

    # --- what comes next ------------------------------------------------------------------------------------

    def previous(self) -> Pair | None:
        """With the result before the one on the right on the left; of the two newest if the one on the right has none
        before it. None where there are no two."""
        results = self.item.results if self.item is not None else []
        if len(results) < 2:
            return None
        ids = [result.result_id for result in results]
        after = self.now[1] if self.now[1] in ids[1:] else ids[-1]
        return ids[ids.index(after) - 1], after

    def beside(self, file: ComparedFile, *, right: bool | None) -> Pair:
        """With a file on a side; without one on the left, for the original, where anything stands on the right."""
        before, after = self.now
        if right is None:
            right = after in (ORIGINAL, file.side)
        return self.still_there((before, file.side) if right else (file.side, after))

    def without(self, file: ComparedFile) -> Pair:
        """With what stood in the place of a file before it was chosen."""
        before, after = (
            past if now == file.side else now for past, now in zip(self._before, self.now, strict=True)
        )
        return self.still_there((before, after))

    def still_there(self, sides: Pair) -> Pair:
        """The sides with something else for what has gone, and for what cannot be compared with that."""
        known = {ORIGINAL, *(file.side for file in self.files.of(self.item))}
        known |= {result.result_id for result in (self.item.results if self.item else [])}
        before, wanted = sides
        after = wanted if wanted in known else self._newest()
        twice = before == after != wanted  # what has come stands on the left already
        if before not in known or twice or not self.can_compare(before, after):
            before = ORIGINAL
        return before, after

    def _newest(self) -> str:
        """What stands on the right unless the person has chosen something else."""
        if self.item is not None and self.item.latest is not None:
            return self.item.latest.result_id
        files = self.files.of(self.item)
        return files[-1].side if files else ORIGINAL
