"""The run folder, the control word and the events that survive everything."""

import errno

import pytest

from core.errors import Cancelled
from core.events import LogLine, RunState, from_json
from core.jobs import CancelToken
from core.training.control import Control
from core.training.run_folder import RunFolder
from core.training.runs.reporter import Reporter


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_the_newest_word_counts_and_is_read_at_most_five_times_a_second(tmp_path):
    folder, clock = RunFolder(tmp_path), Clock()
    control = Control(folder, CancelToken(), clock=clock)
    assert control.asked() == "run"
    folder.say("pause")
    assert control.asked() == "run"
    clock.now = 1.0
    assert control.asked() == "pause"
    folder.say("stop")
    clock.now = 2.0
    with pytest.raises(Cancelled):
        control.raise_if_stopped()


def test_rubbish_in_the_control_file_means_run(tmp_path):
    (tmp_path / "control").write_bytes(b"\xff\xfe")
    assert RunFolder(tmp_path).asked() == "run"
    with pytest.raises(ValueError):
        RunFolder(tmp_path).say("dance")


def test_a_run_that_was_deleted_is_stopped_but_not_one_that_is_only_beginning(tmp_path):
    folder, clock = RunFolder(tmp_path / "run"), Clock()
    folder.path.mkdir()
    control = Control(folder, CancelToken(), clock=clock)
    assert control.asked() == "run"
    folder.config.write_text("{}")
    clock.now = 1.0
    assert control.asked() == "run"
    folder.config.unlink()
    clock.now = 2.0
    assert control.asked() == "stop"
    folder.path.rmdir()
    clock.now = 3.0
    assert control.asked() == "stop"


def test_a_drive_that_is_away_stops_nothing(tmp_path):
    drive, clock = tmp_path / "drive", Clock()
    folder = RunFolder(drive / "run")
    folder.path.mkdir(parents=True)
    folder.config.write_text("{}")
    control = Control(folder, CancelToken(), clock=clock)
    assert control.asked() == "run"
    drive.rename(tmp_path / "away")
    clock.now = 1.0
    assert control.asked() == "run"


def test_settings_that_cannot_be_read_just_now_stop_nothing(tmp_path, monkeypatch):
    folder, clock = RunFolder(tmp_path), Clock()
    folder.config.write_text("{}")
    control = Control(folder, CancelToken(), clock=clock)
    assert control.asked() == "run"

    def stale(self, **options):
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr(type(tmp_path), "stat", stale)
    clock.now = 1.0
    assert control.asked() == "run"


def test_a_signal_stops_without_a_folder():
    cancel = CancelToken()
    cancel.cancel()
    assert Control(None, cancel).asked() == "stop"


def events(path):
    return [e for e, _ in RunFolder(path).read_events()]


def test_events_are_appended_and_a_cut_line_is_no_line(tmp_path):
    (tmp_path / "events.jsonl").write_bytes(b'{"event":"LogLi')
    Reporter(tmp_path / "events.jsonl", echo=False)(RunState("running"))
    assert events(tmp_path) == [None, RunState("running")]


def test_a_deleted_file_is_begun_anew_and_a_full_disk_loses_no_line(tmp_path, monkeypatch):
    folder = tmp_path / "run"
    folder.mkdir()
    report = Reporter(folder / "events.jsonl", echo=False)
    report(RunState("running"))
    (folder / "events.jsonl").unlink()
    report(LogLine("info", "one"))
    assert events(folder) == [LogLine("info", "one")]
    folder.rename(tmp_path / "away")  # cannot be written for a while
    report(LogLine("info", "two"))
    (tmp_path / "away").rename(folder)
    report(LogLine("info", "three"))
    assert [e.message for e in events(folder)] == ["one", "two", "three"]


def test_a_closed_standard_output_is_forgotten(tmp_path, monkeypatch):
    class Closed:
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    report = Reporter(tmp_path / "events.jsonl", echo=True)
    report(RunState("running"))
    report(RunState("finished"))
    assert len(events(tmp_path)) == 2
    assert not report.echo


def test_lines_on_standard_output_are_events(capsys):
    Reporter(None, echo=True)(RunState("paused", "No space left."))
    assert from_json(capsys.readouterr().out) == RunState("paused", "No space left.")
