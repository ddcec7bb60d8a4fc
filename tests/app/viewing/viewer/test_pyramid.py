import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject, QRectF, QThread, QThreadPool, Slot
from PySide6.QtGui import QImage

from app.images.qimages import array_from_qimage, bgra_view, qimage_from_array
from app.viewing.viewer.picture_painter import visible_source
from app.viewing.viewer.pyramid import Pyramid, PyramidBuilder, build_pyramid, halved


def noise(height, width, channels=3, seed=1):
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), dtype=np.uint8)


def test_levels_are_area_averages():
    array = noise(1024, 512)
    pyramid = build_pyramid(qimage_from_array(array))
    assert [(i.width(), i.height()) for i in pyramid.levels] == [(512, 1024), (256, 512), (128, 256)]
    expected = array.astype(float).reshape(512, 2, 256, 2, 3).mean((1, 3))
    assert np.abs(array_from_qimage(pyramid.levels[1]) - expected).max() <= 0.51
    expected = array.astype(float).reshape(256, 4, 128, 4, 3).mean((1, 3))
    assert np.abs(array_from_qimage(pyramid.levels[2]) - expected).max() <= 1.02  # rounded twice


def test_odd_sizes_round_up_and_keep_the_mean():
    array = noise(301, 777)
    half = halved(qimage_from_array(array))
    assert (half.width(), half.height()) == (389, 151)
    assert array_from_qimage(half).mean() == pytest.approx(array.mean(), abs=0.1)


@pytest.mark.parametrize(("width", "height"), [(30_000, 200), (40_000, 1), (1, 3000)])
def test_panoramas(width, height):
    pyramid = build_pyramid(qimage_from_array(noise(height, width)))
    assert pyramid.complete
    assert min(pyramid.levels[-1].width(), pyramid.levels[-1].height()) >= 1


def test_a_small_picture_is_its_own_pyramid():
    image = qimage_from_array(noise(200, 256))
    assert Pyramid((image,)).complete
    assert len(build_pyramid(image).levels) == 1


def test_the_colour_below_transparent_pixels_does_not_bleed():
    array = np.zeros((512, 512, 4), np.uint8)
    array[:, ::2] = (255, 255, 255, 255)
    array[:, 1::2] = (255, 0, 0, 0)  # red, but invisible
    half = build_pyramid(qimage_from_array(array)).levels[1]
    colour = half.pixelColor(100, 100)
    assert (colour.red(), colour.green(), colour.blue()) == (255, 255, 255)
    assert colour.alpha() == pytest.approx(127.5, abs=1)


def test_a_foreign_format_is_converted():
    image = qimage_from_array(noise(300, 300)).convertToFormat(QImage.Format.Format_RGB888)
    assert not Pyramid((image,)).complete
    built = build_pyramid(image)
    assert built.complete
    np.testing.assert_array_equal(array_from_qimage(built.full), array_from_qimage(image))


def test_building_leaves_the_picture_untouched():
    array = noise(600, 600, 4)
    image = qimage_from_array(array)
    before = bgra_view(image).copy()
    build_pyramid(image)
    np.testing.assert_array_equal(bgra_view(image), before)


class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.got = []

    @Slot(object, object)
    def take(self, key, pyramid):
        self.got.append((key, pyramid, QThread.currentThread() is self.thread()))


def test_the_builder_answers_in_the_receivers_thread(qtbot):
    receiver, builder = Receiver(), PyramidBuilder()
    builder.built.connect(receiver.take)
    keys = {builder.request(layer, qimage_from_array(noise(600, 600))) for layer in range(5)}
    qtbot.waitUntil(lambda: len(receiver.got) == 5)
    assert {key for key, _, _ in receiver.got} == keys
    assert all(pyramid.complete and in_thread for _, pyramid, in_thread in receiver.got)


def test_the_newest_of_a_layer_is_built_and_nothing_is_kept(qtbot):
    receiver, builder, images = Receiver(), PyramidBuilder(), []
    builder.built.connect(receiver.take)
    for _ in range(300):
        image = qimage_from_array(noise(300, 300))
        images.append(weakref.ref(image))
        newest = builder.request("preview", image)
    del image
    QThreadPool.globalInstance().waitForDone()
    QCoreApplication.processEvents()
    assert receiver.got[-1][0] == newest
    receiver.got.clear()
    gc.collect()
    assert [ref for ref in images if ref() is not None] == []


def test_a_failure_while_building_is_logged_and_nothing_is_sent(qtbot, caplog, monkeypatch):
    def no_memory(*_):
        raise MemoryError("none left")

    monkeypatch.setattr("app.viewing.viewer.pyramid.halved", no_memory)
    receiver, builder = Receiver(), PyramidBuilder()
    builder.built.connect(receiver.take)
    builder.request(1, qimage_from_array(noise(600, 600)))
    qtbot.waitUntil(lambda: "none left" in caplog.text)
    assert receiver.got == []


@pytest.mark.parametrize("zoom", [0.01, 0.05, 0.3, 0.5, 1.0, 7.0, 64.0])
def test_what_is_drawn_is_bounded_by_the_screen_whatever_the_pictures_size(zoom):
    """16384 x 16384 in halving sizes (empty ones: only sizes count here)."""
    sides = [16384 >> k for k in range(7)]
    pyramid = Pyramid(tuple(QImage(s, 1, QImage.Format.Format_Mono) for s in sides))
    view = QRectF(0, 0, 1600, 1000)
    target = QRectF(-300.0 * zoom, -7000 * zoom, 16384 * zoom, 16384 * zoom)
    level = pyramid.levels.index(pyramid.level_for(zoom))
    side = sides[level]

    class Sized:
        def width(self):
            return side

        height = width

        def rect(self):
            return QRectF(0, 0, side, side).toRect()

    source = visible_source(Sized(), target, view)
    assert source.width() * source.height() <= 4 * 1.1 * view.width() * view.height() + 64 * 64


def test_nothing_visible_needs_nothing():
    image = qimage_from_array(noise(10, 10))
    assert visible_source(image, QRectF(0, 0, 10, 10), QRectF(20, 0, 10, 10)).isEmpty()
