"""Measures how many bits a pixel of a result takes in a file, by format and quality: core/images/file_size.py has them.

    python tools/measure_file_sizes.py

Enlarges the three sample pictures by the built-in model, in one step, and prints for each format and quality the mean
over them, the least and the most, and what the table says.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    from core.events import Event, JobDone
    from core.images.file_size import BITS, WITHOUT_LOSS
    from core.images.formats.encode import encoded
    from core.images.formats.encoding import Encoding
    from core.images.picture import Picture
    from core.jobs import CancelToken, SampleSettings, UpscaleJob
    from core.upscaling.upscaler import Upscaler

    engine, results = Upscaler(), list[Picture]()
    for sample in sorted((ROOT / "resources" / "samples").glob("*.png")):
        events: list[Event] = []
        engine.run(UpscaleJob(sample, SampleSettings(steps=1)), events.append, CancelToken())
        done = events[-1]
        assert isinstance(done, JobDone), done
        assert done.picture is not None
        results.append(done.picture)

    def told(format: str, says: float, *, quality: int = 95, lossless: bool = False) -> None:
        bits = []
        for result in results:
            data = encoded(result, Encoding(format, quality=quality, lossless=lossless), shown=Path("result"))
            bits.append(8 * len(data) / (result.width * result.height))
        how = "lossless" if lossless else str(quality)
        mean = sum(bits) / len(bits)
        print(f"{format:5} {how:9} {mean:6.2f} ({min(bits):.2f} to {max(bits):.2f}), the table: {says}")

    for format, rows in BITS.items():
        if format == "gif":  # of animations alone
            continue
        for quality, says in rows:
            told(format, says, quality=quality)
        if format in WITHOUT_LOSS:
            told(format, WITHOUT_LOSS[format], lossless=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
