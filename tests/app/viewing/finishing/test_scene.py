"""What is shown of a finish is what is saved of it."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.images.pictures import to_qimage
from app.images.qimages import rgba_array_from_qimage
from app.viewing.finishing import scene as scenes
from app.viewing.finishing.scene import make_scene
from core.finishing.blend import finished
from core.finishing.finish import Finish
from core.images.picture import Picture


@pytest.mark.parametrize("seamless", [False, True])
@pytest.mark.parametrize("finish", [Finish(keep_grain=True), Finish(0.3, keep_grain=True)])
def test_of_a_picture_with_transparency_too(finish, seamless):
    """Its hidden pixels are black, and may not darken those beside them."""
    rng = np.random.default_rng(0)
    pixels, alpha = rng.integers(90, 150, (24, 32, 3), np.uint8), np.full((24, 32), 255, np.uint8)
    pixels[:, :16], alpha[:, :16] = 0, 0
    model = Picture(rng.integers(90, 150, (48, 64, 3), np.uint8), np.kron(alpha, np.ones((2, 2), np.uint8)))
    source = Picture(pixels, alpha)
    scene = make_scene(to_qimage(model), to_qimage(source), None, seamless=seamless).with_grain()
    seen = rgba_array_from_qimage(scene.whole(finish))[:, 32:, :3].astype(int)
    saved = finished(model, source, finish, seamless=seamless).pixels[:, 32:]
    assert np.abs(seen - saved).max() <= 1


@pytest.mark.parametrize("seamless", [False, True])
@pytest.mark.parametrize("zoom", [1.0, 0.5, 0.2])
def test_a_part_looks_like_the_whole_without_enlarging_more_than_is_seen(monkeypatch, zoom, seamless):
    made, enlarge = [], scenes._enlarged

    def enlarged(source, model, *, seamless):
        made.append(model.shape[1::-1])
        return enlarge(source, model, seamless=seamless)

    monkeypatch.setattr(scenes, "_enlarged", enlarged)
    coarse = np.random.default_rng(0).integers(0, 255, (12, 40, 3), np.uint8)
    source = Picture(np.kron(coarse, np.ones((16, 16, 1), np.uint8)))
    model = Picture(np.full((240, 2600, 3), 90, np.uint8))
    scene = make_scene(to_qimage(model), to_qimage(source), None, seamless=seamless)
    place, part = scene.part(Finish(0.0), QRectF(1100, 60, 200, 100), zoom)
    level = {1.0: 0, 0.5: 1, 0.2: 2}[zoom]
    assert made == ([(2600 >> level, 240 >> level)] if level else [])
    whole = rgba_array_from_qimage(scene.whole(Finish(0.0)))[..., :3]
    assert whole.shape[:2] == (240, 2600)
    left, top = int(place.x()), int(place.y())
    below = whole[top : top + (part.height() << level), left : left + (part.width() << level)]
    below = below.reshape(part.height(), 1 << level, part.width(), 1 << level, 3).mean((1, 3))
    assert np.abs(rgba_array_from_qimage(part)[..., :3] - below).mean() < 3
