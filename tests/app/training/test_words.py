"""How long training takes, in words."""

import pytest

from app.training.words import duration_text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (12, "about 10 s"),
        (600, "about 10 min"),
        (3 * 3600 + 600, "about 3 h 10 min"),
        (30 * 3600 + 600, "about 30 h"),
    ],
)
def test_durations_are_said_roughly(seconds, words):
    assert duration_text(seconds) == words
