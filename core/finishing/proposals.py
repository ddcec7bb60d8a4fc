"""Finds what an invention would hurt: faces and text. Proposes boxes around them, which a person may protect."""

from __future__ import annotations

from core.errors import SettingsError
from core.finishing.faces import faces
from core.finishing.strokes import Stroke
from core.finishing.text_lines import text_lines
from core.images.picture import Picture

KINDS = ("faces", "text")
MOST_BOXES = 60  # of each kind
FEATHER = 0.5
ROOM = 0.15  # of the height, around what is found

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def check_kinds(kinds: tuple[str, ...]) -> None:
    """Raises SettingsError for a kind that is not known."""
    for kind in kinds:
        if kind not in KINDS:
            raise SettingsError(f"{kind!r} cannot be found by this program: choose {', '.join(KINDS)}.")


def proposed(picture: Picture, kinds: tuple[str, ...] = KINDS) -> tuple[Stroke, ...]:
    """Boxes around what is found, in pixels of the picture. Raises SettingsError for an unknown kind, and ModelError if
    the networks that find faces cannot be read."""
    check_kinds(kinds)
    boxes: list[Box] = []
    if "faces" in kinds:
        boxes += [face.box for face in faces(picture)[:MOST_BOXES]]
    if "text" in kinds:
        boxes += text_lines(picture)[:MOST_BOXES]
    return tuple(_stroke(box, picture) for box in boxes)


def _stroke(box: Box, picture: Picture) -> Stroke:
    left, top, right, bottom = box
    room = (bottom - top) * ROOM
    corners = (
        (round(max(0.0, left - room), 1), round(max(0.0, top - room), 1)),
        (round(min(picture.width, right + room), 1), round(min(picture.height, bottom + room), 1)),
    )
    return Stroke(corners, feather=FEATHER, box=True)
