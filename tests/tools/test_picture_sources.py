"""Where the built-in model's photographs come from: the list, and the packages of an archive."""

import gzip
import sys
from pathlib import Path

import pytest

BUILDER = Path(__file__).parents[2] / "tools" / "lite_x4"
sys.path.insert(0, str(BUILDER))

import picture_sources as sources  # noqa: E402


def test_every_photograph_is_listed_once_and_some_are_held_out() -> None:
    listed = sources.ubuntu_photographs()
    lines = sources.UBUNTU_LIST.read_text("utf-8").splitlines()
    assert sum(len(names) for names in listed.values()) == len(lines)
    splits = [split for names in listed.values() for split in names.values()]
    assert set(splits) == {"train", "val"}
    assert splits.count("val") == 30


def archive(folder: Path, packages: dict[str, list[tuple[str, str]]]) -> str:
    """The address of an archive on disk whose releases have (package, file) each."""
    for release in sources.UBUNTU_RELEASES:
        for component in ("main", "universe"):
            rows = packages.get(release, []) if component == "universe" else []
            text = "".join(f"Package: {p}\nVersion: 1\nFilename: {f}\nSize: 3\n\n" for p, f in rows)
            index = folder / "dists" / release / component / "binary-amd64" / "Packages.gz"
            index.parent.mkdir(parents=True)
            index.write_bytes(gzip.compress(text.encode()))
    return folder.as_uri()


def test_a_package_comes_from_the_newest_release_that_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = sources.UBUNTU_RELEASES[0], sources.UBUNTU_RELEASES[-1]
    rows = {
        new: [("a", "pool/a_2.deb"), ("c", "pool/c_1.deb")],
        old: [("a", "pool/a_1.deb"), ("b", "pool/b_1.deb")],
    }
    address = archive(tmp_path / "archive", rows)
    (tmp_path / "archive" / "pool").mkdir()
    for name in ("a_1", "a_2", "b_1"):
        (tmp_path / "archive" / "pool" / f"{name}.deb").write_text(name)
    unpacked: list[Path] = []

    def unpack(command: list[str], check: bool) -> None:
        unpacked.append(Path(command[2]))
        Path(command[3]).mkdir()

    monkeypatch.setattr(sources.subprocess, "run", unpack)
    out = tmp_path / "out"
    (out / "u_there").mkdir(parents=True)
    sources.fetch_ubuntu(["a", "b", "there"], address, out)
    assert [p.read_text() for p in unpacked] == ["a_2", "b_1"]
    assert sorted(p.name for p in out.iterdir() if p.is_dir()) == ["u_a", "u_b", "u_there"]


def test_a_package_whose_unpacking_was_cut_short_is_unpacked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpack(command: list[str], check: bool) -> None:
        (Path(command[3]) / "usr").mkdir(parents=True)
        if not cut:
            return
        raise KeyboardInterrupt

    monkeypatch.setattr(sources.subprocess, "run", unpack)
    cut = True
    with pytest.raises(KeyboardInterrupt):
        sources.unpack(tmp_path / "a.deb", tmp_path / "u_a")
    assert not (tmp_path / "u_a").exists()
    cut = False
    sources.unpack(tmp_path / "a.deb", tmp_path / "u_a")
    assert (tmp_path / "u_a" / "usr").is_dir()


def test_a_package_that_is_nowhere_is_named(tmp_path: Path) -> None:
    address = archive(tmp_path, {})
    with pytest.raises(LookupError, match="no-such-wallpapers"):
        sources.fetch_ubuntu(["no-such-wallpapers"], address, tmp_path)
