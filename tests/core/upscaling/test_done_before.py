"""Whose result a file is: pictures of one name may have their results in one folder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.events import Event, JobDone
from core.images.files import read_picture, read_settings, save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.upscaling.done_before import SOURCE, DoneBefore, digest_of
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, upscale

SETTINGS = SampleSettings(model="tiny", steps=1, dtype="float32", color_fix="off", device="cpu")
TEMPLATE = "{name}_big"

pytestmark = pytest.mark.usefixtures("model")


def picture(path: Path, seed: int, *, width: int = 8) -> Path:
    """A picture that is older than any result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (6, width, 3)).astype(np.uint8)
    save_picture(Picture(pixels), path, format="png", overwrite=True)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def enlarged(source: Path, out: Path, *, private: bool = False) -> Path:
    events: list[Event] = []
    job = UpscaleJob(source, SETTINGS, SaveSettings(out, TEMPLATE, private=private))
    Upscaler().run(job, events.append, CancelToken())
    assert isinstance(events[-1], JobDone)
    return Path(str(events[-1].output))


def found(
    source: Path, out: Path, settings: SampleSettings = SETTINGS, *, private: bool = False
) -> Path | None:
    return DoneBefore(settings, TEMPLATE, "png", private).result_of(source, out, source.stem)


def without_digest(result: Path) -> None:
    """As results were written before."""
    written = read_settings(result) or {}
    del written[SOURCE]
    save_picture(read_picture(result), result, format="png", metadata=written, overwrite=True)


@pytest.mark.parametrize("private", [True, False])
def test_each_of_several_pictures_of_one_name_has_its_own_result(tmp_path: Path, private: bool) -> None:
    sources = [picture(tmp_path / folder / "a.png", seed) for seed, folder in enumerate("xyz")]
    results = [enlarged(source, tmp_path / "out", private=private) for source in sources[:2]]
    assert [r.name for r in results] == ["a_big.png", "a_big-1.png"]
    assert [found(s, tmp_path / "out", private=private) for s in sources] == [*results, None]


def test_the_picture_may_have_moved_but_not_changed(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.png", 0)
    result = enlarged(source, tmp_path / "out")
    assert (read_settings(result) or {})[SOURCE] == digest_of(source)
    (tmp_path / "else").mkdir()
    moved = source.rename(tmp_path / "else" / "a.png")
    assert found(moved, tmp_path / "out") == result
    picture(moved, 1)  # of the same date
    assert found(moved, tmp_path / "out") is None


def test_of_results_without_a_digest_the_size_is_asked(tmp_path: Path) -> None:
    source, other = picture(tmp_path / "a.png", 0), picture(tmp_path / "else" / "a.png", 0, width=9)
    result = enlarged(source, tmp_path / "out")
    without_digest(result)
    assert found(source, tmp_path / "out") == result
    assert found(other, tmp_path / "out") is None
    assert found(source, tmp_path / "out", replace(SETTINGS, seed=9)) is None


@pytest.mark.parametrize("damage", [b"no picture", None])
def test_what_cannot_be_read_has_no_result(tmp_path: Path, damage: bytes | None) -> None:
    source = picture(tmp_path / "a.png", 0)
    result = enlarged(source, tmp_path / "out")
    for old in (False, True):
        if old:
            without_digest(result)
        if damage is None:
            source.unlink(missing_ok=True)
        else:
            source.write_bytes(damage)
            os.utime(source, (1_000_000_000, 1_000_000_000))
        assert found(source, tmp_path / "out") is None


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.png")
    assert digest_of(tmp_path / "a.png") == ""
    assert digest_of(None) == ""


def test_a_second_folder_with_the_same_names_is_enlarged(tmp_path: Path) -> None:
    """The command, twice each: with the results of both in one folder."""
    for _ in range(2):
        for number, folder in enumerate("xy"):
            picture(tmp_path / folder / "a.png", number)
            assert upscale(tmp_path / folder, "-o", tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["a_resshift_x4-1.png", "a_resshift_x4.png"]
