"""What is said of an error, and what goes behind "Details"."""

import pytest

from app.kit.failures import detail_of, sentence_of
from core.errors import EngineError, SaveError


@pytest.mark.parametrize(
    ("error", "sentence", "detail"),
    [
        (EngineError("The disk is full."), "The disk is full.", ""),
        (SaveError("The disk is full.", detail="errno 28"), "The disk is full.", "errno 28"),
        (ValueError("x"), "That did not work.", "ValueError('x')"),
    ],
)
def test_the_engines_own_sentence_comes_before_ours(error, sentence, detail):
    assert sentence_of(error, "That did not work.") == sentence
    assert detail_of(error) == detail
