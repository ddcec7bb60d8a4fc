"""One thread and a distance without a network: tiny networks gain nothing from more."""

import sys
from pathlib import Path

import pytest
import torch

from core.training.runs import build
from core.training.tasks.distances import GradientDistance

sys.path.insert(0, str(Path(__file__).parent))
import tiny


@pytest.fixture(autouse=True, scope="session")
def small_and_plain():
    """The network of the feature distance takes longer to load than a tiny run takes."""
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "choose_distance", lambda device: (GradientDistance(), ""))
        yield


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """A folder with a tiny model to begin with, `start.safetensors`, and `pictures` to learn from."""
    folder = tmp_path_factory.mktemp("training")
    tiny.write_start(folder / "start.safetensors")
    tiny.write_pictures(folder / "pictures")
    return folder
