"""Jobs and events as messages between two processes: plain values as JSON, pixels in .npz files."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.events import Event, JobDone, StepPreview, from_dict
from core.finishing.strokes import Marks
from core.images.about import About
from core.images.framing import Framing
from core.images.picture import Picture
from core.jobs import Region, SampleSettings, SaveSettings, UpscaleJob
from core.storage import records


@dataclass(frozen=True)
class Found:
    """What a Python environment has. Each device is (name, title, free bytes, whether it computes soundly); `auto` is
    the name of the one that is used unless another is asked for, if that is known, and `passed_over` a sentence about
    a better one that is not."""

    python: str
    version: str = ""
    missing: list[str] = field(default_factory=list)  # names of packages
    devices: list[tuple[str, str, int, bool]] = field(default_factory=list)
    torch: str = ""
    detail: str = ""
    auto: str = ""
    passed_over: str = ""


def job_to_dict(job: UpscaleJob, folder: Path) -> dict[str, Any]:
    """The job as plain values for JSON. A picture in memory is written into `folder`, and its path is given."""
    body: dict[str, Any] = {
        f.name: getattr(job, f.name)
        for f in dataclasses.fields(job)
        if f.name not in ("picture", "alike", "settings", "save", "framing", "region", "source", "mask")
    }
    body["source"] = str(job.source) if job.source else None
    body["settings"] = job.settings.to_dict()
    body["framing"] = dataclasses.asdict(job.framing)
    body["region"] = dataclasses.asdict(job.region) if job.region else None
    if isinstance(job.mask, Picture):
        raise TypeError("a mask goes to another process as a file or as marks")
    body["mask"] = dataclasses.asdict(job.mask) if isinstance(job.mask, Marks) else _text(job.mask)
    if job.save is not None:
        body["save"] = {**dataclasses.asdict(job.save), "directory": _text(job.save.directory)}
    if job.picture is not None:
        path = folder / f"job-{job.job_id}.npz"
        _save_picture(job.picture, path)
        body["picture"] = str(path)
    return body


def job_from_dict(body: dict[str, Any]) -> UpscaleJob:
    """The inverse of `job_to_dict`. The file of a picture is deleted once it has been read."""
    values = dict(body)
    values["source"] = Path(values["source"]) if values["source"] else None
    values["settings"] = SampleSettings.from_dict(values["settings"])
    values["framing"] = records.convert(Framing, values["framing"])
    if values.get("region"):
        values["region"] = Region(**values["region"])
    if values.get("save"):
        directory = values["save"]["directory"]
        values["save"] = SaveSettings(
            **{**values["save"], "directory": Path(directory) if directory else None}
        )
    if isinstance(values.get("mask"), dict):
        values["mask"] = records.convert(Marks, values["mask"])
    elif values.get("mask"):
        values["mask"] = Path(values["mask"])
    if values.get("picture"):
        values["picture"] = _load_picture(Path(values["picture"]))
    values["propose"] = tuple(values.get("propose", ()))
    return UpscaleJob(**values)


def pixels_of(event: Event) -> object | None:
    """The pixels that an event carries beside its plain values; None if it has none."""
    if isinstance(event, JobDone):
        return event.picture
    return event.image if isinstance(event, StepPreview) else None


def write_pixels(event: Event, path: Path) -> None:
    """Writes the pixels of an event to a .npz file, for `event_from_dict`."""
    if isinstance(event, JobDone) and event.picture is not None:
        _save_picture(event.picture, path)
    elif isinstance(event, StepPreview) and event.image is not None:
        with path.open("wb") as file:
            np.savez(file, image=event.image)


def event_from_dict(body: dict[str, Any]) -> Event | None:
    """The event on a line of the worker, whose JSON is `body`, with its pixels. None if that is no event.

    Its "pixels" name the .npz file, which is deleted once it has been read.
    """
    event, pixels = from_dict(body), body.get("pixels")
    if event is None or not pixels:
        return event
    path = Path(pixels)
    if isinstance(event, JobDone):
        return replace(event, picture=_load_picture(path))
    if isinstance(event, StepPreview):
        with np.load(path) as arrays:
            image = arrays["image"]
        path.unlink()
        image.setflags(write=False)
        return replace(event, image=image)
    return event


def _save_picture(picture: Picture, path: Path) -> None:
    arrays: dict[str, Any] = {"pixels": picture.pixels, "gray": picture.gray}
    if picture.alpha is not None:
        arrays["alpha"] = picture.alpha
    for name in ("icc", "exif"):
        content = getattr(picture, name)
        if content is not None:
            arrays[name] = np.frombuffer(content, np.uint8)
    arrays["notices"] = np.array(picture.notices, dtype=np.str_)
    for name in ("xmp", "iptc"):
        content = getattr(picture.about, name)
        if content is not None:
            arrays[name] = np.frombuffer(content, np.uint8)
    arrays["dpi"] = np.array(picture.about.dpi or (), np.float64)
    arrays["texts"] = np.frombuffer(json.dumps(picture.about.texts).encode("ascii"), np.uint8)
    with path.open("wb") as file:
        np.savez(file, **arrays)


def _load_picture(path: Path) -> Picture:
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    path.unlink()
    content = {name: kept[name].tobytes() if name in kept else None for name in ("icc", "exif")}
    notices = tuple(str(n) for n in kept["notices"])
    about = About(
        dpi=(float(kept["dpi"][0]), float(kept["dpi"][1])) if len(kept["dpi"]) == 2 else None,
        xmp=kept["xmp"].tobytes() if "xmp" in kept else None,
        texts=records.decode(tuple[tuple[str, str], ...], kept["texts"].tobytes()),
        iptc=kept["iptc"].tobytes() if "iptc" in kept else None,
    )
    return Picture(
        kept["pixels"], kept.get("alpha"), bool(kept["gray"]), notices=notices, about=about, **content
    )


def _text(path: Path | None) -> str | None:
    return str(path) if path is not None else None
