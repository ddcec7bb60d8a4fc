"""What is said of an error: the engine's own sentence, else one of ours."""

from __future__ import annotations

from core.errors import EngineError


def sentence_of(error: Exception, otherwise: str) -> str:
    """The sentence of a failure that was expected; `otherwise` for any other error."""
    return str(error) if isinstance(error, EngineError) else otherwise


def detail_of(error: Exception) -> str:
    """What belongs behind a "Details" button; "" where the sentence of an expected failure says all."""
    return error.detail if isinstance(error, EngineError) else repr(error)
