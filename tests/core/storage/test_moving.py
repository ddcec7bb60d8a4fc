"""A file of the person's is moved, and never lost by it."""

import hashlib
import os
from pathlib import Path

import pytest

from core.errors import SaveError
from core.images.names import numbered
from core.storage import moving
from core.storage.moving import move_file

CONTENT = b"a picture"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["drive", "drives", "no links"])
def source(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is moved within its drive, to another one, and on a drive without hard links."""
    monkeypatch.setattr(moving, "same_drive", lambda *_: request.param != "drives")
    if request.param == "no links":
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "no links here")))
    path = tmp_path / "in" / "a.png"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def there(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_file_is_moved_and_none_is_replaced(source: Path, tmp_path: Path) -> None:
    taken = tmp_path / "away" / "deep" / "a.png"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"another")
    moved = move_file(source, DIGEST, numbered(taken.parent, "a", ".png"))
    assert there(tmp_path) == {"away/deep/a.png": b"another", "away/deep/a-1.png": CONTENT}
    assert moved.stat().st_mtime == 1_000_000_000


@pytest.mark.parametrize("fault", ["folder", "unlink"])
def test_what_cannot_be_moved_stays_as_it_is(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    if fault == "folder":
        (tmp_path / "away").write_bytes(b"a file")
    elif os.link.__name__ == "<lambda>":
        pytest.skip("a file that is renamed has not to be removed")
    else:
        real = os.unlink

        def unlink(path: str | Path) -> None:
            if Path(path) == source:
                raise PermissionError(13, "not allowed")
            real(path)

        monkeypatch.setattr(os, "unlink", unlink)
    with pytest.raises(SaveError, match=r"a\.png could not be moved into"):
        move_file(source, DIGEST, numbered(tmp_path / "away", "a", ".png"))
    assert [name for name in there(tmp_path) if name != "away"] == ["in/a.png"]
    assert source.read_bytes() == CONTENT


def test_a_copy_that_is_not_the_same_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "same_drive", lambda *_: False)
    source = tmp_path / "a.png"
    source.write_bytes(b"changed since it was read")
    with pytest.raises(SaveError, match="has changed while it was copied"):
        move_file(source, DIGEST, numbered(tmp_path / "away", "a", ".png"))
    assert there(tmp_path) == {"a.png": b"changed since it was read"}
