"""Leaves out of what describes a picture where it was taken and who is in or behind it, for those who share it.

Out go places (GPS, towns, scenes), names (artist, author, owner, copyright, persons shown), ways to reach them, serial
numbers, and what hides such things: the maker note, and every field that is not known. What stays is the camera, the
lens, exposure, dates, rating, title, keywords, and what the person has written as description or comment, unread.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from PIL import ExifTags

from core.images import exif, iptc, xmp
from core.images.about import ALPHA_APART, About

log = logging.getLogger(__name__)

# Document and page, which are often paths; artist, computer, copyright, author.
_NAMING = {269, 285, 315, 316, 33432, 0x9C9D}
# Sound file, the camera's settings in its own terms, id of the picture, owner, serial numbers of body and lens,
# photographer, editor.
_NAMING_DETAILS = {exif.MAKER_NOTE, 0xA004, 0xA40B, 0xA420, 0xA430, 0xA431, 0xA435, 0xA437, 0xA438}
# The tags of EXIF itself: those of other standards, such as DNG's serial number, are not for its directory.
_DETAILS = {tag for tag in ExifTags.TAGS if 0x829A <= tag < 0xA600} - _NAMING_DETAILS
_TEXTS = {
    "title", "description", "comment", "software", "creation time", "disclaimer", "warning", "parameters",
    "prompt", "negative prompt", "workflow",
}  # fmt: skip


def anonymous(block: bytes | None, about: About) -> tuple[bytes | None, About]:
    """An EXIF block, and all else that is said, without place and person."""
    packet = xmp.packet_of(about.xmp)
    packet.make_anonymous()
    return _anonymous_exif(block), About(
        about.dpi,
        packet.to_bytes(),
        tuple(one for one in about.texts if one[0].lower() in _TEXTS or one == ALPHA_APART),
        iptc.anonymous(about.iptc) or None if about.iptc else None,
    )


def anonymous_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the name of the model's file in place of its path, which often holds the name of a person, and
    without the name of a mask."""
    model = {"model": base_name(str(settings["model"]))} if "model" in settings else {}
    mask = {"mask": ""} if "mask" in settings else {}
    return {**settings, **model, **mask, "private": True}


def base_name(path: str) -> str:
    """The last part of a path of any system."""
    return PureWindowsPath(PurePosixPath(path).name).name


def _anonymous_exif(block: bytes | None) -> bytes | None:
    try:
        tags = exif.parse(block) if block else exif.Exif()
    except (ValueError, struct.error) as error:
        log.warning("The EXIF block cannot be read and is left out: %s", error)
        return None
    tags.main = {tag: value for tag, value in tags.main.items() if tag not in _NAMING}
    tags.details = {tag: value for tag, value in tags.details.items() if tag in _DETAILS}
    tags.gps, tags.note_at = {}, 0
    return tags.to_block() if tags else None
