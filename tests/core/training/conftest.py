"""One thread: tiny networks gain nothing from more, and tests may run beside each other."""

import sys
from pathlib import Path

import pytest
import torch

from core.training import session
from core.training.distances import GradientDistance

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def plain_distance(monkeypatch):
    """The network of the feature distance takes longer to load than a tiny run takes."""
    monkeypatch.setattr(session, "choose_distance", lambda device: (GradientDistance(), ""))


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    torch.set_num_threads(1)
