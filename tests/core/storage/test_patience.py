"""Waiting for a disk that may never answer."""

import threading

import pytest

from core.errors import Cancelled
from core.jobs import CancelToken
from core.storage.patience import unless_cancelled, within


def test_the_result_or_the_error_comes_through() -> None:
    asked = CancelToken().raise_if_cancelled
    assert unless_cancelled(lambda: 3, asked) == 3
    with pytest.raises(ZeroDivisionError):
        unless_cancelled(lambda: 1 // 0, asked)
    assert within(60, lambda: 3, 0) == 3


def test_what_never_answers_is_left_alone() -> None:
    never, cancel = threading.Event(), CancelToken()
    threading.Timer(0.01, cancel.cancel).start()
    with pytest.raises(Cancelled):
        unless_cancelled(never.wait, cancel.raise_if_cancelled)
    assert within(0.01, never.wait, "nothing") == "nothing"
    never.set()
