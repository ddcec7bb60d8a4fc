"""What the file formats can hold: how large a picture may be, and what of it is lost."""

from __future__ import annotations

from dataclasses import replace

from core.errors import SaveError
from core.images.about import About
from core.images.carry import carry
from core.images.formats.encode_jxl import needs_srgb
from core.images.formats.encoding import Encoding
from core.images.formats.tiff_writer import MOST_BYTES
from core.images.names import TITLES
from core.images.picture import Picture
from core.images.privacy import anonymous

# Of AVIF more could be written, but decoders open no more; of DDS graphics cards take no more.
_LARGEST_SIDE = {"jpeg": 65_500, "webp": 16_383, "avif": 32_768}
_LARGEST_SIDE |= {"jxl": 1 << 18, "png": 1_000_000, "tiff": 2**31 - 1, "tga": 65_535, "dds": 16_384}
TEXTURES = ("tga", "dds")
_LARGEST_AVIF = 1 << 28  # pixels
_JPEG_DENSITY = 65_535  # pixels per inch at most: a number of 16 bits


def check_format(format: str, width: int, height: int, *, channels: int = 3, depth: int = 8) -> None:
    """Raises SaveError if the format cannot hold a picture of that size. Called before anything is computed."""
    if format == "gif":
        raise SaveError(f"GIF is for animations alone: choose {', '.join(_LARGEST_SIDE)}.")
    if format not in _LARGEST_SIDE:
        raise SaveError(f"Unknown format {format!r}: choose {', '.join(_LARGEST_SIDE)}.")
    if max(width, height) > _LARGEST_SIDE[format]:
        others = "TIFF" if format == "png" else "PNG or TIFF"
        raise SaveError(
            f"{TITLES[format]} holds at most {_LARGEST_SIDE[format]:,} pixels a side, and the result has "
            f"{width:,} x {height:,}. Choose {others}."
        )
    if format == "avif" and width * height > _LARGEST_AVIF:
        raise SaveError(
            f"AVIF holds at most {_LARGEST_AVIF // 10**6} million pixels, and the result has {width:,} x {height:,}. "
            "Choose PNG or TIFF."
        )
    if format in ("tiff", "tga") and width * height * channels * depth // 8 > MOST_BYTES:
        raise SaveError(f"The result is too large for a {TITLES[format]} file (4 GB). Choose PNG.")


def save_notices(picture: Picture, how: Encoding) -> tuple[str, ...]:
    """Sentences about what will be lost in the file, because the format or the wanted depth cannot hold it."""
    format = how.format
    notices: tuple[str, ...] = ()
    if format == "jpeg" and picture.alpha_apart:
        notices += ("JPEG has no alpha: it was left out.",)
    elif format == "jpeg" and picture.alpha is not None:
        notices += ("JPEG has no transparency: the picture was laid on white.",)
    if picture.depth == 16 and how.depth_of(picture) == 8:
        notices += ("The picture has 16 bits per sample and was saved with 8.",)
    if format == "jxl" and not how.is_lossless and needs_srgb(picture.icc, gray=picture.gray):
        notices += (
            "With loss JPEG XL cannot hold this kind of colour profile: the picture was converted to sRGB. Without "
            "loss it can.",
        )
    if format in TEXTURES and picture.icc is not None:
        notices += (f"{TITLES[format]} holds no colour profile: the picture was converted to sRGB.",)
    if format == "dds" and (picture.width % 4 or picture.height % 4):
        notices += ("Width or height of the DDS is no multiple of 4: many games do not take it.",)
    if format == "jpeg" and _densest(picture.about) > _JPEG_DENSITY:
        notices += (
            f"JPEG holds at most {_JPEG_DENSITY:,} pixels per inch, so the file says that in place of "
            f"{_densest(picture.about):,.0f}. The others hold more.",
        )
    exif, about = anonymous(picture.exif, picture.about) if how.private else (picture.exif, picture.about)
    return notices + carry(exif, about, format, how.metadata).notices


def _densest(about: About) -> float:
    return max(about.dpi or (0.0,))


def held_by_jpeg(about: About) -> About:
    """With a resolution that a JPEG can hold, which says the same of the pixels' shape."""
    if about.dpi is None or _densest(about) <= _JPEG_DENSITY:
        return about
    factor = _JPEG_DENSITY / _densest(about)
    return replace(about, dpi=(about.dpi[0] * factor, about.dpi[1] * factor))
