"""What is said of files that hold more than one picture, and how to tell that it was."""

from __future__ import annotations

_FIRST_OF = "Only the first of"


def first_of(count: int, what: str) -> str:
    """The notice about a file with so many `what`: frames or pages."""
    return f"{_FIRST_OF} {count} {what} is used."


def is_first_only(notice: str) -> bool:
    """Whether a notice says that the file has more frames or pages."""
    return notice.startswith(_FIRST_OF) and notice.endswith(("frames is used.", "pages is used."))
