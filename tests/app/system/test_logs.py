"""Logs: the file, the panel's lines, the fault log, and that none of them does harm."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.system.logs import enable_fault_log, set_up_logging, tear_down_logging

ROOT = Path(__file__).resolve().parents[3]


def test_the_log_goes_to_a_file_and_to_the_panel(tmp_path, qapp):
    lines = set_up_logging(tmp_path)
    try:
        logging.getLogger("somewhere").warning("a line")
    finally:
        tear_down_logging()
    assert "somewhere: a line" in (tmp_path / "studio.log").read_text()
    assert any("a line" in line for line in lines.lines)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_log_that_is_deleted_meanwhile_is_begun_anew(tmp_path, qapp, what):
    folder = tmp_path / "logs"
    folder.mkdir()
    set_up_logging(folder)
    try:
        logging.getLogger("somewhere").warning("before")
        (folder / "studio.log").unlink()
        if what == "folder":
            folder.rmdir()
        logging.getLogger("somewhere").warning("after")
        logging.getLogger("somewhere").warning("then")
    finally:
        tear_down_logging()
    lines = (folder / "studio.log").read_text().splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["after", "then"]


def test_without_a_log_file_the_program_goes_on(tmp_path, qapp):
    (tmp_path / "studio.log").mkdir()
    lines = set_up_logging(tmp_path)
    try:
        logging.getLogger("somewhere").warning("a line")
    finally:
        tear_down_logging()
    assert any("a line" in line for line in lines.lines)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_log_on_a_full_disk_does_no_harm(tmp_path, qapp, capsys):
    (tmp_path / "studio.log").symlink_to("/dev/full")
    lines = set_up_logging(tmp_path)
    try:
        for _ in range(3):
            logging.getLogger("somewhere").warning("a line")
        text = capsys.readouterr().err
    finally:
        tear_down_logging()  # else the program would not come to its end
    assert text.count("cannot be written") <= 1
    assert len(lines.lines) == 3


def test_a_crash_in_native_code_leaves_a_report(tmp_path):
    code = (
        "import ctypes, sys; from pathlib import Path; from app.system.logs import enable_fault_log;"
        "file = enable_fault_log(Path(sys.argv[1] if len(sys.argv) > 1 else '.')); ctypes.string_at(0)"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=variables, check=False, timeout=30)
    assert done.returncode != 0
    assert "Fatal Python error" in (tmp_path / "fault.log").read_text()


def test_the_fault_log_may_be_missing(tmp_path):
    assert enable_fault_log(tmp_path / "nowhere") is None
