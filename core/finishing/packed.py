"""A finish as plain values for a result's file, its strokes packed: a JPEG has room for 64 KB of text."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import zlib
from typing import Any

from core.errors import SettingsError
from core.finishing.finish import Finish
from core.finishing.strokes import Stroke

MOST_BYTES = 4_000_000  # of unpacked strokes


def finish_to_dict(finish: Finish | None) -> dict[str, Any] | None:
    """The inverse of `unpacked`, for the finish of settings."""
    if finish is None:
        return None
    plain = dataclasses.asdict(dataclasses.replace(finish, protect=None))
    if finish.protect is not None:
        marks = finish.protect
        rows = [
            [s.radius, s.feather, int(s.erase), int(s.box), *(value for point in s.points for value in point)]
            for s in marks.strokes
        ]
        packed = zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 9)
        strokes = base64.b64encode(packed).decode("ascii")
        plain["protect"] = {"width": marks.width, "height": marks.height, "strokes": strokes}
        if marks.framing is not None:
            plain["protect"]["framing"] = dataclasses.asdict(marks.framing)
    return plain


def unpacked(values: Any) -> Any:
    """Values from a file with the strokes as the dataclasses know them. What is no finish is left to their check.

    Raises SettingsError for strokes that cannot be unpacked, or that are more than a person paints.
    """
    protect = values.get("protect") if isinstance(values, dict) else None
    if not isinstance(protect, dict) or not isinstance(protect.get("strokes"), str):
        return values
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(base64.b64decode(protect["strokes"], validate=True), MOST_BYTES)
        if inflater.unconsumed_tail:
            raise SettingsError("What is protected holds more strokes than a person paints.")
        strokes = [dataclasses.asdict(_stroke(row)) for row in json.loads(text)]
    except (binascii.Error, zlib.error, ValueError, TypeError, IndexError, RecursionError) as error:
        raise SettingsError("What is protected cannot be read.", detail=repr(error)) from error
    return {**values, "protect": {**protect, "strokes": strokes}}


def _stroke(row: list[Any]) -> Stroke:
    radius, feather, erase, box, *places = (float(value) for value in row)
    if len(places) % 2:
        raise ValueError("half a point")
    points = tuple(zip(places[::2], places[1::2], strict=True))
    return Stroke(points, radius, feather, bool(erase), bool(box))
