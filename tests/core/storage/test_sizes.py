"""Sizes in words are in units of a thousand, and never show a thousand of a unit that has a larger one."""

import pytest

from core.storage.sizes import bytes_text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (12_733_064, "12.7 MB"),
        (999_949_999, "999.9 MB"),
        (999_950_000, "1.0 GB"),
        (1_500_000_000, "1.5 GB"),
        (2e15, "2000.0 TB"),
        (5e6, "5.0 MB"),
    ],
)
def test_sizes(count: float, text: str) -> None:
    assert bytes_text(count) == text
