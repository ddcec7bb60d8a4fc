"""Ctrl+C, and other requests to end, while jobs run."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from core.jobs import CancelToken


def endings() -> list[signal.Signals]:
    """The signals that ask a program to end: Ctrl+C, a request, and that its terminal was closed, where there is such a
    signal. Of the latter two those that whoever started the program has had ignored, as nohup does, stay so."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    asked = [signal.Signals[name] for name in names]
    return [signal.SIGINT, *(number for number in asked if signal.getsignal(number) is not signal.SIG_IGN)]


@contextmanager
def interrupts_cancel(cancel: CancelToken) -> Iterator[None]:
    """Within the block Ctrl+C, and whatever else asks the program to end, lets the jobs end in order. Before, it ends
    the program at once, and so does a second Ctrl+C or request: a job may hang in a driver. A closed terminal is told
    of twice, by the system and by the shell, so that never does."""

    def on_ending(*_: object) -> None:
        cancel.cancel()
        for number in before:
            if number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)

    before = {number: signal.getsignal(number) for number in endings()}
    for number in before:
        signal.signal(number, on_ending)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
