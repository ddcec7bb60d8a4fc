"""Checks this installation: versions, devices, picture formats, models, the engine, folders and the window's parts."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.storage.looking import exists
from core.storage.sizes import bytes_text
from core.version import VERSION

if TYPE_CHECKING:
    import numpy as np

PACKAGES = ("torch", "numpy", "opencv-python-headless", "Pillow", "PySide6-Essentials", "safetensors")
CODECS = ("PNG", "JPEG", "WEBP", "TIFF", "AVIF", "GIF", "BMP", "TGA", "DDS")
OPTIONAL_CODECS = frozenset({"AVIF"})  # Pillow may be built without


@dataclass
class Report:
    """What was found: for each part its entries. `faults` are sentences; there are none if all is well."""

    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    def to_dict(self) -> dict[str, Any]:
        return {"ok": self.ok, "faults": self.faults, **self.parts}


def examine() -> Report:
    """Checks every part. If one cannot be checked that is a fault, and the others are checked all the same."""
    report = Report()
    for name, part in PARTS.items():
        entries: dict[str, Any] = {}
        report.parts[name] = entries
        try:
            part(entries, report.faults)
        except Exception as error:
            report.faults.append(f"The part {name!r} could not be examined: {error!r}.")
    return report


Entries = dict[str, Any]
Faults = list[str]


def _program(entries: Entries, faults: Faults) -> None:
    entries["ResShift Studio"] = VERSION
    entries["packaged"] = bool(getattr(sys, "frozen", False))
    entries["Python"] = platform.python_version()
    entries["system"] = platform.platform()
    entries["executable"] = sys.executable
    for name in PACKAGES:
        entries[name] = _version(name)


def _version(distribution: str) -> str:
    """The version of a package by its metadata, or by its module if a packaged program has no metadata; or
    "missing"."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        names = {"opencv-python-headless": "cv2", "Pillow": "PIL", "PySide6-Essentials": "PySide6"}
        try:
            module = importlib.import_module(names.get(distribution, distribution))
        except ImportError:
            return "missing"
        return str(getattr(module, "__version__", "unknown"))


def _devices(entries: Entries, faults: Faults) -> None:
    import torch

    from core.compute.device import choose_device, choose_dtype, fault_of, list_devices
    from core.compute.vulkan_survey import look_again

    entries["threads"] = torch.get_num_threads()
    for device in list_devices():
        verdict = fault_of(device.name)
        sound = not verdict
        verdict = verdict or "computes as the processor does"
        if device.name == "cpu":
            sound = _processor_is_sound()
            verdict = "computes soundly" if sound else "computes wrongly"
        entries[device.name] = f"{device.title}, {bytes_text(device.free_bytes)} free, {verdict}"
        if not sound:
            faults.append(f"The device {device.name} ({device.title}) {verdict}: it is not used.")
    seen = look_again()
    for card in seen.devices:
        entries[card.name] = f"{card.info.title}, {bytes_text(card.free_bytes)} free, {seen.in_words(card)}"
    faults.extend(seen.passed_over())
    chosen, notice = choose_device("auto")
    dtype, _ = choose_dtype(chosen, "auto")
    entries["used"] = f"{chosen}, {str(dtype).removeprefix('torch.')}"
    if chosen.type == "cpu" and (best := seen.best()) is not None:
        entries["used for Lite models"] = best.name
    if notice:
        entries["why"] = notice


def _processor_is_sound() -> bool:
    """Whether a convolution in single precision agrees with plain sums in double precision."""
    import numpy as np
    import torch

    draw = np.random.default_rng(5)
    x, w = draw.standard_normal((8, 18, 18)), draw.standard_normal((4, 8, 3, 3))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    wanted = np.einsum("chwij,ocij->ohw", windows, w)
    got = torch.nn.functional.conv2d(torch.from_numpy(x).float()[None], torch.from_numpy(w).float())[0]
    return bool(np.allclose(got.numpy(), wanted, atol=1e-3))


def _formats(entries: Entries, faults: Faults) -> None:
    """Writes and reads a small picture in each format with Pillow, and in 16 bits with OpenCV."""
    import cv2
    import numpy as np
    from PIL import Image

    ramp = np.arange(16 * 16 * 3, dtype=np.uint8).reshape(16, 16, 3)
    for name in CODECS:
        try:
            stream = io.BytesIO()
            Image.fromarray(ramp).save(stream, name)
            with Image.open(io.BytesIO(stream.getvalue())) as image:
                same = image.size == (16, 16)
            entries[name] = "reads and writes" if same else "reads wrongly"
        except (OSError, KeyError, ValueError) as error:
            same = name in OPTIONAL_CODECS
            entries[name] = f"missing ({error})"
        if not same:
            faults.append(f"The format {name} does not work: {entries[name]}.")
    deep = (ramp.astype(np.uint16) * 257)[..., :3]
    for suffix in (".png", ".tiff"):
        written, content = cv2.imencode(suffix, deep)
        back = cv2.imdecode(content, cv2.IMREAD_UNCHANGED) if written else None
        sound = back is not None and np.array_equal(back, deep)
        entries[f"16-bit {suffix[1:].upper()}"] = "reads and writes" if sound else "does not work"
        if not sound:
            faults.append(f"16-bit {suffix[1:].upper()} does not work.")
    entries["JPEG XL"] = "reads and writes" if _jpeg_xl_is_sound(deep) else "does not work"
    if entries["JPEG XL"] != "reads and writes":
        faults.append("JPEG XL does not work.")
    for what, packages in (("HEIC", ("pi-heif", "pillow-heif")), ("raw files", ("rawpy",))):
        found = next((name for name in packages if _has(name)), "")
        entries[what] = (
            f"{found} {importlib.metadata.version(found)}" if found else "not installed (optional)"
        )


def _jpeg_xl_is_sound(deep: np.ndarray) -> bool:
    """Whether the program's own writer and reader, which stand on imagecodecs, agree."""
    import numpy as np

    from core.errors import EngineError
    from core.images.files import read_picture, save_picture
    from core.images.picture import Picture

    try:
        with tempfile.TemporaryDirectory() as folder:
            path = save_picture(Picture(deep), Path(folder) / "a.jxl", format="jxl", lossless=True)
            return np.array_equal(read_picture(path).pixels, deep)
    except (EngineError, OSError, ImportError):
        return False


def _has(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _models(entries: Entries, faults: Faults) -> None:
    from core.models.catalog import list_models
    from core.models.checkpoints import sha256_of

    for model in list_models():
        entries[model.key] = f"{model.kind}, sha256 {sha256_of(model.path)}, {model.path}"
    if not any(m.kind == "built-in" for m in list_models()):
        faults.append("The built-in model is missing: install the program anew.")


def _chain(entries: Entries, faults: Faults) -> None:
    """Enlarges a small picture with the default model on the processor."""
    import numpy as np

    from core.events import JobDone, JobFailed
    from core.images.picture import Picture
    from core.jobs import CancelToken, SampleSettings, UpscaleJob
    from core.upscaling.upscaler import Upscaler

    pixels = np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)
    settings = SampleSettings(device="cpu", dtype="float32")
    ends: list[Any] = []
    began = time.monotonic()
    Upscaler().run(UpscaleJob(None, settings, picture=Picture(pixels)), ends.append, CancelToken())
    end = ends[-1]
    if isinstance(end, JobDone) and end.picture is not None:
        size = f"{end.picture.width} x {end.picture.height}"
        entries["test picture"] = f"32 x 24 became {size} in {time.monotonic() - began:.1f} s"
        return
    reason = end.message if isinstance(end, JobFailed) else type(end).__name__
    entries["test picture"] = reason
    faults.append(f"A test picture could not be enlarged: {reason}")


def _folders(entries: Entries, faults: Faults) -> None:
    import platformdirs

    from core.models.catalog import own_folder
    from core.storage.folders import NAME, chosen_home

    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    home = chosen_home()
    places = {
        "settings": home / "config" if home else dirs.user_config_path,
        "data": home / "data" if home else dirs.user_data_path,
        "log": home / "logs" if home else dirs.user_log_path,
        "own models": own_folder(),
        "temporary": Path(tempfile.gettempdir()),
    }
    for title, folder in places.items():
        writable = can_write(folder)
        entries[title] = f"{folder} ({'writable' if writable else 'NOT writable'})"
        if not writable:
            faults.append(f"The folder for {title} cannot be written to: {folder}.")


def can_write(folder: Path) -> bool:
    """Whether a file can be made in `folder`, or else in the nearest folder above it that exists. Leaves no file."""
    place = next((p for p in (folder, *folder.parents) if exists(p)), folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def _window(entries: Entries, faults: Faults) -> None:
    """Looks for the files of Qt that the window needs. It needs no display and loads no Qt."""
    entries["display"] = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
    entries["platform asked for"] = os.environ.get("QT_QPA_PLATFORM", "the system's")
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        entries["Qt"] = "not installed: command line only"
        return
    folder = Path(spec.origin).parent
    plugins = next((p for p in (folder / "Qt" / "plugins", folder / "plugins") if p.is_dir()), None)
    if plugins is None:
        faults.append(f"Qt has no plugins in {folder}: install the program anew.")
        return
    for kind in ("platforms", "imageformats", "iconengines", "tls"):
        names = sorted(_plugin_name(p) for p in (plugins / kind).glob("*") if p.is_file())
        entries[f"Qt {kind}"] = ", ".join(names) or "none"
        if kind == "platforms" and not names:
            faults.append("Qt has no platform plugin: install the program anew.")
    _platform_libraries(plugins, entries, faults)


def _plugin_name(path: Path) -> str:
    return path.name.split(".")[0].removeprefix("lib").removeprefix("q")


QT_LIBRARIES = (
    *("libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libfontconfig.so.1", "libdbus-1.so.3"),
    "libglib-2.0.so.0",
)
X11_LIBRARIES = (
    *("libxkbcommon-x11.so.0", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0"),
    *("libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render-util.so.0", "libxcb-shape.so.0"),
)


def _platform_libraries(plugins: Path, entries: Entries, faults: Faults) -> None:
    """Tries to load those libraries that Qt and its X11 plugin need and that systems may lack."""
    if not sys.platform.startswith("linux") or not (plugins / "platforms" / "libqxcb.so").exists():
        return
    import ctypes

    def missing(names: tuple[str, ...]) -> list[str]:
        lacking = []
        for name in names:
            try:
                ctypes.CDLL(name)
            except OSError:
                lacking.append(name)
        return lacking

    shown = {"DISPLAY": os.environ.get("DISPLAY"), "WAYLAND_DISPLAY": os.environ.get("WAYLAND_DISPLAY")}
    for title, names, asked in (
        ("libraries for the window", QT_LIBRARIES, any(shown.values())),
        ("libraries for X11", X11_LIBRARIES, shown["DISPLAY"] and not shown["WAYLAND_DISPLAY"]),
    ):
        lacking = ", ".join(missing(names))
        entries[title] = f"missing: {lacking}" if lacking else "all there"
        if lacking and asked:
            faults.append(f"The window cannot open: the system lacks {lacking}.")


PARTS: dict[str, Callable[[Entries, Faults], None]] = {
    "Program": _program,
    "Devices": _devices,
    "Picture formats": _formats,
    "Models": _models,
    "Engine": _chain,
    "Folders": _folders,
    "Window": _window,
}
