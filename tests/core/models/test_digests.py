"""A digest on record holds for the file as it was; a change, a damaged record or a full disk are survived."""

import os
from pathlib import Path

import pytest

from core.errors import ModelError, SaveError
from core.models import digests as module
from core.models.checkpoints import sha256_of
from core.models.digests import Digests


@pytest.fixture
def digests(tmp_path: Path) -> Digests:
    return Digests(tmp_path / "data" / "digests.json")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.safetensors").write_bytes(b"weights")
    return tmp_path / "a.safetensors"


def test_a_file_is_read_once(digests: Digests, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert digests.known(file) == ""
    digest = digests.of(file)
    assert digest == sha256_of(file)
    monkeypatch.setattr(module, "sha256_of", lambda path: pytest.fail("read again"))
    assert digests.known(file) == digests.of(file) == digest


def test_a_changed_file_is_read_again(digests: Digests, file: Path) -> None:
    first = digests.of(file)
    changed = file.stat().st_mtime_ns + 1_000_000_000
    file.write_bytes(b"weighty")  # as long as before
    os.utime(file, ns=(changed, changed))
    assert digests.known(file) == ""
    assert digests.of(file) == sha256_of(file) != first


def test_files_that_are_gone_leave_the_record(digests: Digests, file: Path, tmp_path: Path) -> None:
    digests.of(file)
    other = tmp_path / "b.safetensors"
    other.write_bytes(b"other")
    file.unlink()
    digests.of(other)
    assert digests.known(file) == ""
    assert file.name not in digests.index.read_text("utf-8")


@pytest.mark.parametrize("text", ["{", "[]", '{"FILE": 3}', '{"FILE": {"state": []}}'])
def test_a_damaged_record_counts_as_none(digests: Digests, file: Path, text: str) -> None:
    digests.index.parent.mkdir()
    digests.index.write_text(text.replace("FILE", file.as_posix()), "utf-8")
    assert digests.known(file) == ""
    assert digests.of(file) == sha256_of(file)
    assert digests.known(file) == sha256_of(file)


def test_a_record_that_cannot_be_written_does_no_harm(
    digests: Digests, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise SaveError("The disk is full.")

    monkeypatch.setattr(module, "write_atomically", full)
    assert digests.of(file) == sha256_of(file)
    assert digests.known(file) == ""


def test_a_file_that_is_not_there_is_said(digests: Digests, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        digests.of(tmp_path / "none.safetensors")
