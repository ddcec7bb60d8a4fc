"""Changed pictures of every format are opened or refused, whole or in part."""

from __future__ import annotations

import io
import random
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from core.images.carry import KEY
from core.images.formats.decode import decode_picture
from tests.fuzz.outcomes import changed, counted

PIXELS = np.random.default_rng(0).integers(0, 256, (13, 17, 4), np.uint8)


DEEP: dict[str, dict[str, Any]] = {  # TIFFs of 16 bits
    "tiles": {"tile": (16, 16), "compression": "zlib", "predictor": 2, "photometric": "rgb"},
    "planes": {"photometric": "rgb", "planarconfig": "separate", "compression": "lzw", "rowsperstrip": 3},
    "zstd": {"compression": "zstd", "photometric": "rgb", "extrasamples": ["unassalpha"]},
}


def written(kind: str) -> bytes:
    out = io.BytesIO()
    image = Image.fromarray(
        PIXELS if kind in ("PNG", "WEBP", "TIFF", "AVIF", "TGA", "DDS") else PIXELS[..., :3]
    )
    if kind == "GIF":
        image.quantize(16).save(out, kind, save_all=True, append_images=[image.quantize(8)])
    elif kind == "JXL":
        return imagecodecs.jpegxl_encode(PIXELS, lossless=True)
    elif kind in DEEP:
        deep = PIXELS.astype(np.uint16) * 257
        apart = "planarconfig" in DEEP[kind]
        tifffile.imwrite(out, np.moveaxis(deep, 2, 0) if apart else deep, metadata=None, **DEEP[kind])
    elif kind == "16":
        Image.fromarray(PIXELS[..., 0].astype(np.uint16) * 257).save(out, "PNG")
    else:
        exif = Image.Exif()
        exif[270], exif[274] = KEY, 6
        more: dict[str, Any] = {"TGA": {"rle": True}, "DDS": {"pixel_format": "BC3"}, "BMP": {}}
        image.save(out, kind, **more.get(kind, {"exif": exif}))
    return out.getvalue()


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize(
    "kind", ["PNG", "16", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "JXL", "TGA", "DDS", *DEEP]
)
def test_a_changed_picture_is_opened_or_refused(kind: str, partial: bool) -> None:
    sound = written(kind)
    assert decode_picture(sound, "x").width in (13, 17)

    def work(generator: random.Random) -> None:
        decode_picture(changed(sound, generator), "x", allow_partial=partial)

    outcomes = counted(work, 120)
    assert outcomes["refused"] > 0
