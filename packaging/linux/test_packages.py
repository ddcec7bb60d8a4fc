"""Builds the Linux packages and proves them in a clean minimal Debian without network: one command, as root.

    python packaging/linux/test_packages.py WORK [--build] [--venv VENV] [--only STEP ...]

WORK is the folder of build_frozen.py; --build fills it first and makes the packages. docs/packaging.md names the
Debian packages it needs. The root is made once, in WORK/base, and copied for each run. Times, sizes and the
screenshot go to WORK/proof.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent), str(TOP)]

import build_frozen  # noqa: E402
import build_packages  # noqa: E402

from core.process.other_python import BOOT_COMMAND, OPTIONS  # noqa: E402
from core.version import VERSION  # noqa: E402

NAME = build_packages.NAME
PLACE = "/home/Jörg Müller"  # a space and an umlaut; at first empty
SAMPLE = TOP / "resources" / "samples" / "oakland-zoo-otters.png"
DISPLAY = ":94"
SUITE = "bookworm"


@dataclass
class Proof:
    """One run: the root it happens in, what was measured, what went wrong."""

    work: Path
    python: Path  # of an environment that runs the program unfrozen
    wheels: Path | None = None  # a folder with the packages of resources/support/linux-cpu.txt
    measured: dict[str, object] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.work / "root"

    @property
    def home(self) -> Path:
        return self.root / PLACE[1:]

    @property
    def proof(self) -> Path:
        return self.work / "proof"

    def inside(self, *command: str, program: str = "", **environment: str) -> subprocess.Popen[str]:
        """Starts a command in the root, without network, as a user would have it: bare environment, own home."""
        mount(self.root)
        variables = {
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": PLACE,
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": "2",
            **environment,
        }
        assigned = [f"{name}={value}" for name, value in variables.items()]
        # Processes of one training speak over the loopback, which is down in a new network namespace.
        alone = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
        line = [*alone, "chroot", str(self.root), "env", "-i", "-C", PLACE, *assigned, *command]
        error = (self.proof / f"{program or Path(command[0]).name}.log").open("a")
        return subprocess.Popen(
            line,
            stdout=subprocess.PIPE,
            stderr=error,
            text=True,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )

    def run(self, *command: str, fails: bool = False, limit: float = 1800, **environment: str) -> str:
        """Waits for a command in the root and returns what it printed. Raises SystemExit on the wrong exit code."""
        process = self.inside(*command, **environment)
        try:
            out, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            end(process)
            raise SystemExit(f"{' '.join(command)} took more than {limit} s") from None
        if (process.returncode != 0) is not fails:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{out[-3000:]}")
        return out


def end(process: subprocess.Popen[Any]) -> None:
    """Kills a process of ours with all of its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# -- steps -----------------------------------------------------------------------------------------------


def lint(proof: Proof) -> None:
    """The packages and their metadata please Debian's own checkers."""
    deb = next((proof.work / "packages").glob("*.deb"))
    share = proof.work / "deb" / "usr" / "share"
    _check("desktop-file-validate", str(next(share.glob("applications/*.desktop"))))
    _check("appstreamcli", "validate", "--no-net", str(next(share.glob("metainfo/*.xml"))))
    out = _check(
        "lintian", "--allow-root", "--fail-on", "error,warning", "--tag-display-limit", "0", str(deb)
    )
    (proof.proof / "lintian.txt").write_text(out, "utf-8")


def _check(*command: str) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"{' '.join(command)} complains:\n{result.stdout}{result.stderr}")
    return result.stdout


def make_root(proof: Proof) -> None:
    """A fresh copy of Debian's smallest system, with an empty home."""
    base = proof.work / "base"
    if not (base / "etc" / "debian_version").exists():
        mirror = os.environ.get("RESSHIFT_MIRROR", "http://deb.debian.org/debian")
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(base), mirror], check=True)
    remove_root(proof)
    subprocess.run(["cp", "-a", str(base), str(proof.root)], check=True)
    proof.home.mkdir(parents=True)
    (proof.root / "etc" / "hosts").write_text("127.0.0.1 localhost\n", "utf-8")


def remove_root(proof: Proof) -> None:
    unmount(proof.root)
    shutil.rmtree(proof.root, ignore_errors=True)


# In a root, what is put there from outside, and how.
MOUNTS = {
    "proc": ("-t", "proc", "proc"),
    "dev/shm": ("-t", "tmpfs", "tmpfs"),
    "dev/pts": ("-t", "devpts", "devpts"),
    "tmp/.X11-unix": ("--bind", "/tmp/.X11-unix"),
}


def mount(root: Path) -> None:
    for place in _mounted(root, not_yet=True):
        (root / place).mkdir(exist_ok=True)
        subprocess.run(["mount", *MOUNTS[place], str(root / place)], check=True)


def unmount(root: Path) -> None:
    """Whoever deletes the root afterwards deletes nothing of this system's."""
    for place in _mounted(root):
        subprocess.run(["umount", "-l", str(root / place)], check=True)


def _mounted(root: Path, *, not_yet: bool = False) -> list[str]:
    # os.path.ismount does not see a bind mount within one file system.
    mounted = {line.split()[1] for line in Path("/proc/mounts").read_text("utf-8").splitlines()}
    return [place for place in MOUNTS if (str(root / place) in mounted) is not not_yet]


def install(proof: Proof) -> None:
    """By the system's own tools: what the package needs is fetched here, everything after is without network."""
    deb = next((proof.work / "packages").glob("*.deb"))
    os.link(deb, proof.root / "tmp" / deb.name)
    began = time.monotonic()
    add_packages(proof, f"/tmp/{deb.name}")
    proof.measured["installation_seconds"] = round(time.monotonic() - began, 1)
    assert not (proof.root / "usr/bin/python3").exists(), "the root was meant to have no Python"


def add_packages(proof: Proof, *packages: str) -> None:
    """Installs packages in the root from Debian's archive."""
    shutil.copyfile("/etc/resolv.conf", proof.root / "etc" / "resolv.conf")
    for configuration in Path("/etc/apt/apt.conf.d").glob("99*"):
        shutil.copyfile(configuration, proof.root / "etc" / "apt" / "apt.conf.d" / configuration.name)
    environment = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    mount(proof.root)
    command = ["chroot", str(proof.root), "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*command, "update"], check=True, env=environment)
    command += ["install", "-y", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def versions(proof: Proof) -> None:
    out = proof.run("resshift-studio-cli", "--version")
    assert VERSION in out, out
    report = json.loads(proof.run("resshift-studio-cli", "selftest", "--json"))
    assert report["ok"], report["faults"]
    assert report["Program"]["packaged"], report
    (proof.proof / "selftest.json").write_text(json.dumps(report, indent=1), "utf-8")


def upscale(proof: Proof) -> None:
    """The command line's result equals the unfrozen program's, from a path with a space and an umlaut."""
    small_picture(proof.home / "ein Bild.png")
    out = proof.run("resshift-studio-cli", "upscale", "ein Bild.png", "--dtype", "float32", "-o", "Ergebnis")
    print(out, end="")
    result = proof.home / "Ergebnis" / "ein Bild_resshift_x4.png"
    assert pixels(result).shape[0] == 4 * pixels(proof.home / "ein Bild.png").shape[0]
    assert (pixels(result) == pixels(unfrozen(proof))).all(), (
        "the frozen result differs from the unfrozen one"
    )


def vulkan(proof: Proof) -> None:
    """The same picture on a Vulkan device: Mesa's llvmpipe, which is put into the root now. The values are those of
    the processor to a step of 8 bits."""
    add_packages(proof, "mesa-vulkan-drivers")
    report = json.loads(proof.run("resshift-studio-cli", "selftest", "--json"))
    assert "llvmpipe" in report["Devices"]["vulkan:0"], report["Devices"]
    upscale = ("upscale", "ein Bild.png", "--dtype", "float32", "--device", "vulkan")
    out = proof.run("resshift-studio-cli", *upscale, "-o", "auf Vulkan")
    print(out, end="")
    assert "is used" not in out, "another device has taken over"
    result = proof.home / "auf Vulkan" / "ein Bild_resshift_x4.png"
    apart = abs(pixels(result).astype(int) - pixels(unfrozen(proof)))
    proof.measured["vulkan_differs_at_most"] = int(apart.max())
    proof.measured["vulkan_differs_in_share"] = float((apart > 0).mean())
    assert apart.max() <= 1, apart.max()


def unfrozen(proof: Proof, dtype: str = "float32") -> Path:
    """The same picture by the very same modules under a plain Python with its own torch, made once."""
    folder = proof.proof / f"unfrozen {dtype}"
    result = folder / "ein Bild_resshift_x4.png"
    if not result.exists():
        packaged = proof.work / "dist" / NAME / "_internal"
        plain = proof.work / "plain"
        shutil.rmtree(plain, ignore_errors=True)
        shutil.copytree(packaged / "core", plain / "core")
        (plain / "resources").symlink_to(packaged / "resources")
        shutil.copyfile(TOP / "main.py", plain / "main.py")
        picture = str(proof.home / "ein Bild.png")
        command = [str(proof.python), str(plain / "main.py"), "upscale", picture, "-o", str(folder)]
        environment = {**os.environ, "OMP_NUM_THREADS": "2", "PYTHONPATH": ""}
        subprocess.run([*command, "--dtype", dtype], check=True, env=environment)
    return result


def small_picture(path: Path) -> None:
    """96 x 64: an otter's head."""
    from PIL import Image

    with Image.open(SAMPLE) as image:
        image.convert("RGB").crop((102, 40, 198, 104)).save(path)


def pixels(path: Path):  # type: ignore[no-untyped-def]
    import numpy as np
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image)


@contextmanager
def screen() -> Iterator[None]:
    """A virtual screen outside the root; its socket is shared with it."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    socket = Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}")
    _wait_for(socket.exists, 60, "the virtual screen")
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _wait_for(condition: Callable[[], object], limit: float, what: str) -> object:
    end_of_waiting = time.monotonic() + limit
    while time.monotonic() < end_of_waiting:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit(f"Waited {limit:g} s in vain for {what}.")


def _xdotool(*arguments: str) -> str:
    environment = {**os.environ, "DISPLAY": DISPLAY}
    result = subprocess.run(
        ["xdotool", *arguments], capture_output=True, text=True, env=environment, check=False
    )
    return result.stdout.strip()


def window(proof: Proof) -> None:
    """The window opens on X11 with a picture, enlarges it by its shortcut, and saves what the command line gets."""
    with screen():
        began = time.monotonic()
        process = proof.inside(
            "resshift-studio", "ein Bild.png", program="window", DISPLAY=DISPLAY, QT_QPA_PLATFORM="xcb"
        )
        try:
            found = shown_window()
            proof.measured["cold_start_seconds"] = round(time.monotonic() - began, 2)
            time.sleep(20)
            _screenshot(proof, "window.png")
            result = enlarged(found, proof.home / ".local/share/resshift-studio/session")
            time.sleep(5)
            _screenshot(proof, "result.png")
            assert_as_unfrozen(proof, result)
        finally:
            end(process)


def handed_over(proof: Proof) -> None:
    """The packaged window lets a Python environment do the engine's work: outside the root, where there is one."""
    home = proof.work / "handed over"
    shutil.rmtree(home, ignore_errors=True)
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"version": 1, "python_environment": str(proof.python)}), "utf-8")
    small_picture(home / "ein Bild.png")
    program = proof.work / "dist" / NAME / NAME
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "OMP_NUM_THREADS": "2"}
    environment |= {"RESSHIFT_STUDIO_HOME": str(home), "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    with screen(), (proof.proof / "handed over.log").open("w") as log:
        process = subprocess.Popen(
            [str(program), str(home / "ein Bild.png")], env=environment, stderr=log, start_new_session=True
        )
        try:
            found = shown_window()
            time.sleep(20)
            result = enlarged(found, home / "data" / "session")
            workers = [line for line in commands_of(process.pid) if "core.process.worker" in line]
            assert workers
            assert workers[0].startswith(str(proof.python)), workers
            assert_as_unfrozen(proof, result)
        finally:
            end(process)


def supported(proof: Proof) -> None:
    """The packaged program makes its own environment from a folder of wheels, outside the root, trains in it as the
    window does, and removes it. Without --wheels nothing is tried."""
    if proof.wheels is None:
        print("supported: not tried, there are no wheels")
        return
    home = proof.work / "Unterstützung"
    shutil.rmtree(home, ignore_errors=True)
    program = proof.work / "dist" / NAME / f"{NAME}-cli"
    inside = proof.work / "dist" / NAME / "_internal"
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "OMP_NUM_THREADS": "2"}
    environment |= {"RESSHIFT_STUDIO_HOME": str(home)}

    def run(*command: object) -> str:
        line = [str(part) for part in command]
        return subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout

    run(
        program, "support", "install", "--kind", "cpu", "--find-links", proof.wheels, "--python", proof.python
    )
    assert "Installed in" in run(program, "support", "status")
    python = home / "data" / "support" / "bin" / "python"
    begin = (python, *OPTIONS, BOOT_COMMAND, inside / "engine", inside / "resources" / "models")
    pictures = inside / "resources" / "samples"
    run(*begin, "train", home / "run", "--pictures", pictures, "--preset", "quick", "--iterations", "2")
    assert list((home / "run").glob("ckpt-*"))
    run(program, "support", "remove")
    assert not python.exists()


def commands_of(group: int) -> list[str]:
    """The command lines of a process group."""
    out = subprocess.run(["ps", "-A", "-o", "pgid=,args="], capture_output=True, text=True, check=True).stdout
    lines = (line.split(None, 1) for line in out.splitlines())
    return [parts[1] for parts in lines if len(parts) == 2 and parts[0] == str(group)]


def shown_window() -> str:
    """The number of the program's window, once it is there."""
    seen = ("search", "--onlyvisible", "--name", "ResShift Studio")
    return str(_wait_for(lambda: _xdotool(*seen), 300, "the window")).split()[0]


def enlarged(window: str, session: Path) -> Path:
    """Presses the shortcut and waits for the result among what is unsaved."""
    _xdotool("windowfocus", "--sync", window)
    _xdotool("key", "--clearmodifiers", "ctrl+Return")
    found = _wait_for(lambda: sorted(session.rglob("*.png")), 600, "the window's result")
    assert isinstance(found, list)
    return Path(found[0])


def assert_as_unfrozen(proof: Proof, result: Path) -> None:
    """Equal in one of the number formats: the window lets the machine choose."""
    ours = pixels(result)
    same = any((ours == pixels(unfrozen(proof, dtype))).all() for dtype in ("float32", "bfloat16"))
    assert same, "the window's result differs from the unfrozen one"


def _screenshot(proof: Proof, name: str) -> None:
    target = proof.proof / name
    subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(target)], check=True)
    shown = pixels(target)
    assert shown.std() > 5, f"{target} is all of one colour"


def train(proof: Proof) -> None:
    """Two steps, a resumption, two processes, and the death of a training."""
    training_pictures(proof.home / "Bilder")
    start = ("--pictures", "Bilder", "--preset", "quick")
    proof.run("resshift-studio-cli", "train", "Lauf", *start, "--iterations", "2")
    proof.run("resshift-studio-cli", "train", "Lauf", "--iterations", "4")
    steps = [e["iteration"] for e in events(proof, "Lauf") if e["event"] == "CheckpointSaved"]
    assert steps == [0, 2, 4], steps  # the start, and no second start


def train_together(proof: Proof) -> None:
    """Two processes, with a network small enough for it."""
    config = json.loads((proof.home / "Lauf" / "config.json").read_text("utf-8"))
    config |= {"start": "", "widths": [16, 24, 32], "blocks": [1, 1, 1], "batch": 2, "accumulate": 1}
    config |= {"patch": 64, "perceptual_weight": 0.0, "nice": 0}
    (proof.home / "klein.json").write_text(json.dumps(config), "utf-8")
    command = ("resshift-studio-cli", "train", "Zwei", "--config", "klein.json")
    proof.run(*command, "--iterations", "2", "--nproc", "2", OMP_NUM_THREADS="1")
    saved = [e["iteration"] for e in events(proof, "Zwei") if e["event"] == "CheckpointSaved"]
    assert saved[-1] == 2, saved


def killed_training(proof: Proof) -> None:
    """kill -9 in the midst, then the same command goes on from the last checkpoint."""
    process = proof.inside("resshift-studio-cli", "train", "Lauf", "--iterations", "1000", program="killed")
    try:
        before = len(events(proof, "Lauf"))
        _wait_for(lambda: len(events(proof, "Lauf")) > before, 600, "the training's first event")
    finally:
        end(process)
    last = [e["iteration"] for e in events(proof, "Lauf") if e["event"] == "CheckpointSaved"][-1]
    proof.run("resshift-studio-cli", "train", "Lauf", "--iterations", str(last + 1))
    assert [e["iteration"] for e in events(proof, "Lauf") if e["event"] == "CheckpointSaved"][-1] == last + 1


def events(proof: Proof, run: str) -> list[dict[str, Any]]:
    file = proof.home / run / "events.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]


def training_pictures(folder: Path) -> None:
    from PIL import Image

    folder.mkdir(exist_ok=True)
    with Image.open(SAMPLE) as image:
        whole = image.convert("RGB").resize((1024, 768))
    for number in range(8):
        left, top = (number % 4) * 200, (number // 4) * 200
        whole.crop((left, top, left + 320, top + 320)).save(folder / f"Bild {number}.png")


def purge(proof: Proof) -> None:
    """The package goes, the user's files stay."""
    subprocess.run(
        ["chroot", str(proof.root), "dpkg", "--purge", NAME],
        check=True,
        stdout=subprocess.DEVNULL,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )
    for place in (f"opt/{NAME}", f"usr/bin/{NAME}", f"usr/share/applications/{NAME}.desktop"):
        assert not os.path.lexists(proof.root / place), f"{place} is still there"
    assert (proof.home / "Ergebnis" / "ein Bild_resshift_x4.png").exists()
    assert (proof.home / ".local/share/resshift-studio").exists()


def self_extracting(proof: Proof) -> None:
    """The .run installs into a path with a space and an umlaut, works there, and removes itself."""
    archive = next((proof.work / "packages").glob("*.run"))
    os.link(archive, proof.root / "tmp" / archive.name)
    proof.run("sh", f"/tmp/{archive.name}", "--", "--prefix", f"{PLACE}/Prögramme/Res Shift")
    program = f"{PLACE}/Prögramme/Res Shift/resshift-studio-cli"
    assert VERSION in proof.run(program, "--version")
    proof.run(program, "upscale", "ein Bild.png", "--dtype", "float32", "-o", "zweites Ergebnis")
    result = proof.home / "zweites Ergebnis" / "ein Bild_resshift_x4.png"
    assert (pixels(result) == pixels(unfrozen(proof))).all()
    proof.run("sh", f"{PLACE}/Prögramme/Res Shift/uninstall.sh")
    assert not (proof.home / "Prögramme" / "Res Shift").exists()
    assert result.exists()


STEPS: tuple[Callable[[Proof], None], ...] = (
    lint,
    make_root,
    install,
    versions,
    upscale,
    vulkan,
    window,
    handed_over,
    supported,
    train,
    train_together,
    killed_training,
    purge,
    self_extracting,
    remove_root,
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--build", action="store_true", help="the folder and the packages first")
    parser.add_argument("--venv", type=Path, help="an environment that has everything")
    parser.add_argument(
        "--wheels", type=Path, help="a folder with the packages of resources/support/linux-cpu.txt"
    )
    parser.add_argument("--only", nargs="+", choices=[s.__name__ for s in STEPS], help="these steps alone")
    options = parser.parse_args()
    work = options.work.resolve()
    if options.build:
        build_frozen.build(work, own_venv=options.venv)
        build_packages.build(work)
    environment = options.venv.absolute() if options.venv else work / "venv"
    wheels = options.wheels.resolve() if options.wheels else None
    proof = Proof(work, environment / "bin" / "python", wheels)
    proof.proof.mkdir(parents=True, exist_ok=True)
    measured = proof.proof / "measured.json"
    if measured.exists() and options.only:
        proof.measured.update(json.loads(measured.read_text("utf-8")))
    for path in (work / "packages").iterdir():
        proof.measured[f"{path.name}, bytes"] = path.stat().st_size
    times: dict[str, float] = dict(proof.measured.get("seconds", {}))  # type: ignore[call-overload]
    try:
        for step in STEPS:
            if options.only and step.__name__ not in options.only:
                continue
            began = time.monotonic()
            step(proof)
            times[step.__name__] = round(time.monotonic() - began, 1)
            proof.measured["seconds"] = times
            measured.write_text(json.dumps(proof.measured, indent=1), "utf-8")
            print(f"{step.__name__}: {times[step.__name__]} s", flush=True)
    finally:
        unmount(proof.root)
    print(json.dumps(proof.measured, indent=1))


if __name__ == "__main__":
    main()
