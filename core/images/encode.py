"""From a Picture to a file: PNG, JPEG, WebP or TIFF, written whole or not at all."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, TiffImagePlugin

from core.errors import SaveError
from core.images.metadata import exif_with, png_with, to_text
from core.images.names import display_name, system_path
from core.images.picture import Picture

_LARGEST_SIDE = {"jpeg": 65_500, "webp": 16_383, "png": 2**31 - 1, "tiff": 2**31 - 1}
_TIFF_LIMIT = 4_200_000_000  # bytes that a classic TIFF can address
SUFFIXES = {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif"}


def check_format(format: str, width: int, height: int, *, channels: int = 3, depth: int = 8) -> None:
    """Raises SaveError, before anything is computed, if the format cannot hold a picture of that size."""
    if format not in _LARGEST_SIDE:
        raise SaveError(f"Unknown format {format!r}: choose {', '.join(_LARGEST_SIDE)}.")
    if max(width, height) > _LARGEST_SIDE[format]:
        raise SaveError(
            f"{format.upper()} holds at most {_LARGEST_SIDE[format]:,} pixels a side, and the result has "
            f"{width:,} x {height:,}. Choose PNG or TIFF."
        )
    if format == "tiff" and width * height * channels * depth // 8 > _TIFF_LIMIT:
        raise SaveError("The result is too large for a TIFF file (4 GB). Choose PNG.")


def check_folder_writable(folder: Path) -> None:
    """Creates the folder if need be and proves that a file can be made there. Raises SaveError otherwise."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=system_path(folder)):
            pass
    except OSError as error:
        raise SaveError(
            f"Nothing can be written to {display_name(folder)}: {error.strerror or error}. Choose another folder.",
            detail=repr(error),
        ) from error


def save_picture(
    picture: Picture,
    path: Path,
    *,
    format: str,
    bit_depth: int | None = None,
    quality: int = 95,
    metadata: Mapping[str, Any] | None = None,
    overwrite: bool = False,
) -> Path:
    """Writes `path` and returns it. JPEG and WebP have 8 bits; JPEG lays transparent pictures on white.

    An existing file is never touched unless `overwrite`, and then only replaced by a whole new one. Raises
    SaveError; the result stays in memory and can be saved elsewhere.
    """
    check_format(format, picture.width, picture.height)
    depth = (bit_depth or picture.depth) if format in ("png", "tiff") else 8
    data = _encode(picture, format, depth, quality, metadata)
    write_atomically(path, data, overwrite=overwrite)
    return path


def write_atomically(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Temp file in the same folder, synced, then renamed over the target or linked to a free name."""
    shown, temporary = display_name(path), ""
    try:
        handle, temporary = tempfile.mkstemp(
            prefix=".resshift-", suffix=".part", dir=system_path(path.parent)
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        if overwrite:
            os.replace(temporary, system_path(path))  # noqa: PTH105
        else:
            _move_to_free(temporary, path)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise SaveError(f"{shown} already exists and was not touched. Choose another name.") from error
    except OSError as error:
        raise SaveError(
            f"{shown} could not be saved: {error.strerror or error}. Free some space or choose another folder; "
            "nothing was changed.",
            detail=repr(error),
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _move_to_free(temporary: str, path: Path) -> None:
    """Gives the file its name only if nobody has it: a link fails where a rename would replace."""
    try:
        os.link(temporary, system_path(path))
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.close(os.open(system_path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(temporary, system_path(path))  # noqa: PTH105


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- encoding -----------------------------------------------------------------------------------------------------


def _encode(
    picture: Picture, format: str, depth: int, quality: int, settings: Mapping[str, Any] | None
) -> bytes:
    if format == "png":
        bare = _cv2_png(_planes(picture, depth))
        return png_with(bare, settings=settings, icc=picture.icc, exif=picture.exif)
    if format == "tiff":
        return _tiff(picture, depth, settings)
    image = _pillow(picture, flatten=format == "jpeg")
    exif = exif_with(settings, picture.exif)
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": quality, "icc_profile": picture.icc}
    if exif:
        options["exif"] = exif
    if format == "jpeg":
        options |= {"subsampling": 0 if quality >= 90 else 2, "optimize": True}
    image.save(out, format="JPEG" if format == "jpeg" else "WEBP", **options)
    return out.getvalue()


def _planes(picture: Picture, depth: int) -> np.ndarray:
    """The channels that are written (1, 3 or 4, in RGB order) in the wanted depth."""
    if picture.alpha is None:
        return _to_depth(picture.pixels[..., :1] if picture.gray else picture.pixels, depth)
    # gray with alpha becomes RGBA: few programs read two channels of 16 bits
    return _to_depth(np.dstack([picture.pixels, picture.alpha]), depth)


def _to_depth(array: np.ndarray, depth: int) -> np.ndarray:
    if array.dtype.itemsize * 8 == depth:
        return array
    if depth == 16:
        return array.astype(np.uint16) * 257
    return ((array.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def _cv2_png(planes: np.ndarray) -> bytes:
    order = {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[planes.shape[2]]
    done, data = cv2.imencode(
        ".png", np.ascontiguousarray(planes[..., order]), [cv2.IMWRITE_PNG_COMPRESSION, 4]
    )
    if not done:
        raise SaveError("The picture could not be encoded as PNG. Choose TIFF.")
    return data.tobytes()


def _pillow(picture: Picture, *, flatten: bool) -> Image.Image:
    pixels = _to_depth(picture.pixels, 8)
    if picture.alpha is None:
        return Image.fromarray(pixels[..., 0] if picture.gray else pixels)
    alpha = _to_depth(picture.alpha, 8)
    if not flatten:
        return Image.fromarray(np.dstack([pixels, alpha]))
    share = alpha[..., None].astype(np.uint16)
    white = (pixels * share + 255 * (255 - share) + 127) // 255
    return Image.fromarray(white.astype(np.uint8)[..., 0] if picture.gray else white.astype(np.uint8))


def _tiff(picture: Picture, depth: int, settings: Mapping[str, Any] | None) -> bytes:
    planes = _planes(picture, depth)
    if depth == 8 or planes.shape[2] == 1:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        if settings is not None:
            tags[270] = to_text(settings)
        if picture.icc:
            tags[34675] = picture.icc
        out = io.BytesIO()
        image = Image.fromarray(planes[..., 0] if planes.shape[2] == 1 else planes)
        image.save(out, format="TIFF", compression="tiff_deflate", tiffinfo=tags)
        return out.getvalue()
    return _deep_tiff(planes, picture.icc, None if settings is None else to_text(settings))


def _deep_tiff(planes: np.ndarray, icc: bytes | None, description: str | None) -> bytes:
    """A little-endian TIFF of 16-bit samples in one deflated strip, which Pillow cannot write for colours."""

    height, width, samples = planes.shape
    strip = zlib.compress(np.ascontiguousarray(planes.astype("<u2")).tobytes(), 6)
    entries: list[tuple[int, int, int, bytes]] = [
        (256, 4, 1, struct.pack("<I", width)),
        (257, 4, 1, struct.pack("<I", height)),
        (258, 3, samples, struct.pack("<H", 16) * samples),
        (259, 3, 1, struct.pack("<H", 8)),
        (262, 3, 1, struct.pack("<H", 2)),
        (273, 4, 1, struct.pack("<I", 8)),
        (277, 3, 1, struct.pack("<H", samples)),
        (278, 4, 1, struct.pack("<I", height)),
        (279, 4, 1, struct.pack("<I", len(strip))),
    ]
    if samples > 3:
        entries.append((338, 3, 1, struct.pack("<H", 2)))
    if description:
        text = description.encode("ascii") + b"\0"
        entries.append((270, 2, len(text), text))
    if icc:
        entries.append((34675, 7, len(icc), icc))
    entries.sort()
    body = strip + b"\0" * (len(strip) % 2)
    at = 8 + len(body)
    table, extra = struct.pack("<H", len(entries)), b""
    extra_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) > 4:
            place = struct.pack("<I", extra_at + len(extra))
            extra += value + b"\0" * (len(value) % 2)
        else:
            place = value.ljust(4, b"\0")
        table += struct.pack("<HHI", tag, kind, count) + place
    return b"II*\0" + struct.pack("<I", at) + body + table + b"\0\0\0\0" + extra
