"""Jobs and events between two processes: nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.events import StepPreview, to_json
from core.finishing.strokes import Marks, Stroke
from core.images.framing import Framing
from core.images.picture import Picture
from core.jobs import Region, SampleSettings, SaveSettings, UpscaleJob
from core.process.messages import event_from_dict, job_from_dict, job_to_dict, write_pixels

SETTINGS = SampleSettings(device="cpu", dtype="float32", steps=2)


def deep_picture() -> Picture:
    """16 bits, with alpha, EXIF and a notice."""
    draw = np.random.default_rng(3)
    pixels = draw.integers(0, 65535, (20, 24, 3), np.uint16, endpoint=True)
    veil = draw.integers(0, 65535, (20, 24), np.uint16, endpoint=True)
    return Picture(pixels, veil, exif=b"Exif\0\0MM", notices=("first of 2 frames",))


def test_a_job_survives_the_way_through_json(tmp_path: Path) -> None:
    job = UpscaleJob(
        Path("Bild ü.png"),
        SETTINGS,
        SaveSettings(tmp_path, format="tiff", bit_depth=16),
        deep_picture(),
        framing=Framing((0, 1, 2, 3), 90, True, drawn_in=(8, 9)),
        region=Region(1, 2, 3, 4),
        previews=True,
    )
    back = job_from_dict(json.loads(json.dumps(job_to_dict(job, tmp_path))))
    assert (back.source, back.settings, back.save) == (job.source, job.settings, job.save)
    assert (back.region, back.framing) == (job.region, job.framing)
    assert back.framing.drawn_in == (8, 9)
    assert (back.previews, back.job_id) == (True, job.job_id)
    assert back.picture is not None
    assert job.picture is not None
    assert job.picture.alpha is not None
    np.testing.assert_array_equal(back.picture.pixels, job.picture.pixels)
    np.testing.assert_array_equal(back.picture.alpha, job.picture.alpha)
    assert (back.picture.exif, back.picture.icc) == (b"Exif\0\0MM", None)
    assert back.picture.notices == ("first of 2 frames",)
    assert list(tmp_path.iterdir()) == []


def test_a_mask_goes_as_marks_or_as_a_file(tmp_path: Path) -> None:
    for mask in (Marks(30, 20, (Stroke(((1.0, 2.0),), 3.0, erase=True),)), Path("Maske ü.png"), None):
        job = UpscaleJob(Path("a.png"), SETTINGS, mask=mask)
        assert job_from_dict(json.loads(json.dumps(job_to_dict(job, tmp_path)))).mask == mask


def test_a_preview_survives_the_way_through_a_file(tmp_path: Path) -> None:
    event = StepPreview("1", 2, 3, np.arange(12, dtype=np.uint8).reshape(2, 2, 3))
    write_pixels(event, tmp_path / "1.npz")
    line = to_json(event)
    back = event_from_dict({**json.loads(line), "pixels": str(tmp_path / "1.npz")})
    assert isinstance(back, StepPreview)
    assert back.image is not None
    np.testing.assert_array_equal(back.image, event.image)
    assert not back.image.flags.writeable
    assert list(tmp_path.iterdir()) == []
