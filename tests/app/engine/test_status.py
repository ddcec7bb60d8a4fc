"""What the window calls devices."""

import pytest

from app.engine import status
from app.engine.status import device_title


@pytest.mark.parametrize(("cores", "words"), [(1, "«Processor, 1 core»"), (12, "«Processor, 12 cores»")])
def test_the_processor_is_called_in_the_windows_language(qapp, monkeypatch, cores, words):
    monkeypatch.setattr(status, "tr", lambda text: f"«{text}»")
    monkeypatch.setattr(status.psutil, "cpu_count", lambda logical: cores)
    assert device_title("cpu", "Processor, 7 cores") == words
    assert device_title("cuda:0", "A graphics card") == "A graphics card"
