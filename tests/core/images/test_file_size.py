"""How large the file of a result will be: more for better qualities, most without loss."""

from __future__ import annotations

import pytest

from core.images.file_size import BITS, file_bytes
from core.images.names import DEEP, EITHER, LOSSY, SUFFIXES


def test_it_is_known_of_every_format() -> None:
    assert set(BITS) == {*SUFFIXES, "gif"}


@pytest.mark.parametrize("name", sorted(BITS))
def test_a_better_quality_takes_more_room(name: str) -> None:
    plain, best = (file_bytes(name, 100, 100, quality=quality) for quality in (75, 100))
    assert 0 < plain <= best
    deep = file_bytes(name, 100, 100, quality=75, bit_depth=16, deep=True)
    assert (deep > plain) == (name in DEEP and name not in LOSSY)


@pytest.mark.parametrize("name", LOSSY)
def test_without_loss_it_takes_the_most_in_formats_that_can(name: str) -> None:
    best = file_bytes(name, 100, 100, quality=99)
    exact = file_bytes(name, 100, 100, quality=50, lossless=True)
    assert (exact > best) == (name in EITHER)
    assert file_bytes("png", 100, 100, quality=50) > exact


def test_the_lower_half_of_deep_samples_counts_where_it_is_kept() -> None:
    deep = {"quality": 50, "bit_depth": 16, "deep": True}
    lossy, exact = (file_bytes("jxl", 9, 9, lossless=lossless, **deep) for lossless in (False, True))
    assert exact > 2 * file_bytes("jxl", 9, 9, quality=50, lossless=True) > 2 * lossy
