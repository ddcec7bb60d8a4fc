"""Cropping, turning and mirroring: pixels, sizes and rectangles go the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.errors import SettingsError
from core.images.about import ALPHA_APART, About
from core.images.framing import AS_IT_IS, TURNS, Framing, as_written, check_pages, framed, framing_in
from core.images.picture import Picture

CROP = (1, 2, 3, 2)


def picture(dtype: Any = np.uint8) -> Picture:
    """7 x 5, each of whose samples is another number."""
    pixels = np.arange(7 * 5 * 3).reshape(5, 7, 3).astype(dtype)
    return Picture(pixels, pixels[..., 0].copy(), icc=b"profile", about=About((300.0, 150.0)))


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("turn", TURNS)
def test_a_framed_picture_is_its_part_turned_clockwise_and_then_mirrored(turn: int, mirror: bool) -> None:
    whole, framing = picture(np.uint16), Framing(CROP, turn, mirror)
    made = framed(whole, framing)
    expected = np.rot90(whole.pixels[2:4, 1:4], -turn // 90)
    expected = expected[:, ::-1] if mirror else expected
    np.testing.assert_array_equal(made.pixels, expected)
    np.testing.assert_array_equal(made.alpha, expected[..., 0])  # type: ignore[arg-type]
    assert (made.width, made.height) == framing.size_of(whole.width, whole.height)
    assert made.about.dpi == ((150.0, 300.0) if turn % 180 else (300.0, 150.0))
    assert made.icc == b"profile"
    assert framing_in(as_written(framing)) == framing_in(
        {"framing": {"crop": [*CROP], "turn": turn, "mirror": mirror}}
    )


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("turn", TURNS)
def test_turns_and_mirrors_on_top_are_those_of_what_is_seen(turn: int, mirror: bool) -> None:
    whole, framing = picture(), Framing(CROP, turn, mirror)
    seen = framed(whole, framing).pixels
    np.testing.assert_array_equal(framed(whole, framing.turned(90)).pixels, np.rot90(seen, -1))
    np.testing.assert_array_equal(framed(whole, framing.turned(-90)).pixels, np.rot90(seen))
    np.testing.assert_array_equal(framed(whole, framing.mirrored()).pixels, seen[:, ::-1])
    turned = framed(whole, framing.whole)
    box = framing.seen(CROP, whole.width, whole.height)
    np.testing.assert_array_equal(turned.crop(*box).pixels, seen)
    assert framing.unseen(box, turned.width, turned.height) == CROP


def test_a_crop_outside_the_picture_is_an_error_and_nothing_is_stretched() -> None:
    for crop in ((5, 0, 3, 2), (0, 4, 1, 2), (0, 0, 8, 1)):
        with pytest.raises(SettingsError, match="7 x 5"):
            framed(picture(), Framing(crop))
    for wrong in ({"crop": (-1, 0, 2, 2)}, {"crop": (0, 0, 0, 2)}, {"turn": 45}):
        with pytest.raises(SettingsError):
            Framing(**wrong)  # type: ignore[arg-type]


def test_alpha_goes_where_only_what_was_cut_away_was_transparent() -> None:
    whole = picture()
    alpha = np.full((5, 7), 255, np.uint8)
    alpha[0, 0] = 0
    whole = replace(whole, alpha=alpha)
    assert framed(whole, Framing((1, 1, 3, 3))).alpha is None
    assert framed(whole, Framing((0, 0, 3, 3))).alpha is not None


def test_nothing_is_written_of_a_picture_as_it_is_and_what_is_damaged_is_as_it_is() -> None:
    assert as_written(AS_IT_IS) == {}
    for damaged in ({}, {"framing": 3}, {"framing": {"turn": 45}}, {"framing": {"crop": [1, 2]}}):
        assert framing_in(damaged) == AS_IT_IS


@pytest.mark.parametrize("apart", [False, True])
def test_alpha_that_is_opaque_in_what_is_left_stays_only_where_it_is_no_transparency(apart: bool) -> None:
    about = About(texts=(ALPHA_APART,)) if apart else About()
    alpha = np.full((5, 7), 255, np.uint8)
    alpha[0] = 3
    made = framed(replace(picture(), alpha=alpha, about=about), Framing(CROP))
    assert (made.alpha is not None) is apart


def test_a_crop_is_not_taken_from_a_picture_of_another_size_than_it_was_drawn_in() -> None:
    drawn = Framing(CROP, 90, drawn_in=(7, 5))
    assert framed(picture(), drawn).width == 2
    other = Picture(np.zeros((5, 8, 3), np.uint8))
    for kept in (drawn, drawn.turned(90), drawn.mirrored()):
        with pytest.raises(SettingsError, match="8 x 5 pixels now, and the crop was drawn in one of 7 x 5"):
            framed(other, kept)
        with pytest.raises(SettingsError, match="drawn in"):
            check_pages(kept, [("page 1", (8, 5)), ("page 2", (7, 5))])
    assert check_pages(drawn, [("page 1", (7, 5)), ("page 2", (9, 9))])
    assert framed(other, drawn.whole).width == 5
    # A result tells it, but it makes no other result.
    assert framing_in(as_written(drawn)).drawn_in == (7, 5)
    assert as_written(drawn.within(None)) == {"framing": {"crop": CROP, "turn": 90, "mirror": False}}
    assert drawn == Framing(CROP, 90)


@pytest.mark.parametrize("told", [None, [7], ["7", 5], [2, 3], [0, -1], {}, 10**400])
def test_what_a_crop_was_drawn_in_costs_itself_alone_where_it_cannot_be_read(told: object) -> None:
    written = as_written(Framing(CROP, 90, drawn_in=(7, 5)))
    written["framing"]["drawn_in"] = told
    assert framing_in(written) == Framing(CROP, 90)
    assert framing_in(written).drawn_in is None


@pytest.mark.parametrize("turn", TURNS)
def test_the_whole_picture_is_known_from_a_framed_one(turn: int) -> None:
    for framing in (
        Framing(turn=turn),
        Framing(turn=turn, mirror=True),
        Framing(CROP, turn, drawn_in=(7, 5)),
    ):
        assert framing.whole_of(*framing.size_of(7, 5)) == (7, 5)
    assert Framing(CROP, turn).whole_of(3, 2) is None
