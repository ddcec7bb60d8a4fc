"""Files that hold more than one picture: what is said of them, and how their results are known."""

from __future__ import annotations

FRAMES = "frames"  # in a result's settings: how many it has; not there in one that is a single picture
PAGES = "pages"  # in the settings of a book: the format that its pages were to have
_FIRST_OF = "Only the first of"


def first_of(count: int, what: str) -> str:
    """The notice about a file with so many `what`: frames or pages."""
    return f"{_FIRST_OF} {count} {what} is used."


def is_first_only(notice: str) -> bool:
    """Whether a notice says that the file has more frames or pages."""
    return notice.startswith(_FIRST_OF) and notice.endswith(("frames is used.", "pages is used."))
