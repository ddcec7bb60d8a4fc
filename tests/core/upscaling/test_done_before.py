"""Whose result a file is: pictures of one name may have their results in one folder."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.events import Event, JobDone
from core.finishing.finish import Finish
from core.finishing.packed import finish_to_dict
from core.finishing.strokes import Marks, Stroke, marks_digest
from core.images.files import read_picture, read_settings, save_picture
from core.images.names import free_path, result_name
from core.images.picture import Picture
from core.images.privacy import anonymous_settings
from core.images.results import ResultNames
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.models.checkpoints import RECIPE_KEY, load_state, read_recipe, sha256_of, write_tensors
from core.upscaling.done_before import MASK, PROPOSED, RESTS, DoneBefore, proposed_kinds
from core.upscaling.naming import name_fields
from core.upscaling.upscaler import Upscaler
from core.version import VERSION
from tests.core.commands.test_upscale import names, upscale
from tests.core.official_models import install

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


def made_up(source: Path, result: Path, **more: Any) -> Path:
    """A file that says of itself what a result of this picture does."""
    made = replace(SETTINGS, kappa=0.5).to_dict()
    written = {**made, "version": VERSION, SOURCE: digest_of(source), **more}
    return save_picture(Picture(np.zeros((4, 4, 3), np.uint8)), result, format="png", metadata=written)


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


def test_the_date_is_asked_where_nothing_else_tells_what_has_changed(tmp_path: Path) -> None:
    """A picture may be dated in the future, or have been copied after it was enlarged."""
    source = picture(tmp_path / "a.png", 0)
    result = enlarged(source, tmp_path / "out")
    os.utime(source, (5_000_000_000, 5_000_000_000))
    assert found(source, tmp_path / "out") == result
    without_digest(result)
    assert found(source, tmp_path / "out") is None
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert found(source, tmp_path / "out") == result


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


def replace_weights(model: Path) -> None:
    tensors = {name: tensor + 1 for name, tensor in load_state(model).items()}
    write_tensors(model, tensors, {RECIPE_KEY: read_recipe(model).to_json()})


def test_a_model_with_other_weights_makes_another_result(tmp_path: Path, model: Path) -> None:
    """Whether it is named by its key, or by its file, of which no digest is on record."""
    source = picture(tmp_path / "a.png", 0)
    for number, key in enumerate(("tiny", str(model))):
        settings, out = replace(SETTINGS, model=key), tmp_path / str(number)
        out.mkdir()
        result = made_up(source, out / "a_big.png", model=key, model_sha256=sha256_of(model))
        assert found(source, out, settings) == result
        replace_weights(model)
        assert found(source, out, settings) is None


def test_an_autoencoder_with_other_weights_makes_another_result(tmp_path: Path) -> None:
    install(tmp_path / "official", "tiny-vq", "tiny-x4")
    vq, x4 = (tmp_path / "official" / f"{key}.safetensors" for key in ("tiny-vq", "tiny-x4"))
    settings = replace(SETTINGS, model=str(x4), kappa=2.0)
    source = picture(tmp_path / "a.png", 0)
    digests = {"model_sha256": sha256_of(x4), "autoencoder_sha256": sha256_of(vq)}
    result = made_up(source, tmp_path / "a_big.png", model=str(x4), kappa=2.0, **digests)
    assert found(source, tmp_path, settings) == result
    replace_weights(vq)
    assert found(source, tmp_path, settings) is None
    vq.unlink()
    assert found(source, tmp_path, settings) is None  # the job will say what is missing


ODD_NAMES = ("a ", "a.", "...", " a", "con", "a-1", "a_tiny", "a?:b", "日" * 80, "x" * 248)


@pytest.mark.parametrize(
    "template",
    [
        "{name}",
        "{name}-{seed}",
        "{name}_{model}",
        "{model}/{name}",
        "{date}_{name}",
        "{name}?{time}",
        "{name} ",
    ],
)
@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows refuses")
def test_a_result_is_found_whatever_became_of_the_name(tmp_path: Path, template: str, taken: bool) -> None:
    out = tmp_path / "out"
    out.mkdir()
    settings = replace(SETTINGS, steps=1)
    before = DoneBefore(settings, template, "png")
    made = {}
    for number, stem in enumerate(ODD_NAMES):
        source = picture(tmp_path / f"{stem}.png", number)
        name = Path(result_name(template, name_fields(stem, settings, (8, 6), (32, 24)), suffix=".png"))
        if taken and not (out / name).exists():
            (out / name).write_bytes(b"of something else")
        made[source] = made_up(source, free_path(out, name.stem, ".png"))
    assert {source: before.result_of(source, out, source.stem) for source in made} == made


def test_of_many_results_few_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, read = tmp_path / "out", list[str]()
    out.mkdir()
    for number in range(30):
        (out / f"IMG_{number}_big.png").write_bytes(b"")
    monkeypatch.setattr("core.upscaling.done_before.settings_in", lambda path: read.append(path.name))
    assert found(picture(tmp_path / "IMG_12.png", 0), out) is None
    assert read == ["IMG_12_big.png"]


def test_results_that_come_meanwhile_are_found_and_no_name_is_looked_at_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, looked_at, listed = tmp_path / "out", list[str](), list[Path]()
    original, scandir = ResultNames.sources_of, os.scandir

    def counting(names: ResultNames, stem: str) -> list[str]:
        looked_at.append(stem)
        return original(names, stem)

    monkeypatch.setattr(ResultNames, "sources_of", counting)
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path) or scandir(path))
    sources = [picture(tmp_path / f"{name}.png", seed) for seed, name in enumerate("abc")]
    before = DoneBefore(SETTINGS, TEMPLATE, "png", clock=lambda: 0.0)  # looking takes no time
    for source in sources:
        assert before.result_of(source, out, source.stem) is None  # at first there is no folder, even
    for number, source in enumerate(sources):
        out.mkdir(exist_ok=True)
        result = made_up(source, out / f"{source.stem}_big.png")
        os.utime(out, (1_000_000_000 + number, 1_000_000_000 + number))  # no clock is too coarse
        assert before.result_of(source, out, source.stem) == result
        assert before.result_of(source, out, source.stem) == result
    assert looked_at == ["a_big", "b_big", "c_big"]
    assert listed.count(out) == 4  # at first, and where something had been put into it


def test_a_folder_that_changes_all_the_time_is_listed_for_a_small_part_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch puts a result into it for each picture, and looks for the result of each."""
    out, now, listed, scandir = tmp_path / "out", [0.0], list[Path](), os.scandir

    def slow(path: Path) -> Any:
        listed.append(path)
        now[0] += 0.5
        return scandir(path)

    monkeypatch.setattr(os, "scandir", slow)
    source = picture(tmp_path / "a.png", 0)
    before = DoneBefore(SETTINGS, TEMPLATE, "png", clock=lambda: now[0])
    assert before.result_of(source, out, "a") is None  # it is not there, which is seen at once
    out.mkdir()
    result = made_up(source, out / "a_big.png")
    assert before.result_of(source, out, "a") == result
    listed.clear()
    for number in range(100):
        now[0] += 1.0
        os.utime(out, (1_000_000_000 + number, 1_000_000_000 + number))
        assert before.result_of(source, out, "a") == result
    assert len(listed) == 100 // (0.5 * RESTS)
    other = picture(tmp_path / "b.png", 1)
    assert before.result_of(other, out, "b") is None
    result = made_up(other, out / "b_big.png")
    os.utime(out, (2_000_000_000, 2_000_000_000))
    assert before.result_of(other, out, "b") is None
    assert before.result_of(other, out, "b", at_once=True) == result


def test_a_picture_is_found_under_any_name_that_its_neighbours_have_given_it(tmp_path: Path) -> None:
    """Its content decides: another one of the same name, or of the same with a number, is not it."""
    source, other = picture(tmp_path / "a.png", 0), picture(tmp_path / "else" / "a.png", 1)
    for number, name in enumerate(("a", "a.png", "a-2", "a.png-17")):
        out = tmp_path / str(number)
        out.mkdir()
        result = made_up(source, out / f"{name}_big.png")
        for called in ("a", "a.png", "a.png-5"):
            before = DoneBefore(SETTINGS, TEMPLATE, "png")
            assert before.result_of(other, out, called) is None
            assert before.result_of(source, out, called) == result
            assert before.result_of(source, out, called) == result
            assert (
                DoneBefore(replace(SETTINGS, seed=9), TEMPLATE, "png").result_of(source, out, called) is None
            )


def test_each_of_several_copies_has_a_result_of_its_own(tmp_path: Path) -> None:
    """One that was there before stands for the first of them; one that comes meanwhile is that of its name."""
    out, copies = tmp_path / "out", [picture(tmp_path / folder / "a.png", 0) for folder in "xyz"]
    out.mkdir()
    early = made_up(copies[0], out / "a_big.png")
    before = DoneBefore(SETTINGS, TEMPLATE, "png", clock=lambda: 0.0)  # looking takes no time
    called = ("a.png", "a.png-2", "a.png-3")
    for _ in range(2):
        assert [before.result_of(*asked) for asked in zip(copies, [out] * 3, called, strict=True)] == [
            early,
            None,
            None,
        ]
    late = made_up(copies[1], out / "a.png-2_big.png")
    os.utime(out, (1_000_000_000, 1_000_000_000))
    assert before.result_of(copies[2], out, called[2]) is None
    assert [before.result_of(*asked) for asked in zip(copies, [out] * 3, called, strict=True)] == [
        early,
        late,
        None,
    ]


def test_of_many_pictures_of_one_name_each_result_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, count, read = tmp_path / "out", 40, list[Path]()
    out.mkdir()
    for number in range(count):
        (out / f"a.png-{number + 2}_big.png").write_bytes(b"")
    monkeypatch.setattr("core.upscaling.done_before.settings_in", lambda path: read.append(path))
    before = DoneBefore(SETTINGS, TEMPLATE, "png")
    for number in range(count):
        source = picture(tmp_path / str(number) / "a.png", number)
        assert before.result_of(source, out, f"a.png-{number + 2}") is None
    assert len(read) <= 2 * count


FOUND = Marks(8, 6, (Stroke(((2.0, 2.0),), radius=2.0),))


@pytest.mark.parametrize("made", [Finish(0.5, protect=FOUND), Finish(0.5)])
def test_what_was_to_be_protected_counts_and_not_what_was_found(tmp_path: Path, made: Finish) -> None:
    source = picture(tmp_path / "a.png", 0)
    told = {"finish": finish_to_dict(made), PROPOSED: proposed_kinds(("text", "faces"))}
    result = made_up(source, tmp_path / "a_big.png", **told)

    def of(finish: Finish | None, *kinds: str) -> Path | None:
        settings = replace(SETTINGS, finish=finish)
        return DoneBefore(settings, TEMPLATE, "png", propose=kinds).result_of(source, tmp_path, "a")

    assert of(Finish(0.5), "faces", "text") == of(Finish(0.5), "text", "faces") == result
    assert of(Finish(0.5), "faces") is None
    assert of(Finish(0.4), "faces", "text") is None
    # Marks of its own cannot be told from these.
    assert of(Finish(0.5, protect=FOUND), "faces", "text") is None
    assert of(made) == result  # as for --like
    made_up(source, tmp_path / "a_big-1.png", finish=finish_to_dict(Finish(0.4)))
    assert of(Finish(0.4), "faces", "text") is None  # nothing was to be protected there


MARKS = Marks(8, 6, (Stroke(((2.0, 2.0),), radius=2.0),))


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        (Finish(0.5, protect=replace(MARKS, width=9)), Finish(0.5)),  # made on a picture of another size
        (Finish(protect=replace(MARKS, width=9)), None),
        (Finish(0.5, protect=MARKS), Finish(0.5, protect=MARKS)),
        (Finish(), None),
    ],
)
def test_the_finish_counts_as_far_as_it_can_be_done(
    tmp_path: Path, wanted: Finish, made: Finish | None
) -> None:
    source = picture(tmp_path / "a.png", 0)
    result = made_up(source, tmp_path / "a_big.png", finish=finish_to_dict(made))
    assert found(source, tmp_path, replace(SETTINGS, finish=wanted)) == result
    other = Finish(0.3) if made is None else None
    assert found(source, tmp_path, replace(SETTINGS, finish=other)) is None


@pytest.mark.parametrize("private", [True, False])
def test_what_was_filled_in_counts(tmp_path: Path, private: bool) -> None:
    source = picture(tmp_path / "a.png", 0)
    masks = [picture(tmp_path / folder / "mask.png", seed) for seed, folder in enumerate("xy")]
    other = replace(MARKS, strokes=(replace(MARKS.strokes[0], radius=3.0),))
    wanted = [None, *masks, MARKS, other]
    written: list[dict[str, Any]] = [{}]
    written += [{"mask": mask.name, MASK: digest_of(mask)} for mask in masks]
    written += [{"mask": asdict(marks), MASK: marks_digest(marks)} for marks in (MARKS, other)]
    for number, more in enumerate(written):
        out = tmp_path / str(number)
        out.mkdir()
        result = made_up(source, out / "a_big.png", **(anonymous_settings(more) if private else more))
        before = DoneBefore(SETTINGS, TEMPLATE, "png", private)
        told = [before.result_of(source, out, "a", mask) for mask in wanted]
        assert told == [result if n == number else None for n in range(len(wanted))]


def test_a_mask_that_cannot_be_read_was_never_used(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.png", 0)
    made_up(source, tmp_path / "a_big.png", mask="gone.png", mask_sha256="")
    assert (
        DoneBefore(SETTINGS, TEMPLATE, "png").result_of(source, tmp_path, "a", tmp_path / "gone.png") is None
    )


def test_the_dots_in_the_name_of_a_model_stay(tmp_path: Path, model: Path) -> None:
    dotted = model.rename(tmp_path / "x2.5_a.b.safetensors")
    settings = replace(SETTINGS, model=str(dotted))
    source = picture(tmp_path / "a.png", 0)
    name = result_name("{model}_{name}", name_fields("a", settings, (8, 6), (32, 24)), suffix=".png")
    assert name == "x2.5_a.b_a.png"
    result = made_up(source, tmp_path / name, model=str(dotted))
    assert DoneBefore(settings, "{model}_{name}", "png").result_of(source, tmp_path, "a") == result


def test_a_second_folder_with_the_same_names_is_enlarged(tmp_path: Path) -> None:
    """The command, twice each: with the results of both in one folder."""
    for _ in range(2):
        for number, folder in enumerate("xy"):
            picture(tmp_path / folder / "a.png", number)
            assert upscale(tmp_path / folder, "-o", tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["a_resshift_x4-1.png", "a_resshift_x4.png"]
