"""Sizes on paper and what they come to in pixels."""

import pytest

from core.images.print_size import LARGEST_SIDE, pixels_of, print_side, print_size


@pytest.mark.parametrize(
    ("text", "inches"), [("2.54cm", 1), ("25,4 mm", 1), ("8in", 8), ('8.5"', 8.5), (" 10 CM ", 10 / 2.54)]
)
def test_lengths(text: str, inches: float) -> None:
    assert print_side(text) == pytest.approx(inches)


@pytest.mark.parametrize("text", ["", "20", "cm", "-3cm", "0cm", "1.2.3cm", "20 px", "20x15cm"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        print_side(text)


def test_the_unit_may_stand_once_or_twice() -> None:
    assert print_size("20x15cm") == pytest.approx((20 / 2.54, 15 / 2.54))
    assert print_size("20cm × 150mm") == pytest.approx((20 / 2.54, 15 / 2.54))
    with pytest.raises(ValueError, match="write it as"):
        print_size("20x15")


def test_pixels() -> None:
    assert pixels_of(print_size("20x15cm"), 300) == (2362, 1772)
    assert pixels_of((8, None), 150) == (1200, LARGEST_SIDE)
    assert pixels_of((1e6, 0.001), 300) == (LARGEST_SIDE, 1)
