import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from app.images.pictures import to_qimage
from app.images.qimages import array_from_qimage, qimage_from_array, rgba_array_from_qimage
from core.images.about import ALPHA_APART, About
from core.images.picture import Picture


def random_array(*shape):
    return np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)


# Widths that are no multiple of four: rows of an RGB888 QImage are padded then.
@pytest.mark.parametrize("width", [1, 3, 5, 63, 64])
def test_rgb_round_trip(width):
    array = random_array(7, width, 3)
    image = qimage_from_array(array)
    assert (image.width(), image.height()) == (width, 7)
    assert not image.hasAlphaChannel()
    np.testing.assert_array_equal(array_from_qimage(image), array)


def test_rgba_round_trip_is_exact_even_where_transparent():
    array = random_array(9, 5, 4)
    np.testing.assert_array_equal(rgba_array_from_qimage(qimage_from_array(array)), array)


def test_gray_becomes_three_equal_channels():
    array = random_array(6, 5)
    np.testing.assert_array_equal(array_from_qimage(qimage_from_array(array)), np.dstack([array] * 3))


def test_colours_are_in_the_right_order():
    image = qimage_from_array(np.array([[[200, 100, 50]]], np.uint8))
    assert image.pixelColor(0, 0) == QColor(200, 100, 50)


def test_the_image_owns_its_pixels():
    array = random_array(4, 4, 3)
    expected = array.copy()
    image = qimage_from_array(array)
    array[:] = 0
    np.testing.assert_array_equal(array_from_qimage(image), expected)


def test_views_with_odd_strides_and_read_only_arrays_are_accepted():
    array = random_array(20, 20, 3)
    view = array[3:17:2, ::-3]
    view.flags.writeable = False
    np.testing.assert_array_equal(array_from_qimage(qimage_from_array(view)), view)


@pytest.mark.parametrize("format", [QImage.Format.Format_RGB888, QImage.Format.Format_Indexed8])
def test_foreign_formats_can_be_read(format):
    array = np.zeros((3, 5, 3), np.uint8)
    array[:, 2] = 255
    foreign = qimage_from_array(array).convertToFormat(format)
    np.testing.assert_array_equal(array_from_qimage(foreign), array)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros((4, 4, 3), np.float32),
        np.zeros((4, 4, 2), np.uint8),
        np.zeros((4,), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
    ],
)
def test_other_arrays_are_refused(array):
    with pytest.raises(ValueError, match="uint8"):
        qimage_from_array(array)


def test_an_empty_image_is_refused():
    with pytest.raises(ValueError, match="empty"):
        array_from_qimage(QImage())


def test_alpha_that_is_no_transparency_hides_nothing():
    array = random_array(9, 5, 4)
    for texts in ((), (ALPHA_APART,)):
        shown = to_qimage(Picture(array[..., :3].copy(), array[..., 3].copy(), about=About(texts=texts)))
        assert shown.hasAlphaChannel() == (not texts)
