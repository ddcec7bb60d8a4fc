"""A file that must not be larger than so many bytes: the highest quality with which it is not."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from core.errors import SaveError
from core.storage.sizes import bytes_text

LEAST_QUALITY = 30  # below it a smaller picture is the better one
# Of width and height, for a picture with fewer pixels has more in each of them.
_SPARED = 0.95


class FileTooLargeError(SaveError):
    """Even with the lowest sensible quality a file is larger than it may be. `size` and `most` are bytes."""

    def __init__(self, size: int, most: int, quality: int | None) -> None:
        """`quality`: the lowest that was tried; None if the format has none."""
        self.size, self.most, self.quality = size, most, quality
        start = "The file has" if quality is None else f"Even with quality {quality} the file has"
        super().__init__(
            f"{start} {bytes_text(size)}, and {bytes_text(most)} are allowed, so nothing was saved. Choose a smaller "
            f"scale: about {self.percent} % of this width and height would fit."
        )

    @property
    def percent(self) -> int:
        """About how wide and high a picture would fit, in percent of this one."""
        return max(1, math.floor(100 * _SPARED * math.sqrt(self.most / self.size)))


@dataclass(frozen=True)
class Fitted:
    """A file's bytes, and the quality that they have."""

    data: bytes
    quality: int


def fitting(encode: Callable[[int], bytes], quality: int, most: int, go_on: Callable[[], None]) -> Fitted:
    """The file of the highest quality up to `quality` that has at most `most` bytes, found by at most nine encodings,
    of which one is held at a time beside the best. `go_on` is called before each and may raise. Raises
    FileTooLargeError."""

    def tried(quality: int) -> Fitted:
        go_on()
        return Fitted(encode(quality), quality)

    best = tried(quality)
    if len(best.data) <= most:
        return best
    least = min(LEAST_QUALITY, quality)
    best = tried(least) if least < quality else best
    if len(best.data) > most:
        raise FileTooLargeError(len(best.data), most, least)
    low, high = least + 1, quality - 1
    while low <= high:
        middle = (low + high) // 2
        found = tried(middle)
        if len(found.data) <= most:
            best, low = found, middle + 1
        else:
            high = middle - 1
    return best
