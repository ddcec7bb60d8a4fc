"""The train command: presets, going on, estimates and exports, as a person types them."""

import contextlib
import json
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
import torch

from core.cli import main
from core.commands import train as command
from core.data.dataset import Dataset, Item
from core.errors import SettingsError, TrainingError
from core.events import RunState, from_json
from core.models.catalog import find_model
from core.training.control import Control
from core.training.loop.state import newest_state
from core.training.run_folder import RunFolder
from core.training.runs import build, launch
from core.training.runs import run as whole_run
from core.training.settings.config import TrainConfig
from core.training.tasks.distances import GradientDistance

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
import tiny

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def place(tmp_path, monkeypatch):
    torch.set_num_threads(1)
    monkeypatch.setattr(build, "choose_distance", lambda device: (GradientDistance(), ""))
    tiny.write_pictures(tmp_path / "pictures")
    tiny.write_start(tmp_path / "start.safetensors")
    return tmp_path


def events(capsys):
    return [from_json(line) for line in capsys.readouterr().out.splitlines()]


def test_from_a_config_to_an_exported_model(place, capsys):
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=2, validate_every=2)
    (place / "config.json").write_text(config.to_json())
    run = str(place / "run")
    assert main(["train", run, "--config", str(place / "config.json")]) == 0
    said = events(capsys)
    assert said[-1].state == "finished"
    stored = [from_json(line) for line in (place / "run" / "events.jsonl").read_text().splitlines()]
    assert stored == said
    assert main(["train", run, "--iterations", "4"]) == 0
    assert newest_state(place / "run").facts["iteration"] == 4
    assert main(["train", run, "--export", str(place / "out.safetensors"), "--title", "T"]) == 0
    assert (place / "out.safetensors").exists()


def test_a_preset_checks_the_pictures_and_fits_the_model(place, capsys):
    arguments = ["--pictures", str(place / "pictures"), "--preset", "quick", "--iterations", "1"]
    start = ["--start", str(place / "start.safetensors"), "--threads", "1", "--estimate", "--nproc", "2"]
    assert main(["train", str(place / "run"), *arguments, *start]) == 0
    (found,) = events(capsys)
    assert found.seconds > 0
    assert not (place / "run").exists()  # nothing that a later run would take for its own


def test_a_list_of_other_pictures_that_was_left_behind_is_not_trained_on(place, capsys):
    tiny.write_pictures(place / "others", count=3)
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=1)
    (place / "config.json").write_text(config.to_json())
    folder = RunFolder(place / "run")
    folder.path.mkdir()
    Dataset(str(place / "others"), 4, (Item("picture-0.png"),), (Item("picture-1.png"),)).save(folder.dataset)
    assert main(["train", str(folder.path), "--config", str(place / "config.json")]) == 0
    assert Dataset.load(folder.dataset).folder == str(place / "pictures")


@pytest.mark.parametrize("option", [["--install", ""], ["--install", "  "], ["--export", ""]])
def test_a_model_without_a_name_is_refused_and_trains_nothing(run, capsys, option):
    assert main(["train", str(run.path), "--iterations", "1"]) == 0
    capsys.readouterr()
    before = newest_state(run.path).facts["iteration"]
    assert main(["train", str(run.path), *option]) == 2
    assert newest_state(run.path).facts["iteration"] == before
    assert ("needs a name" if option[0] == "--install" else ".safetensors") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"), [("a.safetensors", "exists already"), ("photo.jpg", "ends in .safe")]
)
def test_an_export_goes_over_no_file_and_is_called_what_it_is(run, capsys, name, said):
    target = run.path / name
    target.write_bytes(b"precious")
    assert main(["train", str(run.path), "--export", str(target)]) == 2
    assert target.read_bytes() == b"precious"
    assert said in capsys.readouterr().err


def test_what_is_missing_is_said(place, capsys):
    assert main(["train", str(place / "none")]) == 2
    assert "--preset" in capsys.readouterr().err
    assert main(["train", str(place / "run"), "--preset", "quick"]) == 2


def test_a_failure_is_an_event_and_an_exit_code(place, capsys):
    config = tiny.config(place / "nowhere", place / "start.safetensors")
    (place / "config.json").write_text(config.to_json())
    assert main(["train", str(place / "run"), "--config", str(place / "config.json")]) == 2
    assert events(capsys)[-1].state == "failed"


@pytest.fixture
def run(place):
    """A run that is to go to iteration 4, with its settings and no more."""
    folder = RunFolder(place / "run")
    folder.path.mkdir()
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=4, threads=1)
    folder.config.write_text(config.to_json())
    return folder


@pytest.mark.parametrize("limit", [("--iterations", "2"), ("--seconds", "1e-9")])
def test_a_limit_of_one_call_is_not_kept(run, capsys, limit):
    before = json.loads(run.config.read_text())
    assert main(["train", str(run.path), *limit]) == 0
    assert newest_state(run.path).facts["iteration"] < 4
    assert json.loads(run.config.read_text()) == before
    assert main(["train", str(run.path)]) == 0
    assert newest_state(run.path).facts["iteration"] == 4


@pytest.mark.parametrize("word", ["stop", "pause"])
def test_a_word_to_an_earlier_process_does_not_count(run, capsys, monkeypatch, word):
    def waits(self, seconds):
        raise AssertionError("it is paused")

    monkeypatch.setattr(Control, "wait", waits)
    run.say(word)
    os.utime(run.path / "control", (0, 0))
    assert main(["train", str(run.path)]) == 0
    assert events(capsys)[-1].state == "finished"
    assert run.asked() == "run"


def test_a_word_that_is_said_while_it_starts_counts(run, capsys, monkeypatch):
    real = command._config

    def meanwhile(options):
        run.say("stop")
        return real(options)

    monkeypatch.setattr(command, "_config", meanwhile)
    run.say("pause")
    os.utime(run.path / "control", (0, 0))
    assert main(["train", str(run.path)]) == 0
    assert events(capsys)[-1].state == "stopped"


def test_a_word_that_was_said_before_the_command_is_read_but_after_its_start_counts(run, capsys):
    run.say("stop")
    assert main(["train", str(run.path)]) == 0
    assert events(capsys)[-1].state == "stopped"


def test_a_run_at_work_hears_and_shows_nothing_of_a_second_one(run, capsys, monkeypatch):
    monkeypatch.setattr(whole_run, "LOCK_PATIENCE", 0.05)
    run.say("pause")
    with run.lock():
        assert main(["train", str(run.path)]) == 1
    assert "Another process is at work" in capsys.readouterr().err
    assert run.asked() == "pause"
    assert not run.events.exists()


@pytest.mark.parametrize("at_work", [True, False])
def test_several_processes_that_fail_say_so_in_the_events_of_their_own_run_alone(
    run, capsys, monkeypatch, at_work
):
    def fails(group, arguments, emit):
        emit(RunState("failed", "Process 0 has ended."))
        raise TrainingError("Process 0 has ended.")

    monkeypatch.setattr(launch, "launch", fails)
    with run.lock() if at_work else contextlib.nullcontext():
        assert main(["train", str(run.path), "--nproc", "2"]) == 1
    assert events(capsys)[-1].state == "failed"
    assert run.events.exists() != at_work


@pytest.mark.parametrize(
    ("device", "cards", "asked", "refused"),
    [
        ("auto", 2, 2, ""),
        ("auto", 2, 3, "1 to 2 processes do, one for each graphics card"),
        ("auto", 0, 4, ""),
        ("auto", 0, 500, "1 to 4 processes do, one for each processor core"),
        ("cpu", 2, 4, ""),
        ("auto", 0, -1, "1 to 4 processes do, one for each processor core"),
    ],
)
def test_no_more_processes_are_started_than_the_machine_has_cards_or_cores(
    run, capsys, monkeypatch, device, cards, asked, refused
):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    started = []
    monkeypatch.setattr(launch, "launch", lambda group, *given: started.append(group.nproc))
    run.config.write_text(json.dumps({**json.loads(run.config.read_text()), "device": device}))
    code = main(["train", str(run.path), "--nproc", str(asked), "--nnodes", "2"])
    assert (code, started) == ((2, []) if refused else (0, [asked]))
    assert refused in capsys.readouterr().err


def test_an_export_to_a_missing_folder_is_said(run, capsys):
    assert main(["train", str(run.path), "--iterations", "1"]) == 0
    assert main(["train", str(run.path), "--export", str(run.path / "missing" / "x.safetensors")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "other", [["--pictures", "elsewhere"], ["--preset", "thorough"], ["--start", "lite-x4"]]
)
def test_what_an_existing_run_cannot_take_up_is_refused(run, capsys, other):
    assert main(["train", str(run.path), *other]) == 2
    assert " ".join(other[:1]) in capsys.readouterr().err


def test_the_command_that_began_a_run_goes_on_with_it(place, capsys):
    run = place / "run"
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=1, preset="quick")
    run.mkdir()
    (run / "config.json").write_text(config.to_json())
    asked = ["--pictures", str(place / "pictures"), "--preset", "quick"]
    assert main(["train", str(run), *asked, "--start", str(place / "start.safetensors")]) == 0


def start_of(place):
    """Other ways to name the start of `test_the_same_place_by_another_name_is_no_other_one`."""
    (place / "link.safetensors").hardlink_to(place / "start.safetensors")
    return ("start.safetensors", "./start.safetensors", str(place / "link.safetensors"))


@pytest.mark.parametrize("number", range(3))
def test_the_same_place_by_another_name_is_no_other_one(place, monkeypatch, number):
    run = place / "run"
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=1)
    run.mkdir()
    (run / "config.json").write_text(config.to_json())
    start = start_of(place)[number]
    monkeypatch.chdir(place)
    assert main(["train", str(run), "--pictures", "pictures/", "--start", start]) == 0


def test_a_model_is_the_same_by_its_key_and_by_its_file(run):
    key, path = "lite-x4", str(find_model("lite-x4").path)
    for asked, has in ((key, path), (path, key), (key, key), ("gone", "gone")):
        command._refuse_others(parsed(start=asked), TrainConfig(start=has))
    for asked, has in ((key, str(run.path / "other.safetensors")), (key, ""), (".", "")):
        with pytest.raises(SettingsError, match=f"--start {asked}"):
            command._refuse_others(parsed(start=asked), TrainConfig(start=has))


def parsed(**given):
    options = {"run": Path("run"), "config": None, "pictures": None, "preset": None, "start": None}
    return Namespace(**{**options, **given})


@pytest.mark.parametrize(("config", "advised"), [(None, True), (Path("mine.json"), False)])
def test_a_new_folder_is_advised_only_where_that_helps(config, advised):
    with pytest.raises(SettingsError, match="Leave that out") as refused:
        command._refuse_others(parsed(preset="thorough", config=config), TrainConfig())
    assert ("name a new folder" in str(refused.value)) == advised


def test_the_example_ends_with_the_sentence_of_the_command_that_refused(place):
    """Begun again with another preset."""
    script = ROOT / "resources" / "examples" / "text_pages" / "finetune.py"
    code = (
        "import runpy, sys; example = runpy.run_path(sys.argv[1]);"
        "example['run']('main.py', 'train', sys.argv[2], '--preset', 'quick')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(script), str(place / "run")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "A preset needs pictures" in done.stderr
    assert "Traceback" not in done.stderr
