"""The picture itself: which arrays it takes, and its parts."""

import numpy as np
import pytest

from core.images.picture import Picture
from tests.core.images.pictures import noise


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TypeError):
        Picture(np.zeros((2, 2), np.uint8))
    with pytest.raises(TypeError):
        Picture(np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.uint16))


def test_a_crop_shares_memory_and_keeps_what_belongs_to_the_picture() -> None:
    picture = Picture(noise(6, 8), np.zeros((6, 8), np.uint8), icc=b"p")
    part = picture.crop(2, 1, 4, 3)
    assert np.shares_memory(part.pixels, picture.pixels)
    assert (part.width, part.height, part.icc) == (4, 3, b"p")
    assert part.alpha is not None
