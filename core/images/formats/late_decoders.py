"""JPEG XL, and the raw files of cameras: formats that Pillow and OpenCV do not open.

JPEG XL comes with imagecodecs (libjxl, BSD); the plugin for Pillow is under the GPL, which a packaged program under the
MIT licence cannot contain. Raw files are developed by LibRaw, through rawpy (MIT; LibRaw itself under LGPL 2.1 or CDDL
1.0), where that is installed.
"""

from __future__ import annotations

import importlib.util
import io

import numpy as np

from core.errors import PictureError
from core.images.formats.jxl_head import colours_of
from core.images.formats.samples import Samples, UnsupportedError, from_float
from core.images.sources import SRGB

_NOT_SRGB = "Its colours are told in a way that is not read: they are taken as sRGB."


def raw_support() -> bool:
    """Whether the optional package that develops raw files is installed."""
    return importlib.util.find_spec("rawpy") is not None


def decode_raw(data: bytes, shown: str) -> Samples:
    """A raw file developed with the camera's white balance: upright, sRGB, 16 bits. Raises PictureError."""
    if not raw_support():
        raise PictureError(
            f"{shown} is a raw file of a camera. Install raw support (the Python package rawpy), or develop it with "
            "your camera's program and save it as TIFF or JPEG."
        )
    import rawpy

    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            array = raw.postprocess(use_camera_wb=True, output_bps=16, output_color=rawpy.ColorSpace.sRGB)
    except rawpy.LibRawError as error:
        raise PictureError(
            f"{shown} is a raw file of a camera that cannot be developed here ({_clause(error)}). Develop it with your "
            "camera's program and save it as TIFF or JPEG.",
            detail=repr(error),
        ) from error
    notice = "The raw file was developed with the camera's white balance."
    return Samples(np.ascontiguousarray(array), None, (notice,), SRGB)


def _clause(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


def decode_jxl(data: bytes) -> Samples:
    """The first frame of a JPEG XL picture, turned upright by the decoder. Raises UnsupportedError."""
    import imagecodecs

    try:
        array = imagecodecs.jpegxl_decode(data, index=0, numthreads=1)
    except (RuntimeError, ValueError) as error:
        raise UnsupportedError(f"its data is damaged or not supported ({error})") from error
    array = array[..., None] if array.ndim == 2 else array
    source, icc = colours_of(data)
    notices: list[str] = [] if source or icc else [_NOT_SRGB]
    if array.ndim != 3 or array.shape[2] > 4:
        raise UnsupportedError("it has more channels than colours and alpha")
    if array.dtype.kind == "f":
        array = from_float(array, notices)
    return Samples(np.ascontiguousarray(array), icc, tuple(notices), None if icc else source or SRGB)
