"""What is shown of a finish is what is saved of it."""

import numpy as np
import pytest

from app.images.pictures import to_qimage
from app.images.qimages import rgba_array_from_qimage
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
