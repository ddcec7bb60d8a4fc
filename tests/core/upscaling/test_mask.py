"""What is wrong with a mask names the mask: its file may be called as its picture is, or be one of many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import EngineError, PictureError, SettingsError
from core.images.files import save_picture
from core.images.picture import Picture
from core.upscaling.mask import check_mask, mask_name, read_mask


def filled(value: int) -> Picture:
    return Picture(np.full((6, 8, 3), value, np.uint8))


@pytest.mark.parametrize("content", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n no more"])
def test_a_mask_that_cannot_be_opened_is_not_taken_for_its_picture(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "a.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PictureError, match=r"^The mask cannot be used: a\.png .*\.$"):
        read_mask(path)


def coloured() -> Picture:
    return Picture(np.arange(144, dtype=np.uint8).reshape(6, 8, 3) * np.array([1, 0, 0], np.uint8))


def black(*, opaque: slice) -> Picture:
    """Black in some rows, and white that is not seen in all others."""
    picture = filled(255)
    alpha = np.zeros((6, 8), np.uint8)
    picture.pixels[opaque], alpha[opaque] = 0, 255
    return replace(picture, alpha=alpha)


@pytest.mark.parametrize("opaque", [slice(2, 4), slice(0, 5), slice(0, 0)], ids=["shape", "hole", "nothing"])
def test_black_with_transparency_may_mean_either_and_is_refused_with_what_to_save(opaque: slice) -> None:
    with pytest.raises(SettingsError, match="white on black, without transparency"):
        read_mask(black(opaque=opaque))


@pytest.mark.parametrize("picture", [filled(0), filled(255), coloured()], ids=["black", "white", "coloured"])
def test_a_mask_that_marks_nothing_of_use_is_named_where_it_has_a_name(
    tmp_path: Path, picture: Picture
) -> None:
    path = save_picture(picture, tmp_path / "a.png", format="png")
    with pytest.raises(SettingsError, match=r"^The mask a\.png (is|has) "):
        read_mask(path)
    with pytest.raises(SettingsError, match=r"^The mask (is|has) "):
        read_mask(picture)


def test_a_mask_of_another_size_is_named_where_it_has_a_name() -> None:
    hole = np.eye(5, dtype=bool)
    for mask, told in ((Path("masks/a.png"), "The mask a.png has 5 x 5"), (filled(0), "The mask has 5 x 5")):
        with pytest.raises(EngineError, match=f"^{told}"):
            check_mask(filled(9), hole, wanted=True, model="Tiny", called=mask_name(mask))
