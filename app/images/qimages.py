"""The only place that turns arrays into QImages and back.

cv2 does the work because it lets go of the GIL (16k x 16k takes seconds, and the window must not wait),
and is imported late because the window opens before it is needed.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

# Bytes of these formats are B, G, R, A in memory on every little-endian machine, four to a pixel: no padding.
OPAQUE = QImage.Format.Format_RGB32
STRAIGHT = QImage.Format.Format_ARGB32
PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied
BGRA_FORMATS = (OPAQUE, STRAIGHT, PREMULTIPLIED)


def new_qimage(width: int, height: int, format: QImage.Format) -> QImage:
    """An uninitialised image. Raises MemoryError where QImage would return a null one."""
    image = QImage(width, height, format)
    if image.isNull():
        raise MemoryError(f"There is not enough memory for a picture of {width} x {height} pixels.")
    return image


def bgra_view(image: QImage, *, writable: bool = False) -> np.ndarray:
    """The image's own memory, uint8 HxWx4 in B, G, R, A order. Valid only while `image` lives.

    `image` must have one of BGRA_FORMATS. With `writable` Qt first detaches it from its shared copies.
    """
    if image.format() not in BGRA_FORMATS:
        raise ValueError(f"a 32-bit BGRA image is needed, not {image.format()}")
    buffer = image.bits() if writable else image.constBits()
    return np.frombuffer(buffer, np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)


def qimage_from_array(array: np.ndarray) -> QImage:
    """An image that owns its pixels, from uint8 HxW (gray), HxWx3 (RGB) or HxWx4 (RGBA, straight alpha).

    Any strides are accepted. Raises ValueError on another dtype or shape.
    """
    import cv2

    codes = {1: cv2.COLOR_GRAY2BGRA, 3: cv2.COLOR_RGB2BGRA, 4: cv2.COLOR_RGBA2BGRA}
    channels = 1 if array.ndim == 2 else array.shape[-1]
    if array.dtype != np.uint8 or array.ndim not in (2, 3) or channels not in codes or array.size == 0:
        raise ValueError(f"a picture must be uint8 HxW, HxWx3 or HxWx4, not {array.dtype} {array.shape}")
    height, width = array.shape[:2]
    image = new_qimage(width, height, STRAIGHT if channels == 4 else OPAQUE)
    cv2.cvtColor(np.ascontiguousarray(array), codes[channels], dst=bgra_view(image, writable=True))
    return image


def array_from_qimage(image: QImage) -> np.ndarray:
    """The colours of any image as uint8 HxWx3 RGB; transparency is left out, not painted over black."""
    return np.ascontiguousarray(rgba_array_from_qimage(image)[..., :3])


def rgba_array_from_qimage(image: QImage) -> np.ndarray:
    """Any image as uint8 HxWx4 RGBA with straight alpha (255 where the image is opaque)."""
    import cv2

    if image.isNull():
        raise ValueError("the image is empty")
    plain = image.convertToFormat(STRAIGHT)
    return cv2.cvtColor(bgra_view(plain), cv2.COLOR_BGRA2RGBA)
