"""What holds for every process that runs tests, and is set before any library is imported."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

# The networks of the tests are too small for more than one thread each, and several processes run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Drivers are started by the tests of them alone, which take this away again.
os.environ.setdefault("RESSHIFT_STUDIO_NO_VULKAN", "1")

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# How long one example takes says nothing on a machine that is busy.
settings.register_profile("resshift", deadline=None)
settings.load_profile("resshift")


@pytest.fixture
def stalled(tmp_path: Path) -> Iterator[Path]:
    """The folder of a drive that hangs; see stalled_drive.py."""
    from stalled_drive import stalled_drive

    folder = tmp_path / "drive"
    folder.mkdir()
    with ExitStack() as stack:
        try:
            stack.enter_context(stalled_drive(folder))
        except OSError as error:
            pytest.skip(str(error))
        yield folder
