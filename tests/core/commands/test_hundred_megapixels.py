"""A hundred megapixels come out of the command line in under 4 GB: the built-in model, default settings."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.images.files import read_picture
from core.images.formats.encode import save_picture
from core.images.picture import Picture

SIDE, SCALE = 2500, 4
LIMIT = 4e9
ROOT = Path(__file__).resolve().parents[3]


def scene() -> np.ndarray:
    """uint8 SIDE x SIDE x 3: slopes, rings and a grain, so that neither tiles nor packing have it easy."""
    y, x = np.meshgrid(*[np.linspace(0, 1, SIDE, dtype=np.float32)] * 2, indexing="ij")
    rings = np.sin(300 * (x - 0.5) ** 2 + 200 * (y - 0.4) ** 2)
    grain = np.random.default_rng(0).normal(0, 4, (SIDE, SIDE, 3)).astype(np.float32)
    planes = (200 * x, 120 + 60 * rings, 220 - 180 * y)
    return np.clip(np.stack(planes, -1) + grain, 0, 255).astype(np.uint8)


def peak_and_exit(command: list[str], home: Path) -> tuple[int, int]:
    """(bytes the child held at most, its exit code).

    From /proc and not from its resource usage, whose figure begins with that of the process it was forked from."""
    environment = {**os.environ, "RESSHIFT_STUDIO_HOME": str(home)}
    peak = 0
    with subprocess.Popen(command, cwd=ROOT, env=environment) as child:
        while child.poll() is None:
            lines = Path(f"/proc/{child.pid}/status").read_text("ascii").splitlines()
            # A process that has just ended has no such line any more.
            peak = max([peak, *(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))])
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=0.05)
    return peak, child.returncode


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the child's peak is read in /proc")
def test_a_hundred_megapixels_in_under_four_gigabytes(tmp_path: Path) -> None:
    source, out = tmp_path / "scene.png", tmp_path / "out"
    pixels = scene()
    save_picture(Picture(pixels), source, format="png")
    command = [sys.executable, str(ROOT / "main.py"), "upscale", str(source), "-o", str(out)]
    peak, code = peak_and_exit([*command, "--device", "cpu", "--seed", "0"], tmp_path / "home")
    assert code == 0
    (result,) = out.iterdir()
    enlarged = read_picture(result)
    assert (enlarged.width, enlarged.height) == (SCALE * SIDE, SCALE * SIDE)
    shrunk = np.asarray(Image.fromarray(enlarged.pixels).reduce(SCALE)).astype(np.float32)
    assert np.abs(shrunk - pixels).mean() < 8, "it is the same scene"
    assert 0.5e9 < peak < LIMIT
    print(f"peak {peak / 1e9:.2f} GB")  # noqa: T201
