"""A file that may not be larger than so many bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import Cancelled
from core.images.about import About
from core.images.formats.decode import decode_picture
from core.images.formats.encode import encoded, encoded_within
from core.images.formats.encoding import Encoding
from core.images.formats.fitting import LEAST_QUALITY, FileTooLargeError, Fitted, fitting
from core.images.names import LOSSY
from core.images.picture import Picture

NOISE = Picture(
    np.random.default_rng(0).integers(0, 256, (48, 64, 3)).astype(np.uint8), about=About(dpi=(72.0, 72.0))
)


def counting(of: Callable[[int], int]) -> tuple[Callable[[int], bytes], list[int]]:
    """An encoder whose files have `of` quality many bytes, and the qualities it was asked for."""
    asked: list[int] = []
    return lambda quality: asked.append(quality) or bytes(of(quality)), asked  # type: ignore[func-returns-value]


@pytest.mark.parametrize("quality", [1, 29, 30, 31, 32, 95, 100])
@pytest.mark.parametrize("most", [1, 29, 30, 31, 57, 94, 95, 100, 200])
def test_the_highest_quality_that_fits_is_found_in_a_few_encodings(quality: int, most: int) -> None:
    encode, asked = counting(lambda quality: quality)
    least = min(LEAST_QUALITY, quality)
    if most < least:
        with pytest.raises(FileTooLargeError, match=f"quality {least} the file has {least} B"):
            fitting(encode, quality, most, lambda: None)
    else:
        found = fitting(encode, quality, most, lambda: None)
        assert (found.quality, len(found.data)) == (min(quality, most), min(quality, most))
    assert len(asked) <= 9


def test_a_cancel_between_two_encodings_ends_the_search() -> None:
    encode, asked = counting(lambda quality: quality)

    def go_on() -> None:
        if len(asked) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        fitting(encode, 95, 50, go_on)
    assert len(asked) == 2


@pytest.mark.parametrize("form", LOSSY)
def test_what_describes_a_picture_stays_in_a_file_that_was_made_small(form: str) -> None:
    how = Encoding(form, quality=100, metadata={"seed": 7})
    whole = encoded(NOISE, how, shown=Path("a"))
    most = len(whole) * 3 // 4
    found = encoded_within(NOISE, how, most, shown=Path("a"), go_on=lambda: None)
    assert len(found.data) <= most
    assert LEAST_QUALITY <= found.quality < 100
    assert found.data == encoded(NOISE, replace(how, quality=found.quality), shown=Path("a"))
    assert decode_picture(found.data, "a").about.dpi is not None


def test_a_format_without_a_quality_is_refused_where_it_is_too_large() -> None:
    how = Encoding("png")

    def within(most: int) -> Fitted:
        return encoded_within(NOISE, how, most, shown=Path("a"), go_on=lambda: None)

    with pytest.raises(FileTooLargeError, match=r"The file has 9.* kB, and 1 kB are allowed"):
        within(1000)
    assert within(10**6).data == encoded(NOISE, how, shown=Path("a"))
