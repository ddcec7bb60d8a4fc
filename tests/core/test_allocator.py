"""Memory that is freed stays with the process where that was asked for, and goes back to the system where not."""

import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import psutil
from core.allocator import keep_freed_memory
if {kept}:
    keep_freed_memory()
block = bytearray(b"x") * (16 << 20)
full = psutil.Process().memory_info().rss
del block
print(full - psutil.Process().memory_info().rss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a setting of glibc's")
@pytest.mark.parametrize("kept", [True, False])
def test_what_is_freed_is_kept(kept: bool) -> None:
    command = [sys.executable, "-c", CHILD.format(kept=kept)]
    root = Path(__file__).resolve().parents[2]
    given_back = int(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)
    assert (given_back < 1 << 20) == kept
