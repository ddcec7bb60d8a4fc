"""A model for faces restores the faces of a photograph, and leaves the rest as it is."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

import core.models.catalog as catalog
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.finishing.finish import KAPPA, Finish
from core.images.files import read_picture
from core.images.picture import Picture
from core.images.resize import resize
from core.jobs import CancelToken, EstimateJob, Region, SampleSettings, UpscaleJob
from core.upscaling.upscaler import Upscaler
from tests.core.official_models import install

SETTINGS = SampleSettings(
    model="tiny-face", scale=1.0, steps=2, dtype="float32", color_fix="off", device="cpu"
)
PORTRAIT = read_picture(Path(__file__).parents[1] / "finishing" / "pictures" / "eileen-collins.jpg")
FACE = (slice(38, 58), slice(78, 98))  # within the face of the portrait
ENGINE = Upscaler()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stored")
    install(folder, "tiny-face", "tiny-vq")
    return folder


@pytest.fixture(autouse=True)
def catalogued(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.setattr(catalog, "own_folder", lambda: stored)


def run(job: UpscaleJob, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    ENGINE.run(job, events.append, cancel or CancelToken())
    return events


def done(picture: Picture, settings: SampleSettings = SETTINGS, region: Region | None = None) -> JobDone:
    end = run(UpscaleJob(None, settings, picture=picture, region=region))[-1]
    assert isinstance(end, JobDone), end
    return end


def pixels(picture: Picture, settings: SampleSettings = SETTINGS, region: Region | None = None) -> np.ndarray:
    result = done(picture, settings, region).picture
    assert result is not None
    return result.pixels


def two() -> Picture:
    """Twice the portrait, on a gray ground."""
    ground = np.full((240, 460, 3), 90, np.uint8)
    ground[20:220, 20:220] = ground[20:220, 240:440] = PORTRAIT.pixels
    return Picture(ground)


def test_the_face_is_restored_and_the_rest_stays() -> None:
    before = PORTRAIT.pixels.copy()
    end = done(PORTRAIT)
    assert end.picture is not None
    out = end.picture.pixels
    assert out.shape == before.shape
    assert np.array_equal(PORTRAIT.pixels, before)  # what was given is nobody's to change
    assert np.abs(out[FACE].astype(int) - before[FACE]).mean() > 2
    assert np.array_equal(out[130:], before[130:])
    assert np.array_equal(out[:, 150:], before[:, 150:])
    assert any(n.startswith("1 face was found") for n in end.notices)


def test_what_the_model_makes_of_the_upright_face_is_what_is_put_back() -> None:
    from core.finishing.faces import faces
    from core.upscaling.aligned_faces import aligned

    face = aligned(faces(PORTRAIT)[0], 64)
    wanted = PORTRAIT.pixels.copy()
    face.put_back(wanted, pixels(Picture(face.cut(PORTRAIT.pixels))))
    assert np.array_equal(pixels(PORTRAIT), wanted)


def test_each_face_has_its_turn_and_progress_goes_on() -> None:
    events = run(UpscaleJob(None, SETTINGS, picture=two(), previews=True, exact_previews=True))
    end = events[-1]
    assert isinstance(end, JobDone)
    assert any(n.startswith("2 faces were found") for n in end.notices)
    assert end.picture is not None
    for left in (20, 240):
        face = (slice(20 + 38, 20 + 58), slice(left + 78, left + 98))
        assert np.abs(end.picture.pixels[face].astype(int) - two().pixels[face]).mean() > 2
    fractions = [e.fraction for e in events if isinstance(e, Progress)]
    assert fractions == sorted(fractions)
    assert sum(isinstance(e, JobStarted) for e in events) == 1
    previews = [e for e in events if isinstance(e, StepPreview)]
    assert len(previews) == 2 * 2
    assert all(e.image.shape == (240, 460, 3) for e in previews)
    assert np.abs(previews[-1].image.astype(int) - end.picture.pixels).max() <= 1


def test_a_region_is_the_same_as_in_the_whole() -> None:
    whole, region = pixels(two()), Region(60, 30, 80, 90)
    assert np.array_equal(pixels(two(), region=region), whole[30:120, 60:140])
    beside = Region(0, 0, 15, 15)
    assert np.array_equal(pixels(two(), region=beside), two().pixels[:15, :15])


def test_a_larger_size_enlarges_the_whole_picture() -> None:
    settings = replace(SETTINGS, scale=2.0)
    assert np.array_equal(pixels(PORTRAIT, settings), resize(pixels(PORTRAIT), (400, 400)))


def test_depth_gray_and_transparency_are_kept() -> None:
    deep = replace(PORTRAIT, pixels=PORTRAIT.pixels.astype(np.uint16) * 257)
    out = pixels(deep)
    assert out.dtype == np.uint16
    assert np.array_equal(out[130:], deep.pixels[130:])
    gray = np.repeat(cv2.cvtColor(PORTRAIT.pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, 2)
    out = pixels(Picture(gray, gray=True))
    assert np.array_equal(out[..., 0], out[..., 1])
    alpha = np.full(PORTRAIT.pixels.shape[:2], 255, np.uint8)
    alpha[150:] = 0
    picture = done(replace(PORTRAIT, alpha=alpha)).picture
    assert picture is not None
    assert picture.alpha is not None
    assert np.array_equal(picture.alpha, alpha)


def test_it_is_finished_like_any_result() -> None:
    faithful = pixels(PORTRAIT, replace(SETTINGS, finish=Finish(0.0)))
    assert np.array_equal(faithful, PORTRAIT.pixels)
    careful = pixels(PORTRAIT, replace(SETTINGS, finish=Finish(0.0, KAPPA)))
    assert np.array_equal(careful, pixels(PORTRAIT, replace(SETTINGS, kappa=0.1)))


def test_without_a_face_the_whole_picture_is_one_and_this_is_said() -> None:
    plain = Picture(np.full((70, 90, 3), 120, np.uint8))
    end = done(plain)
    assert any(n.startswith("No face was found") and "64 x 64" in n for n in end.notices)
    assert end.picture is not None
    assert not np.array_equal(end.picture.pixels, plain.pixels)


def test_it_can_be_cancelled_between_two_faces() -> None:
    cancel, events = CancelToken(), list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, StepPreview) and event.step == event.steps:
            cancel.cancel()

    ENGINE.run(UpscaleJob(None, SETTINGS, picture=two(), previews=True), emit, cancel)
    assert isinstance(events[-1], JobCancelled)
    assert not any(isinstance(e, JobFailed) for e in events)
    assert sum(isinstance(e, StepPreview) and e.step == e.steps for e in events) == 1


def test_a_photograph_is_estimated_by_one_face_whatever_its_size() -> None:
    def seconds(*size: int) -> float:
        return ENGINE.estimate(EstimateJob((size,), SETTINGS), CancelToken()).seconds

    assert seconds(640, 480) == pytest.approx(seconds(64, 64))


def test_a_photograph_teaches_the_estimates_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[int] = []
    monkeypatch.setattr(
        "core.upscaling.upscaler.learn", lambda loaded, passes, steps, s: learnt.append(steps)
    )
    done(PORTRAIT)
    done(Picture(np.full((70, 90, 3), 120, np.uint8)))
    assert learnt == []
    done(Picture(np.ascontiguousarray(PORTRAIT.pixels[:64, 60:124])))
    assert learnt == [2]
