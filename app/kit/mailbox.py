"""News between threads of which only the newest matters."""

from __future__ import annotations

import threading
from collections.abc import Hashable


class Mailbox:
    """Keeps one value for each key; a newer one replaces what has not been fetched yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[Hashable, object] = {}

    def put(self, key: Hashable, value: object) -> bool:
        """Put a value in. True if the box was empty, so that the receiver has to be woken."""
        with self._lock:
            was_empty = not self._values
            self._values.pop(key, None)  # a newer value goes to the end
            self._values[key] = value
            return was_empty

    def take(self) -> dict[Hashable, object]:
        """All that has arrived, in order of arrival."""
        with self._lock:
            values, self._values = self._values, {}
            return values
