"""`evaluate`: the table, another program's results, a choice of pictures, and what it refuses."""

import json
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

import core.commands.evaluate as evaluating
from core.cli import main
from core.images.files import read_picture, save_picture
from core.images.picture import Picture
from core.jobs import CancelToken
from core.models import catalog, library
from core.quality.pyiqa_metrics import HINT
from tests.core.images import pictures as make
from tests.core.models.pipeline_folders import pipeline
from tests.core.models.published_restorers import all_kinds
from tests.core.official_models import install
from tests.core.optional_packages import with_diffusers

SYSTEMS = {
    "esrgan": "RRDBNet x4, oldest names",
    "DF2K_JPEG": "RRDBNet x4, names of BSRGAN",
    "bsrgan": "RRDBNet x4, names of BSRGAN",
    "swinir-real": "SwinIR x4, real-world",
    "RealESRGAN_x4plus": "RRDBNet x4",
    "dasr": "DASR x4",
}
"""The systems of others and, of tests.core.models.published_restorers, what each is like."""

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    for name in ("photo-1", "photo-2", "text-1"):
        hq = rng.integers(0, 256, (64, 64, 3)).astype(np.uint8)
        lq = hq.reshape(16, 4, 16, 4, 3).mean((1, 3)).round().astype(np.uint8)
        for folder, pixels in (("hq", hq), ("lq", lq)):
            (tmp_path / folder).mkdir(exist_ok=True)
            save_picture(Picture(pixels), tmp_path / folder / f"{name}.png", format="png")
    return tmp_path


def evaluate(pairs: Path, *arguments: str) -> int:
    return main(["evaluate", "--lr", str(pairs / "lq"), "--hr", str(pairs / "hq"), *arguments])


def test_the_table_has_bicubic_the_models_and_other_results(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    perfect = f"Perfect={pairs / 'hq'}"
    out = pairs / "figures.json"
    assert evaluate(pairs, "--model", "tiny", "--results", perfect, "--json", str(out)) == 0
    rows = [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert rows == ["| 3 pictures", "| bicubic", "| tiny", "| Perfect"]
    figures = json.loads(out.read_text("utf-8"))
    assert [len(figures[name]) for name in ("bicubic", "tiny", "Perfect")] == [3, 3, 3]
    assert all(row["ssim_y"] == pytest.approx(1) and row["log_grid"] == 0 for row in figures["Perfect"])


@pytest.mark.parametrize(
    ("name", "told"), [("hq/photo-1.png", "no JSON"), ("hq/photo-1.png/x.json", "written")]
)
def test_figures_replace_nothing_else_and_that_is_said_first(
    pairs: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    before = (pairs / "hq" / "photo-1.png").read_bytes()
    assert evaluate(pairs, "--json", str(pairs / name)) == 1
    printed = capsys.readouterr()
    assert told in printed.err
    assert "bicubic" not in printed.out
    assert (pairs / "hq" / "photo-1.png").read_bytes() == before


def test_two_rows_of_one_name_are_refused(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for more in (("--results", f"bicubic={pairs / 'hq'}"), ("--results", f"tiny={pairs}", "--model", "tiny")):
        assert evaluate(pairs, *more) == 2
        assert "would be called" in capsys.readouterr().err


def test_figures_are_there_before_anybody_reads_and_are_json(
    pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = pairs / "figures.json"
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert evaluate(pairs, "--results", f"Perfect={pairs / 'hq'}", "--json", str(out)) == 1
    assert "Infinity" not in out.read_text("utf-8")
    assert json.loads(out.read_text("utf-8"))["Perfect"][0]["psnr_y"] is None


def test_the_table_of_the_paper_has_its_columns_alone(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(pairs, "--model", "tiny", "--table", "paper") == 0
    head = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("| 3 pictures"))
    titles = [title.strip() for title in head.split("|")[2:-1]]
    assert titles[:2] == ["PSNR Y", "SSIM Y"]
    assert set(titles) <= {"PSNR Y", "SSIM Y", "LPIPS", "CLIPIQA", "MUSIQ", "SSIMULACRA2"}


def test_the_eight_systems_of_the_paper_side_by_side(
    pairs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with a small network of its own kind and random weights, all in one command."""
    with_diffusers(monkeypatch)
    monkeypatch.setattr(catalog, "own_folder", lambda: pairs / "models")
    kinds = all_kinds()
    for name, kind in SYSTEMS.items():
        torch.save({"params": kinds[kind].state}, pairs / f"{name}.pth")
    pipeline(pairs / "ldm-15")
    for source in (*(pairs / f"{name}.pth" for name in SYSTEMS), pairs / "ldm-15"):
        library.import_file(source, choice=None, emit=lambda event: None, cancel=CancelToken())
    names = ["tiny", *SYSTEMS, "ldm-15"]
    chosen = [word for name in names for word in ("--model", name)]
    out = pairs / "figures.json"
    assert evaluate(pairs, *chosen, "--match", "photo-1*", "--table", "paper", "--json", str(out)) == 0
    rows = [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert rows == ["| 1 pictures", "| bicubic", *(f"| {name}" for name in names)]
    figures = json.loads(out.read_text("utf-8"))
    assert all(np.isfinite(figures[name][0]["psnr_y"]) for name in names)


def test_a_choice_of_pictures(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(pairs, "--match", "photo-*") == 0
    assert "| 2 pictures |" in capsys.readouterr().out
    assert evaluate(pairs, "--match", "nothing*") == 2
    assert "nothing*" in capsys.readouterr().err


def test_results_that_do_not_belong_are_refused(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(pairs, "--results", f"Small={pairs / 'lq'}") == 1
    assert "has the size 16 x 16" in capsys.readouterr().err
    assert evaluate(pairs, "--results", "nonsense") == 2


def test_what_pyiqa_measures_stands_in_the_table_and_the_file(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pyiqa = SimpleNamespace(create_metric=lambda name, device: lambda *pictures: pictures[0].mean())
    monkeypatch.setitem(sys.modules, "pyiqa", pyiqa)
    out = pairs / "figures.json"
    assert evaluate(pairs, "--results", f"Perfect={pairs / 'hq'}", "--json", str(out)) == 0
    text = capsys.readouterr().out
    header, rule, *rows = [line.split("|") for line in text.splitlines() if line.startswith("|")]
    assert {len(line) for line in (header, rule, *rows)} == {len(header)}
    column = header.index(" MUSIQ ")
    assert header[column - 2 : column] == [" LPIPS ", " CLIPIQA "]
    figures = json.loads(out.read_text("utf-8"))
    for row, name in zip(rows, ("bicubic", "Perfect"), strict=True):
        mean = np.mean([figure["musiq"] for figure in figures[name]])
        assert float(row[column]) == pytest.approx(mean, abs=5e-4)
    assert HINT not in text


def test_without_pyiqa_the_table_says_how_to_get_it(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", None)
    assert evaluate(pairs) == 0
    text = capsys.readouterr().out
    assert HINT in text
    assert "| MUSIQ |" not in text


def test_it_says_what_it_saw(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("lq/._photo-1.png", "lq/Thumbs.db", "hq/extra.png", "hq/._x.png"):
        (pairs / name).write_bytes(b"x")
    assert evaluate(pairs) == 0
    told = capsys.readouterr()
    assert "| 3 pictures |" in told.out
    assert (
        "Pairs in hq (good) and lq (poor): 3.\nGood pictures without a poor one, passed over: 1.\n"
        in told.err
    )


def test_a_folder_is_recognised_as_for_training(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pairs / "hq").rename(pairs / "DIV2K_train_HR")
    (pairs / "x").mkdir()
    (pairs / "lq").rename(pairs / "x" / "X4")
    (pairs / "x").rename(pairs / "DIV2K_train_LR_bicubic")
    low = pairs / "DIV2K_train_LR_bicubic" / "X4"
    for path in list(low.iterdir()):
        path.rename(low / f"{path.stem}x4.png")
    (low / "lonelyx4.png").write_bytes(b"x")
    assert main(["evaluate", "--pairs", str(pairs)]) == 0
    told = capsys.readouterr()
    assert "| 3 pictures |" in told.out
    assert (
        "DIV2K_train_HR (good) and DIV2K_train_LR_bicubic/X4 (poor): 3.\nPassed over: 1, the first"
        in told.err
    )


def test_of_several_folders_of_pairs_that_for_tests_is_measured(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for use in ("train", "test"):
        for side in ("hq", "lq"):
            shutil.copytree(pairs / side, pairs / "data" / use / side)
    for side in ("hq", "lq"):
        (pairs / "data" / "test" / side / "text-1.png").unlink()
    assert main(["evaluate", "--pairs", str(pairs / "data")]) == 0
    told = capsys.readouterr()
    assert "| 2 pictures |" in told.out
    assert "test/hq (good)" in told.err


def test_what_is_too_small_to_measure_is_named(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, side in (("hq", 28), ("lq", 7)):
        save_picture(Picture(np.zeros((side, side, 3), np.uint8)), pairs / folder / "dot.png", format="png")
    assert evaluate(pairs) == 2
    assert "dot.png has 28 x 28 pixels" in capsys.readouterr().err
    assert evaluate(pairs, "--match", "[!d]*") == 0


def test_no_pairs_are_no_pairs(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--pairs", str(pairs / "hq")]) == 2
    assert "holds no pairs" in capsys.readouterr().err
    assert main(["evaluate", "--lr", str(pairs / "lq")]) == 2
    assert "--lr and --hr" in capsys.readouterr().err


def test_deep_pictures_with_a_profile_and_transparency_are_measured(pairs: Path) -> None:
    for folder, side in (("hq", 64), ("lq", 16)):
        for path in (pairs / folder).iterdir():
            path.unlink()
        deep = Picture(
            np.full((side, side, 3), 30000, np.uint16),
            np.full((side, side), 60000, np.uint16),
            icc=make.matrix_profile(make.ADOBE_RGB),
        )
        save_picture(deep, pairs / folder / "a.png", format="png")
    assert evaluate(pairs) == 0


def test_pictures_of_another_profile_are_compared_by_what_is_seen(pairs: Path) -> None:
    wide, out = pairs / "wide", pairs / "figures.json"
    wide.mkdir()
    for path in (pairs / "hq").iterdir():
        colours = Picture((read_picture(path).pixels // 2 + 60).astype(np.uint8))
        save_picture(colours, path, format="png", overwrite=True)
        save_picture(make.in_profile(colours, make.ADOBE_RGB), wide / path.name, format="png")
    assert evaluate(pairs, "--results", f"Same={wide}", "--json", str(out)) == 0
    assert all(row["psnr_rgb"] > 50 for row in json.loads(out.read_text("utf-8"))["Same"])


def test_colours_that_nobody_sees_are_not_measured(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = np.full((64, 64, 3), 90, np.uint8)
    alpha = np.full((64, 64), 255, np.uint8)
    alpha[:32] = 0
    hidden = plain.copy()
    hidden[:32] = np.random.default_rng(0).integers(0, 256, (32, 64, 3))
    for folder in ("hq", "lq"):
        for path in (pairs / folder).iterdir():
            path.unlink()
    save_picture(Picture(hidden, alpha), pairs / "hq" / "a.png", format="png")
    save_picture(Picture(plain[::4, ::4], alpha[::4, ::4]), pairs / "lq" / "a.png", format="png")
    out = pairs / "figures.json"
    assert evaluate(pairs, "--json", str(out)) == 0
    assert json.loads(out.read_text("utf-8"))["bicubic"][0]["psnr_rgb"] is None  # infinite: they are equal


@pytest.mark.parametrize(
    ("key", "told"),
    [("tiny-inpaint", "fills in what is marked"), ("tiny-vq", "autoencoder"), ("no", "no model")],
)
def test_a_model_that_cannot_be_measured_is_refused_before_any_is(
    key: str, told: str, pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: pairs / "models")
    install(pairs / "models" / "official", "tiny-vq", "tiny-inpaint")
    monkeypatch.setattr(evaluating, "_distances", lambda: ({}, []))
    monkeypatch.setattr(evaluating, "_measured", lambda *_, **__: pytest.fail("it has begun"))
    assert evaluate(pairs, "--model", "tiny", "--model", key) in (1, 2)
    assert told in capsys.readouterr().err


def test_one_that_fails_meanwhile_does_not_cost_the_figures_of_the_others(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluating, "_distances", lambda: ({}, []))
    (pairs / "theirs").mkdir()
    shutil.copyfile(pairs / "hq" / "photo-1.png", pairs / "theirs" / "photo-1.png")
    out = pairs / "figures.json"
    more = ("--results", f"Half={pairs / 'theirs'}", "--results", f"Perfect={pairs / 'hq'}")
    assert evaluate(pairs, "--model", "tiny", *more, "--json", str(out)) == 1
    printed = capsys.readouterr()
    rows = [line.split(" | ")[0] for line in printed.out.splitlines() if line.startswith("| ")]
    assert rows == ["| 3 pictures", "| bicubic", "| tiny", "| Perfect"]
    assert "Half is not in the table: " in printed.err
    assert "no result named 'photo-2'" in printed.err
    assert list(json.loads(out.read_text("utf-8"))) == ["bicubic", "tiny", "Perfect"]
