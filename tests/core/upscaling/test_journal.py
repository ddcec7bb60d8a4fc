"""Jobs that were broken off and go on: with tiny networks whose calls are counted."""

import hashlib
import logging
import math
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save

import core.models.catalog as catalog
from core.events import Event, JobCancelled, JobDone, JobFailed, Progress
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.networks.lite_unet import LiteUNet
from core.networks.swin_unet import SwinUNet
from core.storage.folders import HOME_VARIABLE
from core.upscaling import journal, loading
from core.upscaling.journal import KEPT_DAYS, SUFFIX, Journal, identity, open_journal
from core.upscaling.upscaler import Upscaler
from tests.core import children
from tests.core.official_models import install

LITE = SampleSettings(model="tiny", steps=3, dtype="float32", device="cpu", tile=16)
LATENT = replace(LITE, model="tiny-x4", steps=4, tile=16)
CALLS = 18  # of a network: 3 steps of 2 x 3 tiles


@pytest.fixture(autouse=True)
def journals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all journals, empty. However fast the tiny networks are, their predictions are kept."""
    monkeypatch.setattr(journal, "SLOW_DISK", math.inf)
    monkeypatch.setenv("RESSHIFT_STUDIO_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "cache" / "journal"


@pytest.fixture
def latent_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "latent", "tiny-x4", "tiny-vq")
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "latent")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> "Calls":
    return Calls(monkeypatch)


class Calls:
    """Counts what the networks compute; at call number `fails_at` they fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.fails_at = 0, 0
        for kind in (LiteUNet, SwinUNet):
            monkeypatch.setattr(kind, "forward", self._counted(kind.forward))

    def _counted(self, forward: Callable[..., Any]) -> Callable[..., Any]:
        def counted(network: Any, *args: Any) -> Any:
            self.count += 1
            if self.count == self.fails_at:
                raise ValueError("broken")
            return forward(network, *args)

        return counted

    def during(self, settings: SampleSettings, source: Picture, *, fails_at: int = 0) -> tuple[Event, int]:
        """A job's end and how often the network was called."""
        self.count, self.fails_at = 0, fails_at
        return run(settings, source)[-1], self.count


def picture(height: int = 32, width: int = 48, seed: int = 0) -> Picture:
    return Picture(np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8))


def run(
    settings: SampleSettings, source: Picture, *, cancel_at: int = 0, leaving: bool = False
) -> list[Event]:
    """The events of a job, which is cancelled at tile number `cancel_at` of all."""
    events, token = list[Event](), CancelToken()

    def emit(event: Event) -> None:
        events.append(event)
        if cancel_at and sum(isinstance(e, Progress) and e.tile > 0 for e in events) == cancel_at:
            token.cancel(leaving=leaving)

    Upscaler().run(UpscaleJob(None, settings, picture=source), emit, token)
    return events


def pixels(end: Event) -> np.ndarray:
    assert isinstance(end, JobDone), end
    assert end.picture is not None
    return end.picture.pixels


def files(journals: Path) -> list[Path]:
    return sorted(journals.glob("*/*-*.kept"))


@pytest.mark.usefixtures("model")
class TestGoingOn:
    # Before anything is done, between two steps, within the last one.
    @pytest.mark.parametrize("fails_at", [1, 7, 14])
    def test_only_the_rest_is_computed_and_the_picture_is_the_same(
        self, calls: Calls, journals: Path, fails_at: int
    ) -> None:
        whole, count = calls.during(LITE, picture())
        assert count == CALLS
        broken, _ = calls.during(LITE, picture(), fails_at=fails_at)
        assert isinstance(broken, JobFailed)
        assert len(files(journals)) == fails_at - 1
        end, count = calls.during(LITE, picture())
        assert count == CALLS - fails_at + 1
        assert np.array_equal(pixels(end), pixels(whole))

    def test_it_is_said_and_progress_counts_at_once(
        self, calls: Calls, caplog: pytest.LogCaptureFixture
    ) -> None:
        calls.during(LITE, picture(), fails_at=11)
        calls.fails_at = 0
        with caplog.at_level(logging.INFO):
            events = run(LITE, picture())
        assert "Going on with 10 of 18 tiles of an earlier run." in caplog.messages
        told = [e for e in events if isinstance(e, Progress) and e.tile]
        assert [e.fraction for e in told] == sorted(e.fraction for e in told)
        assert len(told) == CALLS
        # Nothing has been computed by then that could tell how long the rest takes.
        assert all(e.seconds_left is None for e in told[:10])
        assert all(e.seconds_left is not None for e in told[10:])

    def test_every_pass_goes_on(self, calls: Calls, journals: Path) -> None:
        settings = replace(LITE, scale=16.0, tile=64, steps=10)  # of one tile in each pass
        source = picture(16, 12)
        whole, count = calls.during(settings, source)
        calls.during(settings, source, fails_at=count - 3)
        assert len(list(journals.iterdir())) == 2
        end, again = calls.during(settings, source)
        assert again == 4
        assert np.array_equal(pixels(end), pixels(whole))
        assert not list(journals.iterdir())

    def test_a_field_in_half_precision(self, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.upscaling.pixel_field.LARGE_FIELD", 1000)
        whole, _ = calls.during(LITE, picture())
        calls.during(LITE, picture(), fails_at=10)
        end, count = calls.during(LITE, picture())
        assert count == CALLS - 9
        assert np.array_equal(pixels(end), pixels(whole))

    def test_the_tiles_are_those_of_the_earlier_run_where_memory_allows_them(
        self, calls: Calls, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        free, planned = replace(LITE, tile=None), 16
        monkeypatch.setattr(loading, "plan_lite_tile", lambda *args, **more: planned)
        calls.during(free, picture(), fails_at=10)
        planned = 24
        assert calls.during(free, picture())[1] == CALLS - 9
        calls.during(free, picture(), fails_at=10)
        planned = 8
        assert calls.during(free, picture())[1] == 3 * 4 * 6

    def test_a_damaged_file_is_computed_again(self, calls: Calls, journals: Path) -> None:
        whole, _ = calls.during(LITE, picture())
        calls.during(LITE, picture(), fails_at=13)
        flipped, cut, empty, *_ = files(journals)
        data = bytearray(flipped.read_bytes())
        data[-5] ^= 1
        flipped.write_bytes(data)
        cut.write_bytes(cut.read_bytes()[:-100])
        empty.write_bytes(b"")
        end, count = calls.during(LITE, picture())
        assert count == CALLS - 12 + 3
        assert np.array_equal(pixels(end), pixels(whole))

    def test_a_killed_process(self, calls: Calls, model: Path, journals: Path, tmp_path: Path) -> None:
        said, done = multiprocessing.Pipe(duplex=False)
        place = (model.parents[1], Path(os.environ[HOME_VARIABLE]))
        child = children.start(
            "tests.core.upscaling.broken_off:work", *place, LITE, picture().pixels, 8, done
        )
        done.close()
        assert said.recv() == 8
        child.kill()
        child.join()
        assert len(files(journals)) == 8
        end, count = calls.during(LITE, picture())
        assert count == CALLS - 8
        whole, count = calls.during(LITE, picture())
        assert count == CALLS
        assert np.array_equal(pixels(end), pixels(whole))

    @pytest.mark.parametrize(
        "change", ["picture", "model", "seed", "kappa", "steps", "stochasticity", "tile"]
    )
    def test_what_differs_takes_nothing(self, calls: Calls, model: Path, change: str) -> None:
        calls.during(LITE, picture(), fails_at=13)
        others: dict[str, Any] = {"seed": 1, "kappa": 0.7, "steps": 2, "stochasticity": 0.5, "tile": 24}
        settings = replace(LITE, **{change: others[change]}) if change in others else LITE
        if change == "model":
            replace_bias(model)
        source = picture(seed=1) if change == "picture" else picture()
        _, count = calls.during(settings, source)
        assert count == {"steps": 12, "tile": 12}.get(change, CALLS)

    def test_what_does_not_matter_to_the_network_may_differ(self, calls: Calls) -> None:
        calls.during(LITE, picture(), fails_at=13)
        assert calls.during(replace(LITE, color_fix="off", scale=3.0), picture())[1] == CALLS - 12


def replace_bias(model: Path) -> None:
    """The last byte of the weights is another one."""
    data = bytearray(model.read_bytes())
    data[-4] ^= 1
    model.write_bytes(data)


@pytest.mark.usefixtures("latent_model")
def test_a_latent_model_goes_on(calls: Calls, journals: Path) -> None:
    source, settings = picture(5, 35), replace(LATENT, steps=3)
    whole, count = calls.during(settings, source)
    assert count == 9
    assert isinstance(calls.during(settings, source, fails_at=8)[0], JobFailed)
    assert len(files(journals)) == 7
    end, count = calls.during(settings, source)
    assert count == 2
    assert np.array_equal(pixels(end), pixels(whole))
    assert not list(journals.iterdir())


@pytest.mark.usefixtures("latent_model")
def test_a_latent_in_one_piece_goes_on(calls: Calls, journals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FEW", 2)
    source = picture(5, 7)
    whole, _ = calls.during(LATENT, source)
    calls.during(LATENT, source, fails_at=4)
    end, count = calls.during(LATENT, source)
    assert count == 1
    assert np.array_equal(pixels(end), pixels(whole))


@pytest.mark.usefixtures("model")
class TestItsLife:
    def test_done_deletes(self, calls: Calls, journals: Path) -> None:
        calls.during(LITE, picture())
        assert journals.is_dir()
        assert not list(journals.iterdir())

    @pytest.mark.parametrize("tile", [1, 9, 18])
    def test_cancel_deletes(self, journals: Path, tile: int) -> None:
        assert isinstance(run(LITE, picture(), cancel_at=tile)[-1], JobCancelled)
        assert not list(journals.iterdir())

    def test_the_programs_end_does_not(self, journals: Path) -> None:
        assert isinstance(run(LITE, picture(), cancel_at=13, leaving=True)[-1], JobCancelled)
        assert files(journals)
        assert isinstance(run(LITE, picture())[-1], JobDone)
        assert not list(journals.iterdir())

    def test_a_short_job_makes_no_folder(self, calls: Calls, journals: Path) -> None:
        assert isinstance(calls.during(replace(LITE, steps=1), picture())[0], JobDone)
        assert not journals.exists()

    def test_what_is_computed_at_once_is_not_kept(
        self, calls: Calls, journals: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal, "SLOW_DISK", 1e-6)  # it would write for days
        calls.during(LITE, picture(), fails_at=13)
        assert files(journals) == []

    def test_a_full_disk_does_not_stop_the_job(
        self, calls: Calls, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole, _ = calls.during(LITE, picture())
        written = []

        def full(descriptor: int) -> None:
            written.append(descriptor)
            if len(written) > 4:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        end, count = calls.during(LITE, picture())
        assert count == CALLS
        assert np.array_equal(pixels(end), pixels(whole))
        assert sum("journal" in message for message in caplog.messages) == 1

    def test_a_cache_that_cannot_be_written_does_not_stop_the_job(
        self, calls: Calls, journals: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        journals.parents[1].write_bytes(b"a file where the folder should be")
        end, count = calls.during(LITE, picture())
        assert isinstance(end, JobDone)
        assert count == CALLS
        assert sum("journal" in message for message in caplog.messages) == 1

    def test_too_much_is_not_kept(self, journals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert open_journal(9, journal.LARGEST, lambda: "a").folder is None
        monkeypatch.setattr(journal.shutil, "disk_usage", lambda path: Usage(4000))
        assert open_journal(9, 1000, lambda: "a").folder is None
        assert open_journal(9, 999, lambda: "a").folder == journals / "a"

    def test_what_is_there_is_read_where_the_space_is_used_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        open_journal(9, 1000, lambda: "a").keep("0-0-0-1x1", torch.ones(2))
        monkeypatch.setattr(journal.shutil, "disk_usage", lambda path: Usage(100))
        again = open_journal(9, 1000, lambda: "a")
        assert (again.found, again.writing) == (1, False)
        assert again.recall("0-0-0-1x1") is not None

    def test_old_ones_are_cleared_away(self, journals: Path) -> None:
        for name, days in (("old", KEPT_DAYS + 1), ("new", KEPT_DAYS - 1), ("mine", KEPT_DAYS + 1)):
            (journals / name).mkdir(parents=True)
            (journals / name / "x.kept").write_bytes(b"")
            then = journals.stat().st_mtime - days * 86_400
            os.utime(journals / name, (then, then))
        open_journal(9, 1000, lambda: "mine")
        assert sorted(folder.name for folder in journals.iterdir()) == ["mine", "new"]

    def test_two_processes_with_one_job(self) -> None:
        one, two = (open_journal(9, 1000, lambda: "a") for _ in range(2))
        one.keep("0-0-0-1x1", torch.ones(2))
        assert two.recall("0-0-0-1x1") is not None
        one.delete()
        two.keep("1-0-0-1x1", torch.ones(2))
        assert two.recall("1-0-0-1x1") is None
        two.delete()
        one.delete()


class Usage:
    def __init__(self, free: int) -> None:
        self.free = free


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_tensors_come_back_as_they_were(tmp_path: Path, dtype: torch.dtype) -> None:
    tensor = torch.randn(2, 3, 5, 4, generator=torch.Generator().manual_seed(0)).to(dtype)
    tensor = tensor.to(memory_format=torch.channels_last)
    memory = Journal(tmp_path)
    memory.predicted(["a", "b"], lambda: tensor)
    again = memory.predicted(["a", "b"], lambda: pytest.fail("it is there"))
    assert again.dtype == dtype
    assert torch.equal(again, tensor)
    assert memory.taken == 2


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_computed_again(tmp_path: Path, value: float) -> None:
    """A tile that overflowed is asked for once more, to be computed in float32: the journal must not answer that."""
    memory, bad, good = Journal(tmp_path), torch.full((1, 2), value), torch.ones(1, 2)
    assert not memory.predicted(["a"], lambda: bad).isfinite().any()
    assert torch.equal(memory.predicted(["a"], lambda: good), good)
    assert torch.equal(memory.predicted(["a"], lambda: pytest.fail("it is there")), good)
    damaged = save({"x": bad[0]})  # as a version before this one kept it
    (tmp_path / f"b{SUFFIX}").write_bytes(hashlib.sha256(damaged).digest() + damaged)
    assert torch.equal(memory.predicted(["b"], lambda: good), good)


def test_the_identity_tells_pictures_masks_and_facts_apart() -> None:
    pixels, mask = np.zeros((4, 6, 3), np.uint8), np.zeros((4, 6), bool)
    names = [
        identity(pixels, None, {}),
        identity(pixels, mask, {}),
        identity(pixels, ~mask, {}),
        identity(pixels.reshape(6, 4, 3), None, {}),
        identity(pixels.astype(np.uint16), None, {}),
        identity(pixels, None, {"seed": 1}),
    ]
    assert len(set(names)) == len(names)
    assert identity(np.asfortranarray(pixels), None, {}) == names[0]
