"""The pages or frames that are done of a file, in their journal: what was encoded, and what the job said of each."""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass, replace
from typing import Any

import torch

from core.events import JobDone
from core.images.formats.encode_frames import Page, PageFacts
from core.images.framing import as_written
from core.jobs import SaveSettings, UpscaleJob
from core.storage import records
from core.upscaling.done_before import mask_digest
from core.upscaling.journal import Journal, identity_of_pages, key_of_page, open_pages
from core.version import VERSION

_LENGTH = struct.Struct("<Q")  # of the record before what was encoded


@dataclass(frozen=True)
class KeptPage:
    """A page that is done: the end of its job, without the picture, and the page as it lies in the result."""

    done: JobDone
    page: Page


@dataclass(frozen=True)
class _Record:
    done: JobDone
    facts: PageFacts


def open_kept_pages(job: UpscaleJob, digest: str, decided: dict[str, Any]) -> Journal:
    """The journal of a job's pages. `digest`: of the file that they are read from; `decided`: the settings as they were
    settled, and the digests of the model. There is none where it cannot be known whether all that decides them is as it
    was."""
    save = job.save or SaveSettings()
    mask = mask_digest(job.mask)
    if not digest or (job.mask is not None and not mask):
        return Journal()
    how = replace(save, directory=None, name="", source_name="", overwrite=False, keep_date=False)
    framing = as_written(job.framing.within(None))  # the file is known by its digest
    facts = {
        **{"source": digest, "settings": decided, "save": asdict(how), "framing": framing},
        **{"region": None if job.region is None else asdict(job.region), "mask": mask},
        **{"propose": list(job.propose), "partial": job.allow_partial},
        "versions": [VERSION, str(torch.__version__)],
    }
    return open_pages(lambda: identity_of_pages(facts))


def keep(journal: Journal, number: int, done: JobDone, page: Page) -> None:
    """Keeps page `number`, from 0 on, as far as the journal keeps any."""
    record = records.encode(_Record(replace(done, picture=None), page.facts))
    head = _LENGTH.pack(len(record)) + record
    journal.keep_page(key_of_page(number), head, page.data, seconds=done.seconds)


def recall(journal: Journal, number: int) -> KeptPage | None:
    """Page `number` as an earlier run has made it; None if it is not there, or damaged."""
    data = journal.read(key_of_page(number))
    if data is None or len(data) < _LENGTH.size:
        return None
    begin = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    try:
        record = records.decode(_Record, data[_LENGTH.size : begin])
    except records.RecordError:
        return None
    return KeptPage(record.done, Page(data[begin:], record.facts))
