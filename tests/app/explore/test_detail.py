"""The region that a sheet begins with."""

import numpy as np

from app.explore.detail import most_detailed
from app.images.qimages import qimage_from_array
from core.jobs import Region


def test_the_region_is_where_the_detail_is():
    pixels = np.full((200, 300, 3), 128, np.uint8)
    pixels[120:180, 210:290] = np.random.default_rng(0).integers(0, 255, (60, 80, 3))
    found = most_detailed(qimage_from_array(pixels), (80, 60), (300, 200))
    assert (found.width, found.height) == (80, 60)
    assert abs(found.x - 210) <= 8
    assert abs(found.y - 120) <= 8


def test_a_plain_picture_gives_its_middle():
    plain = qimage_from_array(np.full((100, 200, 3), 50, np.uint8))
    assert most_detailed(plain, (40, 40), (200, 100)) == Region(80, 30, 40, 40)


def test_a_picture_smaller_than_the_region_is_taken_whole():
    tiny = qimage_from_array(np.zeros((9, 12, 3), np.uint8))
    assert most_detailed(tiny, (64, 64), (12, 9)) == Region(0, 0, 12, 9)


def test_the_region_is_found_in_a_small_version_of_a_large_picture():
    pixels = np.full((100, 150, 3), 128, np.uint8)
    pixels[60:90, 105:145] = np.random.default_rng(0).integers(0, 255, (30, 40, 3))
    found = most_detailed(qimage_from_array(pixels), (400, 300), (1500, 1000))
    assert (found.width, found.height) == (400, 300)
    assert abs(found.x - 1050) <= 50
    assert abs(found.y - 600) <= 50
