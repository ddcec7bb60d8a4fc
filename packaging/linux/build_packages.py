"""Makes the Debian package and the self-extracting archive from a finished folder, with their checksums.

    python packaging/linux/build_packages.py WORK [--level N]

WORK is the folder that build_frozen.py has filled; the packages go to WORK/packages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(TOP))

from core.version import VERSION  # noqa: E402

NAME = "resshift-studio"
APP_ID = "io.github.resshift_studio.ResShiftStudio"
MAINTAINER = "ResShift Studio <resshift-studio@users.noreply.github.com>"
# Opened or read by name at run time, so that no file's list of needed libraries has them.
OPENED_LATE = ("fontconfig-config", "libdbus-1-3", "libegl1", "libgl1", "libopengl0")
RECOMMENDED = ("fonts-dejavu-core | fonts-liberation2 | fonts-noto-core", "ca-certificates", "xdg-utils")
DESCRIPTION = """enlarge pictures by residual-shifting diffusion
 A desktop program, a command line and a trainer for ResShift, a diffusion
 model that walks from the low-resolution picture to the high-resolution one
 by shifting their residual. It works offline with a built-in model, on the
 processor, and brings everything it needs along."""


def build_time() -> datetime:
    """SOURCE_DATE_EPOCH, or that of the last commit, or now: the same tree makes the same package."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        command = ["git", "-C", str(TOP), "log", "-1", "--format=%ct"]
        given = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)


def filled(template: str) -> str:
    """A template of this folder with version, date and licence in place."""
    text = (HERE / template).read_text("utf-8")
    text = text.replace("@VERSION@", VERSION).replace("@DATE@", f"{build_time():%Y-%m-%d}")
    lines = (TOP / "LICENSE").read_text("utf-8").splitlines()[2:]  # without title and blank line
    return text.replace("@LICENSE@", "\n".join(f" {line}" if line.strip() else " ." for line in lines))


def put(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)


def add_shares(share: Path, icons: Path) -> None:
    """Desktop entry, AppStream metadata and icons below a share folder."""
    put(share / "applications" / f"{NAME}.desktop", filled(f"{NAME}.desktop"))
    put(share / "metainfo" / f"{APP_ID}.metainfo.xml", filled(f"{APP_ID}.metainfo.xml"))
    hicolor = share / "icons" / "hicolor"
    for icon in icons.glob("[0-9]*.png"):
        put(hicolor / f"{icon.stem}x{icon.stem}" / "apps" / f"{NAME}.png", icon.read_bytes())
    svg = TOP / "resources" / "icons" / f"{NAME}.svg"
    put(hicolor / "scalable" / "apps" / f"{NAME}.svg", svg.read_bytes())


# -- what the package needs of the system ---------------------------------------------------------------


def elf_files(folder: Path) -> list[Path]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def needed_sonames(files: list[Path]) -> set[str]:
    """Names of shared libraries that the files ask for and that are not among them."""
    command = ["readelf", "-d", *map(str, files)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    asked = set(re.findall(r"\(NEEDED\).*\[(.+?)\]", text))
    own = {p.name for p in files} | set(re.findall(r"\(SONAME\).*\[(.+?)\]", text))
    return asked - own


def newest_glibc(files: list[Path]) -> str:
    """The highest version of a glibc symbol that the files ask for, such as 2.36."""
    newest = (2, 17)
    for path in files:
        for minor in re.findall(rb"GLIBC_2\.(\d+)\x00", path.read_bytes()):
            newest = max(newest, (2, int(minor)))
    return f"{newest[0]}.{newest[1]}"


def packages_of(sonames: set[str]) -> set[str]:
    """The Debian packages that bring these libraries. Raises SystemExit for one that nothing brings."""
    found = set()
    for soname in sorted(sonames):
        owners = subprocess.run(
            ["dpkg", "-S", f"*/{soname}"], capture_output=True, text=True, check=False
        ).stdout
        names = {line.split(":")[0] for line in owners.splitlines() if "-linux-gnu" in line}
        names = {n for n in names if not n.endswith(("-dev", "-dbg")) and not n.startswith("lib32")}
        if not names:
            raise SystemExit(f"No installed Debian package brings {soname}, which the program needs.")
        found.add(sorted(names, key=len)[0])
    return found


def depends(folder: Path) -> str:
    files = elf_files(folder)
    names = packages_of(needed_sonames(files)) | set(OPENED_LATE)
    names.discard("libc6")
    return ", ".join([f"libc6 (>= {newest_glibc(files)})", *sorted(names)])


# -- the Debian package -------------------------------------------------------------------------------------


def make_deb(folder: Path, icons: Path, staging: Path, target: Path, *, level: int) -> Path:
    shutil.rmtree(staging, ignore_errors=True)
    opt = staging / "opt" / NAME
    opt.parent.mkdir(parents=True)
    # Hard links instead of a second gigabyte; nothing below changes the files' contents.
    subprocess.run(["cp", "-al", str(folder), str(opt)], check=True)
    settle_modes(opt)
    for name in (NAME, f"{NAME}-cli"):
        link = staging / "usr" / "bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"/opt/{NAME}/{name}")
    share = staging / "usr" / "share"
    add_shares(share, icons)
    doc = share / "doc" / NAME
    put(doc / "copyright", filled("copyright"))
    put(doc / "changelog.gz", zipped(debian_changelog()))
    for name in (NAME, f"{NAME}-cli"):
        put(share / "man" / "man1" / f"{name}.1.gz", zipped(filled(f"{NAME}.1")))
    put(share / "lintian" / "overrides" / NAME, filled("lintian-overrides"))
    for directory in [staging, *(p for p in staging.rglob("*") if p.is_dir() and not p.is_symlink())]:
        directory.chmod(0o755)
    put(staging / "DEBIAN" / "control", control(staging, depends(folder)))
    put(staging / "DEBIAN" / "md5sums", md5sums(staging))
    target.mkdir(parents=True, exist_ok=True)
    deb = target / f"{NAME}_{VERSION}_{architecture()}.deb"
    command = [
        "dpkg-deb",
        "--root-owner-group",
        "-Zxz",
        f"-z{min(level, 9)}",
        "--build",
        str(staging),
        str(deb),
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(build_time().timestamp()))}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return deb


def settle_modes(folder: Path) -> None:
    """Programs may be executed, everything else is plain: wheels carry all sorts of modes."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            program = path.parent == folder or path.name in ("torch_shm_manager", "uv")
            path.chmod(0o755 if program else 0o644)


def architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def control(staging: Path, needs: str) -> str:
    size = sum(p.lstat().st_size for p in staging.rglob("*") if p.is_file()) // 1024
    return (
        f"Package: {NAME}\nVersion: {VERSION}\nArchitecture: {architecture()}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\nDepends: {needs}\nRecommends: {', '.join(RECOMMENDED)}\n"
        f"Section: graphics\nPriority: optional\nHomepage: https://github.com/resshift-studio/resshift-studio\n"
        f"Description: {DESCRIPTION}\n"
    )


def debian_changelog() -> str:
    return (
        f"{NAME} ({VERSION}) unstable; urgency=medium\n\n  * Version {VERSION}: see"
        f" /opt/{NAME}/_internal/CHANGELOG.md.\n\n -- {MAINTAINER}  {build_time():%a, %d %b %Y %H:%M:%S +0000}\n"
    )


def zipped(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def md5sums(staging: Path) -> str:
    lines = []
    for path in sorted(staging.rglob("*")):
        place = path.relative_to(staging)
        if path.is_file() and not path.is_symlink() and place.parts[0] != "DEBIAN":
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'md5').hexdigest()}  {place}\n")
    return "".join(lines)


# -- the self-extracting archive ---------------------------------------------------------------------------


def make_run(folder: Path, icons: Path, staging: Path, target: Path, *, level: int) -> Path:
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    subprocess.run(["cp", "-al", str(folder), str(staging / "program")], check=True)
    add_shares(staging / "share", icons)
    put(staging / "install.sh", (HERE / "install.sh").read_bytes(), 0o755)
    archive = target / f"{NAME}-{VERSION}-{os.uname().machine}.run"
    command = ["makeself", "--quiet", "--gzip", "--complevel", str(min(level, 9)), "--nox11", "--tar-quietly"]
    command += [str(staging), str(archive), f"ResShift Studio {VERSION}", "./install.sh"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return archive


def write_checksums(folder: Path) -> Path:
    """SHA256SUMS of all packages, as `sha256sum -c` reads it."""
    lines = []
    for path in sorted(p for p in folder.iterdir() if p.is_file() and p.name != "SHA256SUMS"):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    sums = folder / "SHA256SUMS"
    sums.write_text("".join(lines), "utf-8")
    return sums


def build(work: Path, *, level: int = 6) -> list[Path]:
    folder, icons, target = work / "dist" / NAME, work / "icons", work / "packages"
    deb = make_deb(folder, icons, work / "deb", target, level=level)
    run = make_run(folder, icons, work / "run", target, level=level)
    return [deb, run, write_checksums(target)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--level", type=int, default=6, help="of compression, 1 to 9 [6]")
    options = parser.parse_args()
    for path in build(options.work.resolve(), level=options.level):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
