"""A result is mixed with the picture that it was made of, and with no other."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import PictureError
from core.images.original import read_original
from core.images.source import SOURCE, digest_of


def test_a_file_that_holds_another_picture_by_now_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), np.zeros((3, 4, 3), np.uint8))
    written = {SOURCE: digest_of(path)}
    assert read_original(path, written).width == 4
    cv2.imwrite(str(path), np.zeros((3, 5, 3), np.uint8))
    with pytest.raises(PictureError, match=r"a\.png has been changed"):
        read_original(path, written)
    assert read_original(path, {}).width == 5  # of results without a digest nothing is known
