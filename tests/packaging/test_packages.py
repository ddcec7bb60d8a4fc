"""The packaged program's recipes and metadata, as far as they can be proved without building it."""

from __future__ import annotations

import importlib.util
import plistlib
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

from core.images.scan import EXTENSIONS
from core.version import VERSION

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the installer of Linux")
TOP = Path(__file__).resolve().parents[2]
PACKAGING = TOP / "packaging"
LINUX = PACKAGING / "linux"


def load(path: Path) -> ModuleType:
    """A script of the packaging folder as a module."""
    spec = importlib.util.spec_from_file_location(f"packaging_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def parts() -> ModuleType:
    return load(PACKAGING / "frozen_parts.py")


@pytest.fixture(scope="module")
def packages() -> ModuleType:
    return load(LINUX / "build_packages.py")


def need(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


def test_the_recipe_compiles_and_names_what_exists() -> None:
    text = (PACKAGING / "resshift-studio.spec").read_text("utf-8")
    compile(text, "resshift-studio.spec", "exec")
    for name in re.findall(r'TOP / "([\w.]+)"', text):
        assert (TOP / name).exists() or name == "build", name
    assert (PACKAGING / "macos" / "Info.plist").exists()
    assert (PACKAGING / "macos" / "entitlements.plist").exists()


def test_nothing_that_the_program_imports_is_left_out(parts: ModuleType) -> None:
    imported = set()
    for folder in ("core", "app"):
        for path in (TOP / folder).rglob("*.py"):
            text = path.read_text("utf-8")
            imported |= set(re.findall(r"^\s*(?:from|import) ([\w.]+)", text, re.MULTILINE))
            imported |= set(re.findall(r'import_module\("([\w.]+)"\)', text))
    whole = {name for module in imported for name in (module, module.split(".")[0])}
    assert whole & set(parts.EXCLUDES) == set()
    # torch.optim imports these when an optimiser is made
    assert {"torch._dynamo", "torch._inductor", "sympy", "networkx", "jinja2"} & set(parts.EXCLUDES) == set()


def test_modules_imported_by_name_are_in_the_recipe() -> None:
    recipe = (PACKAGING / "resshift-studio.spec").read_text("utf-8")
    for path in (TOP / "app").rglob("*.py"):
        for name in re.findall(r'import_module\("([\w.]+)"\)', path.read_text("utf-8")):
            assert f'"{name}"' in recipe, name


def test_what_is_needless_is_told_from_what_is_needed(parts: ModuleType) -> None:
    assert parts.is_needless("torch/bin/protoc")
    assert parts.is_needless("torch\\test\\FileStoreTest")
    assert parts.is_needless("PySide6/Qt/plugins/platforms/libqlinuxfb.so")
    assert parts.is_needless("torch/_C/__init__.pyi")
    for kept in (
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "resources/theme/studio.qss",
    ):
        assert not parts.is_needless(kept), kept


def test_a_folder_that_is_not_as_it_should_be_is_refused(parts: ModuleType) -> None:
    good = {
        "resources/models/lite-x4/lite-x4.safetensors": 12_000_000,
        "resources/samples/a.png": 1,
        "resources/model_samples/soft.png": 1,
        "resources/model_samples/0.webp": 1,
        "resources/faces/pnet.onnx": 28_000,
        "resources/faces/rnet.onnx": 400_000,
        "resources/faces/onet.onnx": 1_500_000,
        "resources/theme/studio.qss": 1,
        "torch/lib/libtorch_cpu.so": 400_000_000,
        "ncnn/ncnn.cpython-311-x86_64-linux-gnu.so": 26_000_000,
        "ncnn-1.0.20261020.dist-info/METADATA": 1,
        "pi_heif-1.4.0.dist-info/METADATA": 1,
        "rawpy-0.28.0.dist-info/METADATA": 1,
        "imagecodecs/_jpegxl.abi3.so": 1,
        "licences/index.txt": 1,
        "engine/core/process/worker.py": 1,
        "opencv_python_headless-5.0.0.dist-info/METADATA": 1,
    }
    assert parts.faults(good) == []
    assert "torchvision" in parts.faults({**good, "torchvision/__init__.py": 1})[0]
    assert "pytest" in parts.faults({**good, "pytest-9.2.0.dist-info/METADATA": 1})[0]
    assert "ncnn" in parts.faults({k: v for k, v in good.items() if "ncnn/" not in k})[0]
    assert "studio.qss" in parts.faults({k: v for k, v in good.items() if "qss" not in k})[0]
    assert "cv2" in parts.faults({**good, "opencv_python-5.0.0.dist-info/METADATA": 1})[0]
    assert "MB" in parts.faults({**good, "torch/lib/more.so": parts.SIZE_BOUND})[0]


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert f"## {VERSION}" in (TOP / "CHANGELOG.md").read_text("utf-8")
    for path in PACKAGING.rglob("*"):
        if path.suffix in (".py", ".sh", ".spec", ".plist", ".xml", ".desktop", ".1"):
            assert f'"{VERSION}"' not in path.read_text("utf-8"), path


def test_the_desktop_entry_opens_pictures(packages: ModuleType) -> None:
    path = LINUX / "resshift-studio.desktop"
    text = path.read_text("utf-8")
    assert "Exec=resshift-studio %F" in text
    offered = next(line for line in text.splitlines() if line.startswith("MimeType="))
    kinds = {kind.removeprefix("image/") for kind in offered.removeprefix("MimeType=").strip(";").split(";")}
    assert kinds >= {"png", "jpeg", "webp", "tiff", "avif"}
    assert all(f".{kind.removeprefix('x-')}" in EXTENSIONS for kind in kinds)  # nothing that is then refused
    subprocess.run([need("desktop-file-validate"), str(path)], check=True)


def test_the_metadata_is_sound(packages: ModuleType, tmp_path: Path) -> None:
    name = f"{packages.APP_ID}.metainfo.xml"
    text = packages.filled(name)
    tree = ElementTree.fromstring(text)
    assert tree.findtext("launchable") == "resshift-studio.desktop"
    release = tree.find("releases/release")
    assert release is not None
    assert release.get("version") == VERSION
    (tmp_path / name).write_text(text, "utf-8")
    subprocess.run([need("appstreamcli"), "validate", "--no-net", str(tmp_path / name)], check=True)


def test_templates_are_filled_in(packages: ModuleType) -> None:
    for name in ("copyright", "resshift-studio.1", "lintian-overrides"):
        assert "@" not in packages.filled(name).replace("users.noreply@", ""), name
    assert "Permission is hereby granted" in packages.filled("copyright")
    assert packages.debian_changelog().startswith(f"resshift-studio ({VERSION}) ")


def test_needed_libraries_are_those_that_the_folder_lacks(packages: ModuleType, tmp_path: Path) -> None:
    need("readelf")
    library = Path(importlib.util.find_spec("_ctypes").origin or "")  # type: ignore[union-attr]
    (tmp_path / "link.so").symlink_to(library)
    shutil.copyfile(library, tmp_path / "_ctypes.so")
    (tmp_path / "text.txt").write_text("no library")
    files = packages.elf_files(tmp_path)
    assert files == [tmp_path / "_ctypes.so"]
    assert "libc.so.6" in packages.needed_sonames(files)
    assert re.fullmatch(r"2\.\d+", packages.newest_glibc(files))


def test_checksums_are_those_of_the_files(packages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"abc")
    sums = packages.write_checksums(tmp_path)
    subprocess.run([need("sha256sum"), "-c", sums.name], check=True, cwd=tmp_path, capture_output=True)
    (tmp_path / "a.deb").write_bytes(b"abd")
    assert subprocess.run(["sha256sum", "-c", sums.name], cwd=tmp_path, capture_output=True).returncode != 0


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What the self-extracting archive unpacks, with a stub in the program's place."""
    archive = tmp_path / "unpacked"
    for place in ("program", "share/applications", "share/icons/hicolor/48x48/apps"):
        (archive / place).mkdir(parents=True)
    for name in ("resshift-studio", "resshift-studio-cli"):
        (archive / "program" / name).write_text("#!/bin/sh\n")
    shutil.copyfile(LINUX / "install.sh", archive / "install.sh")
    shutil.copyfile(LINUX / "resshift-studio.desktop", archive / "share/applications/resshift-studio.desktop")
    (archive / "share/icons/hicolor/48x48/apps/resshift-studio.png").write_bytes(b"png")
    return archive


@on_linux
def test_the_archive_installs_and_removes_itself(unpacked: Path, tmp_path: Path) -> None:
    """Into a folder with spaces, an umlaut and an apostrophe; as a user other than root where that is possible."""
    home, target = tmp_path / "Jörg's Heim", tmp_path / "Prögramme" / "Jörg's Res Shift"
    home.mkdir()
    text = (unpacked / "install.sh").read_text("utf-8")
    # The tests may run as root, whose installation would leave the temporary folder.
    (unpacked / "install.sh").write_text(text.replace('[ "$(id -u)" = 0 ]', "false"), "utf-8")
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    command = ["sh", str(unpacked / "install.sh"), "--prefix", str(target)]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert (home / ".local/bin/resshift-studio").resolve() == (target / "resshift-studio").resolve()
    entry = (home / ".local/share/applications/resshift-studio.desktop").read_text("utf-8")
    assert f'Exec="{target}/resshift-studio" %F' in entry
    subprocess.run(command, check=True, env=environment, capture_output=True)  # again: an update
    (home / "picture.png").write_bytes(b"mine")
    subprocess.run(["sh", str(target / "uninstall.sh")], check=True, env=environment, capture_output=True)
    assert not target.exists()
    left = {p.name for p in home.rglob("*") if not p.is_dir()}
    assert left - {"mimeinfo.cache"} == {"picture.png"}


def install(
    unpacked: Path, prefix: str, home: Path, place: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Installs as a user other than root, from within the folder `place`."""
    text = (unpacked / "install.sh").read_text("utf-8")
    (unpacked / "install.sh").write_text(text.replace('[ "$(id -u)" = 0 ]', "false"), "utf-8")
    command = ["sh", str(unpacked / "install.sh"), "--prefix", prefix]
    environment |= {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, env=environment, capture_output=True, cwd=place)


@on_linux
@pytest.mark.parametrize("inside", [["file"], ["uninstall.sh"], ["uninstall.sh", "resshift-studio"]])
def test_the_archive_spares_a_folder_that_is_not_its_own(
    unpacked: Path, tmp_path: Path, inside: list[str]
) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    for name in inside:
        (target / name).write_text("mine")
    done = install(unpacked, str(target), tmp_path / "home", tmp_path)
    assert done.returncode == 1
    assert b"is not an installation" in done.stderr
    assert {path.name: path.read_text() for path in target.iterdir()} == dict.fromkeys(inside, "mine")


@on_linux
def test_a_relative_folder_is_meant_from_where_the_archive_was_started(
    unpacked: Path, tmp_path: Path
) -> None:
    """It unpacks itself into a temporary folder and runs the installer there."""
    started = tmp_path / "where it was started"
    started.mkdir()
    done = install(unpacked, "Res Shift", tmp_path / "home", unpacked, USER_PWD=str(started))
    assert done.returncode == 0, done.stderr
    assert (started / "Res Shift" / "uninstall.sh").exists()
    assert not (unpacked / "Res Shift").exists()


@on_linux
def test_an_update_and_a_removal_leave_the_users_files(unpacked: Path, tmp_path: Path) -> None:
    """In the folder and beside it, and whatever is called as one that the new version brings."""
    target, beside = tmp_path / "studio", tmp_path / "studio.new"
    (unpacked / "program" / "gone").write_text("of the old version")
    assert install(unpacked, str(target), tmp_path / "home", tmp_path).returncode == 0
    beside.mkdir()
    mine = [beside / "a.png", target / "a.png", target / "results" / "b.png"]
    for path in [*mine, target / "later"]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    (unpacked / "program" / "gone").unlink()
    (unpacked / "program" / "later").write_text("of the new version")
    done = install(unpacked, str(target), tmp_path / "home", tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.read_text() for path in mine] == ["mine"] * 3
    assert not (target / "gone").exists()
    assert (target / "later").read_text() == "of the new version"
    (moved,) = tmp_path.glob("studio.*/old/later")
    assert moved.read_text() == "mine"
    assert str(moved.parent) in done.stderr.decode()
    subprocess.run(["sh", str(target / "uninstall.sh")], check=True, capture_output=True)
    assert sorted(path for path in target.rglob("*") if path.is_file()) == mine[1:]


@on_linux
def test_what_root_installs_is_for_everyone(unpacked: Path, tmp_path: Path) -> None:
    """Though the archive closes to others what is made while it runs."""
    text = (unpacked / "install.sh").read_text("utf-8").replace('[ "$(id -u)" = 0 ]', "true")
    text = text.replace("/opt/", f"{tmp_path}/opt/").replace("/usr/local", f"{tmp_path}/local")
    (unpacked / "install.sh").write_text(text, "utf-8")
    command = ["sh", "-c", 'umask 077 && exec sh "$0"', str(unpacked / "install.sh")]
    subprocess.run(command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
    made = [path for name in ("opt", "local") for path in (tmp_path / name, *(tmp_path / name).rglob("*"))]
    assert [path for path in made if path.stat().st_mode & 0o055 < (0o055 if path.is_dir() else 0o044)] == []


@on_linux
def test_a_menu_entry_starts_the_program_whatever_its_path(unpacked: Path, tmp_path: Path) -> None:
    target = tmp_path / "a & b|c\\d\"e$f`g%h'i"
    done = install(unpacked, str(target), tmp_path / "home", tmp_path)
    assert done.returncode == 0, done.stderr
    entry = tmp_path / "home/.local/share/applications/resshift-studio.desktop"
    (line,) = [line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec=")]
    assert line.endswith('" %F')
    # As the specification has it: the escapes of a text first, then quotes as in a shell, then percent signs.
    command = line.removeprefix("Exec=").removesuffix(" %F").replace("\\\\", "\\")
    out = subprocess.run(
        ["sh", "-c", f"printf %s {command}"], check=True, capture_output=True, text=True
    ).stdout
    assert out.replace("%%", "%") == str(target / "resshift-studio")
    subprocess.run(["sh", str(target / "uninstall.sh")], check=True, capture_output=True)
    assert not entry.exists()


@on_linux
def test_removing_one_installation_leaves_another_in_the_menu(unpacked: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert install(unpacked, str(tmp_path / name), tmp_path / "home", tmp_path).returncode == 0
    subprocess.run(["sh", str(tmp_path / "one" / "uninstall.sh")], check=True, capture_output=True)
    share = tmp_path / "home/.local/share"
    assert f'"{tmp_path}/two/' in (share / "applications/resshift-studio.desktop").read_text()
    assert (share / "icons/hicolor/48x48/apps/resshift-studio.png").exists()
    assert (tmp_path / "home/.local/bin/resshift-studio").exists()


@on_linux
@pytest.mark.parametrize("ending", ["", "/", "//", "/.", "/./", "/inner/.."])
def test_an_update_leaves_an_installation_however_its_folder_is_written(
    unpacked: Path, tmp_path: Path, ending: str
) -> None:
    (unpacked / "program" / "inner").mkdir()
    target = tmp_path / "place" / "studio"
    for version in ("old", "new"):
        (unpacked / "program" / "version").write_text(version)
        prefix = f"{target}{ending if target.exists() or '..' not in ending else ''}"
        done = install(unpacked, prefix, tmp_path / "home", tmp_path)
        assert done.returncode == 0, done.stderr
        assert (target / "version").read_text() == version
        assert [p.name for p in target.parent.iterdir()] == ["studio"]
        assert (tmp_path / "home/.local/bin/resshift-studio").resolve() == target / "resshift-studio"


@on_linux
def test_an_update_that_fails_leaves_the_old_installation(unpacked: Path, tmp_path: Path) -> None:
    """Here the new one cannot be moved to its place."""
    target = tmp_path / "place" / "studio"
    (unpacked / "program" / "version").write_text("old")
    assert install(unpacked, str(target), tmp_path / "home", tmp_path).returncode == 0
    (unpacked / "program" / "version").write_text("new")
    text = (unpacked / "install.sh").read_text("utf-8")
    (unpacked / "install.sh").write_text(text.replace('mv "$work/new" "$prefix"', "false"), "utf-8")
    assert install(unpacked, str(target), tmp_path / "home", tmp_path).returncode != 0
    assert (target / "version").read_text() == "old"
    assert [path.name for path in target.parent.iterdir()] == ["studio"]


@on_linux
@pytest.mark.parametrize("prefix", ["/", "//", "/."])
def test_the_archive_is_not_installed_over_the_whole_system(
    unpacked: Path, tmp_path: Path, prefix: str
) -> None:
    done = install(unpacked, prefix, tmp_path / "home", tmp_path)
    assert done.returncode == 1
    assert b"a folder of its own" in done.stderr


def test_the_windows_installer_compiles(tmp_path: Path) -> None:
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    (payload / "resshift-studio.exe").write_bytes(b"MZ")
    (payload / "_internal" / "ü.txt").write_text("ü", "utf-8")
    setup = tmp_path / "resshift-studio-setup.exe"
    definitions = {"VERSION": VERSION, "PAYLOAD": payload, "LICENCE": TOP / "LICENSE", "OUTPUT": setup}
    command = [need("makensis"), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in definitions.items()]
    script = str(PACKAGING / "windows" / "installer.nsi")
    done = subprocess.run([*command, script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:]
    assert setup.read_bytes()[:2] == b"MZ"
    assert VERSION.encode("utf-16-le") in setup.read_bytes()


def test_windows_gets_the_version_as_four_numbers() -> None:
    version = load(PACKAGING / "windows_version.py")
    assert version.numbers("0.1.0") == (0, 1, 0, 0)
    assert version.numbers("2.10.3.4+x") == (2, 10, 3, 4)


def test_the_macos_bundle_is_described() -> None:
    with (PACKAGING / "macos" / "Info.plist").open("rb") as file:
        info = plistlib.load(file)
    assert "public.png" in info["CFBundleDocumentTypes"][0]["LSItemContentTypes"]
    with (PACKAGING / "macos" / "entitlements.plist").open("rb") as file:
        assert plistlib.load(file)["com.apple.security.cs.disable-library-validation"]
    subprocess.run(["sh", "-n", str(PACKAGING / "macos" / "make_dmg.sh")], check=True)


def test_every_requirement_brings_its_licence(tmp_path: Path) -> None:
    licences = load(PACKAGING / "collect_licences.py")
    assert licences.collect(tmp_path / "licences") == []
    index = (tmp_path / "licences" / "index.txt").read_text("utf-8")
    for name in ("torch", "numpy", "PySide6_Essentials", "opencv-python-headless", "pillow", "Python"):
        assert re.search(rf"^{name} ", index, re.MULTILINE), name
    assert "MTCNN.txt" in index
    assert "Permission is hereby granted" in (tmp_path / "licences" / "MTCNN.txt").read_text("utf-8")
    notice = (tmp_path / "licences" / "QT-NOTICE.txt").read_text("utf-8")
    assert "LGPL-3.0.txt" in notice
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "licences" / "LGPL-3.0.txt").read_text("utf-8")


def test_the_icon_is_rendered_in_all_sizes(tmp_path: Path) -> None:
    from PIL import Image

    script = str(PACKAGING / "render_icons.py")
    subprocess.run([sys.executable, script, str(tmp_path)], check=True, timeout=300)
    sizes = {int(p.stem) for p in tmp_path.glob("[0-9]*.png")}
    assert {16, 24, 32, 48, 64, 128, 256, 512} <= sizes
    with Image.open(tmp_path / "resshift-studio.ico") as icon:
        assert {(16, 16), (32, 32), (256, 256)} <= set(icon.info["sizes"])
    with Image.open(tmp_path / "48.png") as image:
        assert image.size == (48, 48)
        assert image.mode == "RGBA"
        assert image.getextrema()[3][0] == 0  # the corners are clear


def test_the_release_workflow_builds_on_three_systems() -> None:
    yaml = pytest.importorskip("yaml")
    flow = yaml.safe_load((TOP / ".github" / "workflows" / "release.yml").read_text("utf-8"))
    assert set(flow["jobs"]) == {"linux", "windows", "macos", "publish"}
    text = (TOP / ".github" / "workflows" / "release.yml").read_text("utf-8")
    for script in re.findall(r"packaging/[\w/.]+\.(?:py|sh|nsi)", text):
        assert (TOP / script).exists(), script


def test_trying_a_card_compares_every_figure_with_its_bound(capsys: pytest.CaptureFixture[str]) -> None:
    script = load(PACKAGING / "try_on_gpu.py")
    good = {
        "small": {"step_seconds": 0.01, "step_share_of_peak": 0.4, "queue_seconds": 2.0},
        "large": {"seconds": 1.0},
        "official": {"seconds": 0.4},
    }
    assert script._compared(good)
    assert capsys.readouterr().out.count("ok  ") == len(script.WANTED) == 5
    for run, figures in good.items():
        for figure in figures:
            bad = 0.1 if "share" in figure else 100.0
            assert not script._compared({**good, run: {**figures, figure: bad}})
        assert not script._compared({**good, run: {}})
    # What the shell script says it prints is what it prints.
    said = (PACKAGING / "try_on_gpu.sh").read_text("utf-8")
    assert all(f"ok   {wanted.text}: ..." in said for wanted in script.WANTED)
