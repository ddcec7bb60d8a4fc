"""What is found of the wanted kinds is proposed as boxes with some room, within the picture."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import SettingsError
from core.finishing.proposals import KINDS, proposed
from core.finishing.raster import mask_of
from core.finishing.strokes import Marks
from core.images.files import read_picture
from core.images.picture import Picture

PORTRAIT = read_picture(Path(__file__).parent / "pictures" / "eileen-collins.jpg")


def with_text() -> Picture:
    pixels = np.full((280, 420, 3), 235, np.uint8)
    pixels[:200, :200] = PORTRAIT.pixels
    cv2.putText(
        pixels, "Sphinx of quartz 42", (30, 255), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20,) * 3, 2, cv2.LINE_AA
    )
    return Picture(pixels)


def test_each_kind_is_found_alone_and_faces_come_first() -> None:
    picture = with_text()
    (face,), text = proposed(picture, ("faces",)), proposed(picture, ("text",))
    assert text
    assert all(stroke.points[0][1] > 200 for stroke in text)
    assert proposed(picture) == proposed(picture, KINDS) == (face, *text)
    assert proposed(picture, ()) == ()


def test_a_face_is_covered_from_hair_to_chin_and_fades_around() -> None:
    (face,) = proposed(PORTRAIT, ("faces",))
    mask = mask_of(Marks(PORTRAIT.width, PORTRAIT.height, (face,)))
    assert (mask[26:70, 68:106] == 255).all()
    assert 0 < mask[45, 52] < 255
    assert mask[45, 30] == 0


def test_a_box_never_leaves_the_picture() -> None:
    (face,) = proposed(Picture(np.ascontiguousarray(PORTRAIT.pixels[24:120, 60:115])), ("faces",))
    (left, top), (right, bottom) = face.points
    assert left >= 0
    assert top >= 0
    assert right <= 55
    assert bottom <= 96


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(SettingsError, match="dragons"):
        proposed(PORTRAIT, ("faces", "dragons"))
