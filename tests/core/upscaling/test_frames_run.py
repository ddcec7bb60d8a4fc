"""All frames of a file as one job: what they become, what is said, and that nothing is left where it fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress
from core.finishing.finish import Finish
from core.images.files import read_picture, read_settings
from core.images.formats import frames as reading
from core.images.formats.encode_frames import FramesFile
from core.images.formats.frames import Frame, frames_of
from core.images.framing import Framing
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, Region, SampleSettings, SaveSettings, UpscaleJob
from core.upscaling import loading
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model", "own_home")
SETTINGS = SampleSettings(model="tiny", steps=1, dtype="float32", device="cpu")


def picture(seed: int, size: tuple[int, int] = (10, 12)) -> Picture:
    return Picture(np.random.default_rng(seed).integers(0, 256, (*size, 3)).astype(np.uint8))


def source(folder: Path, pictures: list[Picture], format: str = "png", suffix: str = ".png") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = FramesFile(folder, format, len(pictures))
    for number, one in enumerate(pictures):
        file.add(number, one, None)
    times = [100 + 10 * number for number in range(len(pictures))]
    path = file.save(folder / f"it{suffix}", times, 2, None, overwrite=False, others=[])
    file.close()
    return path


def animation(folder: Path, count: int = 3) -> Path:
    return source(folder, [picture(seed) for seed in range(count)])


def document(folder: Path) -> Path:
    return source(folder, [picture(0), picture(1, (8, 20))], "tiff", ".tif")


def run(job: UpscaleJob, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    Upscaler().run(job, events.append, cancel or CancelToken())
    assert all(event.job_id == job.job_id for event in events if isinstance(event, JobStarted | Progress))
    ends = [event for event in events if isinstance(event, JobDone | JobFailed | JobCancelled)]
    assert ends == events[-1:]
    return events


def whole(path: Path, out: Path, settings: SampleSettings = SETTINGS, format: str = "png") -> UpscaleJob:
    return UpscaleJob(path, settings, SaveSettings(out, format=format), whole=True)


def done(job: UpscaleJob) -> JobDone:
    event = run(job)[-1]
    assert isinstance(event, JobDone), event
    return event


def frames(path: Path) -> list[Frame]:
    found = frames_of(path.read_bytes(), path.name)
    assert found is not None
    return list(found.frames())


def alone(one: Picture, settings: SampleSettings = SETTINGS) -> np.ndarray:
    event = run(UpscaleJob(None, settings, picture=one))[-1]
    assert isinstance(event, JobDone)
    assert event.picture is not None
    return event.picture.pixels


def test_each_frame_becomes_what_it_would_be_alone_and_keeps_its_time(tmp_path: Path) -> None:
    path = animation(tmp_path)
    event = done(whole(path, tmp_path / "out"))
    result = Path(str(event.output))
    made = frames(result)
    assert (event.width, event.height) == (48, 40)
    assert [frame.milliseconds for frame in made] == [100, 110, 120]
    for seed, frame in enumerate(made):
        assert np.array_equal(frame.picture.pixels, alone(picture(seed)))
    found = frames_of(result.read_bytes(), "it")
    assert found is not None
    assert found.loops == 2


def test_the_file_says_how_it_was_made(tmp_path: Path) -> None:
    path = animation(tmp_path)
    event = done(whole(path, tmp_path / "out"))
    written = read_settings(Path(str(event.output)))
    assert written is not None
    assert (written["frames"], written[SOURCE], written["steps"]) == (3, digest_of(path), 1)
    assert event.settings == written


def test_pages_of_several_sizes_become_pages(tmp_path: Path) -> None:
    event = done(whole(document(tmp_path), tmp_path / "out", format="tiff"))
    made = frames(Path(str(event.output)))
    assert [(frame.picture.width, frame.picture.height) for frame in made] == [(48, 40), (80, 32)]
    assert np.array_equal(made[1].picture.pixels, alone(picture(1, (8, 20))))


def test_a_region_and_a_decision_count_for_every_frame(tmp_path: Path) -> None:
    path = animation(tmp_path, 2)
    job = replace(whole(path, tmp_path / "out"), region=Region(2, 3, 6, 5))
    assert (done(job).width, done(job).height) == (24, 20)
    faithful = replace(SETTINGS, finish=Finish(strength=0.0))
    made = frames(Path(str(done(whole(path, tmp_path / "faithful", faithful)).output)))
    assert np.array_equal(made[1].picture.pixels, alone(picture(1), faithful))


def test_progress_runs_on_over_all_frames(tmp_path: Path) -> None:
    events = run(whole(animation(tmp_path), tmp_path / "out"))
    told = [event for event in events if isinstance(event, Progress)]
    assert {event.frame for event in told if event.frames} == {1, 2, 3}
    assert sum(isinstance(event, JobStarted) for event in events) == 1
    assert all(0 <= event.fraction <= 0.98 for event in told)
    assert told[-1].phase == "save"


def test_of_a_file_with_one_picture_that_is_enlarged(tmp_path: Path) -> None:
    path = photo(tmp_path / "one.png")
    event = done(whole(path, tmp_path / "out"))
    assert "frames" not in event.settings
    assert read_picture(Path(str(event.output))).width == 64


@pytest.mark.parametrize("format", ["jpeg", "avif", "png", "tiff"])
def test_a_single_picture_is_saved_in_every_format(tmp_path: Path, format: str) -> None:
    path = photo(tmp_path / "one.png")
    event = done(whole(path, tmp_path / "out", format=format))
    assert read_picture(Path(str(event.output))).width == 64


def test_the_input_itself_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    path = animation(tmp_path)
    job = UpscaleJob(path, SETTINGS, SaveSettings(tmp_path, name="{name}", format="png"), whole=True)
    events = run(job)
    assert isinstance(events[-1], JobFailed)
    assert "input itself" in events[-1].message
    assert not any(isinstance(event, JobStarted) for event in events)


def test_a_failure_says_in_which_frame(tmp_path: Path) -> None:
    path = document(tmp_path)
    job = replace(whole(path, tmp_path / "out", format="tiff"), region=Region(0, 0, 12, 10))
    end = run(job)[-1]
    assert isinstance(end, JobFailed)
    assert end.message == "it.tif, 2 of 2: The region does not lie inside the picture."
    end = run(replace(job, region=None, framing=Framing((0, 0, 12, 10))))[-1]
    assert isinstance(end, JobFailed)
    assert end.message.startswith(
        "The crop of 12 x 10 pixels at 0, 0 does not lie inside every page: not inside page 2"
    )


def test_a_stop_while_the_file_is_written_leaves_nothing(tmp_path: Path) -> None:
    cancel, out = CancelToken(), tmp_path / "out"
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress) and event.phase == "save" and event.frame == 2:
            cancel.cancel()

    Upscaler().run(whole(animation(tmp_path), out), emit, cancel)
    assert isinstance(events[-1], JobCancelled)
    assert names(out) == []


def test_without_a_file_to_save_into_the_first_is_enlarged(tmp_path: Path) -> None:
    event = done(UpscaleJob(animation(tmp_path), SETTINGS, whole=True))
    assert "Only the first of 3 frames is used." in event.notices


def test_a_format_that_cannot_hold_it_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    events = run(whole(animation(tmp_path), tmp_path / "out", format="jpeg"))
    end = events[-1]
    assert isinstance(end, JobFailed)
    assert "does not hold an animation" in end.message
    assert not any(isinstance(event, JobStarted) for event in events)
    assert names(tmp_path / "out") == []


def test_an_animation_is_a_webp_without_loss_where_that_is_wished(tmp_path: Path) -> None:
    path = animation(tmp_path)
    exact = frames(Path(done(whole(path, tmp_path / "png")).output or ""))
    job = whole(path, tmp_path / "webp", format="webp")
    assert job.save is not None
    end = done(replace(job, save=replace(job.save, lossless=True)))
    assert end.settings["lossless"]
    assert "quality" not in end.settings
    for one, other in zip(frames(Path(end.output or "")), exact, strict=True):
        assert np.array_equal(one.picture.pixels, other.picture.pixels)


@pytest.mark.parametrize("format", ["png", "webp", "gif", "tiff"])
def test_a_frame_that_cannot_be_read_leaves_nothing(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = animation(tmp_path)
    monkeypatch.setattr(reading, "from_pillow", broken_after(reading.from_pillow, 1))
    end = run(whole(path, tmp_path / "out", format=format))[-1]
    assert isinstance(end, JobFailed)
    assert "Frame 2 of it.png is damaged" in end.message
    assert names(tmp_path / "out") == []


def broken_after(work, good: int):  # type: ignore[no-untyped-def]
    calls: list[object] = []

    def sometimes(image: object) -> object:
        calls.append(image)
        if len(calls) > good:
            raise OSError("broken data stream")
        return work(image)

    return sometimes


def test_a_disk_that_is_full_is_named_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, number: int, page: bytes) -> None:
        raise OSError(28, "No space left on device")

    path = animation(tmp_path)
    monkeypatch.setattr("core.images.formats.tiff_pages.TiffPages.add", full)
    end = run(whole(path, tmp_path / "out"))[-1]
    assert isinstance(end, JobFailed)
    assert "out: No space left on device. Free some space" in end.message
    assert names(tmp_path / "out") == []


def test_a_stop_leaves_nothing(tmp_path: Path) -> None:
    cancel, out = CancelToken(), tmp_path / "out"
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, Progress) and event.frame == 2:
            cancel.cancel()

    Upscaler().run(whole(animation(tmp_path), out), emit, cancel)
    assert isinstance(events[-1], JobCancelled)
    assert names(out) == []


def test_all_frames_are_judged_as_the_first_and_reduced_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else they flicker. Pages have nothing to do with each other."""
    looked_at: list[int] = []

    def cleanness(self: object, pixels: np.ndarray) -> None:
        looked_at.append(int(pixels[0, 0, 0]))

    monkeypatch.setattr(loading.Loaded, "cleanness", cleanness)
    first, second = (int(picture(seed).pixels[0, 0, 0]) for seed in (0, 1))
    assert first != second
    done(whole(animation(tmp_path / "moving", 2), tmp_path / "out"))
    assert set(looked_at) == {first}
    looked_at.clear()
    done(whole(document(tmp_path / "pages"), tmp_path / "out", format="tiff"))
    assert set(looked_at) == {first, second}


class TestCommand:
    def test_a_folder_with_pictures_animations_and_documents(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        photo(tmp_path / "in" / "photo.png")
        animation(tmp_path / "in" / "moving")
        document(tmp_path / "in" / "pages")
        arguments = (tmp_path / "in", "-o", tmp_path / "out", "--frames", "all", "--format", "tiff")
        assert upscale(*arguments) == 0
        assert names(tmp_path / "out") == [
            "moving/it_resshift_x4.tif",
            "pages/it_resshift_x4.tif",
            "photo_resshift_x4.tif",
        ]
        assert len(frames(tmp_path / "out" / "moving" / "it_resshift_x4.tif")) == 3
        capsys.readouterr()
        assert upscale(*arguments) == 0
        assert "Done before with the same settings: 3" in capsys.readouterr().err

    def test_the_first_alone_and_all_are_two_results(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = animation(tmp_path)
        assert upscale(path, "-o", tmp_path / "out") == 0
        assert "--frames all takes them" in capsys.readouterr().err
        assert upscale(path, "-o", tmp_path / "out", "--frames", "all") == 0
        assert upscale(path, "-o", tmp_path / "out") == 0
        assert upscale(path, "-o", tmp_path / "out", "--frames", "all") == 0
        assert names(tmp_path / "out") == ["it_resshift_x4-1.png", "it_resshift_x4.png"]

    def test_a_gif_of_ours_is_known_as_a_result(self, tmp_path: Path) -> None:
        path = animation(tmp_path / "in")
        assert upscale(path, "--frames", "all", "--format", "gif") == 0
        assert upscale(tmp_path / "in", "--frames", "all", "--format", "gif") == 0
        assert names(tmp_path / "in") == ["it.png", "it_resshift_x4.gif"]

    def test_the_same_format_is_one_that_holds_what_there_is(self, tmp_path: Path) -> None:
        source(tmp_path / "in" / "moving", [picture(0), picture(1)], "gif", ".gif")
        still = Image.fromarray(picture(2).pixels)
        still.save(tmp_path / "in" / "still.gif")
        still.save(tmp_path / "in" / "still.avif")
        document(tmp_path / "in" / "pages")
        photo(tmp_path / "in" / "photo.png")
        assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--frames", "all", "--format", "same") == 0
        assert names(tmp_path / "out") == [
            "moving/it_resshift_x4.gif",
            "pages/it_resshift_x4.tif",
            "photo_resshift_x4.png",
            "still.avif_resshift_x4.avif",
            "still.gif_resshift_x4.png",
        ]

    def test_a_single_picture_is_no_gif(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        picture = photo(tmp_path / "a.png")
        assert upscale(picture, "--frames", "all", "--format", "gif") == 1
        assert "GIF is for animations alone" in capsys.readouterr().err
        assert upscale(picture, "--format", "gif") == 2

    @pytest.mark.parametrize("more", [("--spread", "2"), ("--save-steps", "steps")])
    def test_what_does_not_go_together_is_said(self, more: tuple[str, str], tmp_path: Path) -> None:
        assert upscale(animation(tmp_path), "--frames", "all", *more) == 2

    def test_an_estimate_counts_all_frames(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[int] = []

        def estimate(self: Upscaler, job, cancel: CancelToken) -> None:  # type: ignore[no-untyped-def]
            asked.append(len(job.sizes))
            raise SystemExit

        monkeypatch.setattr(Upscaler, "estimate", estimate)
        path = animation(tmp_path)
        for more in ((), ("--frames", "all")):
            with pytest.raises(SystemExit):
                upscale(path, "--estimate", *more)
        assert asked == [1, 3]
