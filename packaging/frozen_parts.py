"""What the packaged program leaves out, and what must not be found in it. Used by the recipe and by its test."""

from __future__ import annotations

import importlib.util
from fnmatch import fnmatch
from pathlib import Path

# Of imagecodecs only what TIFF and JPEG XL need: all of it takes 80 MB, for formats that nobody opens here.
CODECS = (
    "imcd",
    "shared",
    "shared_cython",
    "zlib",
    "deflate",
    "jpeg8",
    "jpegsof3",
    "ljpeg",
    "lzma",
    "zstd",
    "ccitt",
    "brotli",  # what JPEG XL says of a picture
    "jpeg2k",
    "jpegxl",
    "lerc",
    "webp",
)


def other_codecs() -> list[str]:
    """The modules of imagecodecs that are left out."""
    spec = importlib.util.find_spec("imagecodecs")
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    names = {
        file.name.partition(".")[0]
        for folder in folders
        for file in folder.glob("_*")
        if file.suffix in (".so", ".pyd")
    }
    return [f"imagecodecs.{name}" for name in sorted(names) if name.removeprefix("_") not in CODECS]


# Modules that something imports under a condition that never holds in the packaged program.
EXCLUDES = [
    "tkinter",
    "_tkinter",
    "IPython",
    "matplotlib",
    "pandas",
    "scipy",
    "skimage",
    "sklearn",
    "imageio",
    "tensorboard",
    "torchvision",
    "torchaudio",
    "transformers",
    "datasets",
    "triton",
    "hf_xet",  # transfers with a model hub, which is never spoken to
    "torch.utils.tensorboard",
    "pytest",
    "_pytest",
    "pytestqt",
    "hypothesis",
    "mypy",
    "importlinter",
    "pip",
    "PyInstaller",
    *(
        f"PySide6.Qt{name}"
        for name in [
            "Designer",
            "Help",
            "OpenGL",
            "OpenGLWidgets",
            "PrintSupport",
            "Qml",
            "QmlModels",
            "Quick",
            "Quick3D",
            "QuickControls2",
            "QuickTest",
            "QuickWidgets",
            "Sql",
            "Test",
            "UiTools",
            "Xml",
            "WebEngineCore",
            "WebEngineWidgets",
        ]
    ),
]

# Files by their place in the folder; the part "torch/bin/torch_shm_manager" is needed to share tensors.
NEEDLESS = (
    "torch/test/*",
    "torch/bin/*",
    "torch/include/*",
    "torch/share/*",
    "torch/lib/libjitbackend_test*",
    "torch/lib/libtorchbind_test*",
    "torch/lib/libbackend_with_compiler*",
    "torch/lib/libaoti_custom_ops*",
    "*.pyi",
    "PySide6/Qt/qml/*",
    "PySide6/Qt/plugins/qmltooling/*",
    "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/wayland-graphics-integration-server/*",
    "PySide6/Qt/plugins/platforms/libqvnc*",
    "PySide6/Qt/plugins/platforms/libqlinuxfb*",
    "PySide6/Qt/plugins/platforms/libqeglfs*",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*",
    "PySide6/Qt/plugins/imageformats/*pdf*",
    # GTK's dialogs would bring half of GTK along, without the data that it needs on another system.
    "PySide6/Qt/plugins/platformthemes/libqgtk3*",
    "libgtk-3*",
    "libgdk*",
    "libpango*",
    "libcairo*",
    "libatk*",
    "libatspi*",
    "libepoxy*",
    "libfribidi*",
    "libdatrie*",
    "libthai*",
    "libQt6Egl*",
    "*/libQt6Egl*",
    "hypothesis-*",
    "PySide6/Qt/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/.gitignore",
    "resources/translations/*.ts",  # what translators work on; the program reads the .qm
)
NEEDED = ("torch/bin/torch_shm_manager*",)

# No file of the finished folder may lie in one of these packages.
FORBIDDEN = (
    "torchvision",
    "triton",
    "hf_xet",  # transfers with a model hub, which is never spoken to
    "nvidia",
    "scipy",
    "matplotlib",
    "pandas",
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "ruff",
    "tkinter",
    "tcl",
    "tk",
    "IPython",
    "PyQt5",
    "PyQt6",
    "PySide6/Qt/qml",
    "torch/test",
    "torch/include",
)
# Files without which the program does not do its work, as patterns inside _internal.
REQUIRED = (
    "resources/models/*/*.safetensors",
    "resources/samples/*.png",
    "resources/model_samples/*.png",
    "resources/model_samples/*.webp",
    "resources/faces/pnet.onnx",
    "resources/faces/rnet.onnx",
    "resources/faces/onet.onnx",
    "resources/theme/studio.qss",
    "torch/lib/*torch_cpu*",
    "ncnn/ncnn.*",
    "ncnn-*.dist-info/METADATA",
    "pi_heif-*.dist-info/METADATA",
    "rawpy-*.dist-info/METADATA",
    "imagecodecs/_jpegxl.*",
    "licences/index.txt",
    "engine/core/process/worker.py",
)
SIZE_BOUND = 1_100_000_000  # bytes of the whole folder


def is_needless(place: str) -> bool:
    """Whether the file at this place of the folder is left out."""
    place = place.replace("\\", "/")
    if any(fnmatch(place, pattern) for pattern in NEEDED):
        return False
    return any(fnmatch(place, pattern) for pattern in NEEDLESS)


def faults(files: dict[str, int]) -> list[str]:
    """What is wrong with a finished folder: `files` maps places below _internal to sizes in bytes."""
    found = []
    for package in FORBIDDEN:
        inside = [f for f in files if f.startswith(f"{package}/") or f.startswith(f"{package}-")]
        if inside:
            found.append(f"{package} must not be in the folder: {len(inside)} files, such as {inside[0]}")
    missing = [p for p in REQUIRED if not any(fnmatch(f, p) for f in files)]
    found += [f"there is no file {pattern}" for pattern in missing]
    providers = {f.split("/")[0] for f in files if f.startswith("opencv_") and ".dist-info/" in f}
    if len(providers) > 1:
        found.append(f"several packages bring cv2: {', '.join(sorted(providers))}")
    size = sum(files.values())
    if size > SIZE_BOUND:
        found.append(f"the folder has {size / 1e6:.0f} MB, more than {SIZE_BOUND / 1e6:.0f} MB")
    return found
