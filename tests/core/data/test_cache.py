"""The pixels that are learnt from."""

from pathlib import Path

import numpy as np
from PIL import Image

from core.data.cache import PictureCache


def test_colours_under_full_transparency_are_not_learnt(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16, 4), np.uint8)
    pixels[..., 3] = 0
    pixels[4:12, 4:12] = (90, 120, 30, 255)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    seen = PictureCache().get(tmp_path / "a.png").astype(int)
    assert abs(seen - [90, 120, 30]).max() <= 1
