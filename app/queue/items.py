"""A picture in the queue and what has been made of it: plain rows, no Qt model."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QImage

from core.errors import SettingsError
from core.finishing.finish import Finish
from core.finishing.strokes import Marks
from core.images.framing import AS_IT_IS, Framing, framing_in
from core.images.names import is_book
from core.images.picture import Picture
from core.images.several import is_first_only
from core.jobs import SampleSettings, SaveSettings
from core.printable import printable
from core.storage.paths import display_name


class State(Enum):
    READY = "ready"  # in the list, nothing asked yet
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNREADABLE = "unreadable"


ACTIVE = (State.WAITING, State.RUNNING)


@dataclass(frozen=True)
class Saved:
    """The file of the person's that a result was last written into, and what of it is in there."""

    path: Path
    finish: Finish
    lost: tuple[str, ...]  # sentences: what the file cannot hold
    private: bool  # without place and person
    metadata: bool  # with the settings


@dataclass(frozen=True)
class RawFile:
    """A file of the person's that holds the pixels of a result without a finish, and what it was like when it was
    written: another program may put other pixels into it."""

    path: Path
    size: int  # bytes
    changed: int  # when, in nanoseconds


@dataclass(eq=False)
class Result:
    """One outcome for one picture."""

    result_id: str  # the job's id
    settings: SampleSettings
    width: int
    height: int
    seconds: float
    written: dict[str, object] = field(default_factory=dict)  # what goes into the file's metadata
    notices: tuple[str, ...] = ()
    picture: Picture | None = None  # in memory until it is on the disk
    kept: Path | None = None  # lossless, in the session's folder
    saved: Saved | None = None
    # What has been decided since; the pixels above are without it.
    finish: Finish = field(default_factory=Finish)
    faithful: Picture | Path | None = (
        None  # the model's picture for the faithful kappa, once it was asked for
    )
    raw: RawFile | None = None
    not_saved: str = ""  # the sentence of a saving that failed, until one succeeds

    @property
    def file(self) -> Path | None:
        """The file that the result without its finish can be read from; None while it is in memory alone."""
        return self.kept or (self.raw.path if self.raw is not None else None)

    @property
    def saved_as_it_is(self) -> Path | None:
        """The saved file, if nothing has been decided anew since."""
        return self.saved.path if self.saved is not None and self.saved.finish == self.finish else None


@dataclass(eq=False)
class Item:
    """One row. Only the main thread changes it, through the model."""

    path: Path | None = None
    pages: int = 0  # of a book, as far as that is known
    made: Path | None = None  # of a book: the file that all of it went into
    made_framed: Framing = AS_IT_IS  # how it was framed for that
    picture: Picture | None = None  # a pasted picture, or what could be read of a truncated file
    title: str = ""
    # Its file is no longer there: `path` is that of a kept result, which is shown in its place.
    stands_in: bool = False
    folder: Path | None = None  # where a picture without a file comes from, so that its results go there
    base: Path | None = None  # the folder that was dropped: a batch keeps the tree below it
    watched: bool = False  # it came into a watched folder, so its results are saved without being asked
    item_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: State = State.READY
    framing: Framing = AS_IT_IS  # how it is cropped and turned before all else
    width: int = 0  # as it is framed
    height: int = 0
    # Width and height as it lies upright in its file, where that was looked at: it may hold another picture by now than
    # the one that its crop was drawn in.
    whole: tuple[int, int] | None = None
    thumbnail: QImage | None = None  # likewise
    marks: Marks | None = None  # what a person has marked to be filled in
    settings: SampleSettings | None = None  # captured when it was put into the queue, with a finish
    # While it waits or is at work: those it is done with once more afterwards, one after the other.
    following: tuple[SampleSettings, ...] = ()
    into: SaveSettings | None = None  # all its frames or pages go into one file, and become no result
    job_id: str = ""
    fraction: float = 0.0
    seconds_left: float | None = None
    held: bool = False  # at work, and held by the paused queue
    phase: str = ""
    message: str = ""  # the sentence of a failure
    detail: str = ""
    truncated: bool = False  # it cannot be read as a whole, but perhaps in part
    saving: int = 0  # results of it that are being written
    done_before: bool = False  # the last job was needless: a result with the same settings lies there
    # Likewise, since its longer side does not have fewer than so many pixels; 0: not for that.
    not_below: int = 0
    anew: bool = False  # to be done even so
    results: list[Result] = field(default_factory=list)

    @property
    def source(self) -> Path | None:
        """The picture's own file."""
        return None if self.stands_in else self.path

    @property
    def is_book(self) -> bool:
        """Whether its file holds pictures as files of their own, which are enlarged and saved as a whole. What is shown
        is the first of them."""
        return self.picture is None and is_book(self.source)

    @property
    def name(self) -> str:
        return printable(self.title, lines=False) or (display_name(self.source) if self.source else "picture")

    @property
    def stem(self) -> str:
        """What `{name}` stands for in the template of file names."""
        return Path(self.title).stem if self.source is None else self.source.stem

    @property
    def home(self) -> Path | None:
        """The folder that the picture belongs to."""
        return self.folder if self.source is None else self.source.parent

    @property
    def latest(self) -> Result | None:
        return self.results[-1] if self.results else None

    @property
    def has_result(self) -> bool:
        """Whether there is one of it as it is framed now."""
        return any(self.framing_of(result) == self.framing for result in self.results)

    @property
    def made_now(self) -> Path | None:
        """The file that a book as it is framed now went into."""
        return self.made if self.made_framed == self.framing else None

    @property
    def is_outdated(self) -> bool:
        """Whether it is done as it was turned or cropped before, and not as it is now."""
        done = self.state is State.DONE and (bool(self.results) or self.made is not None)
        return done and not self.has_result and self.made_now is None

    @property
    def is_done(self) -> bool:
        """Whether it is done as it is now: what its row says, what counts, and what may go."""
        return self.state is State.DONE and not self.is_outdated

    @property
    def has_more(self) -> bool:
        """Whether its results say that the file has more frames or pages than the first."""
        return (
            self.source is not None
            and self.picture is None
            and any(is_first_only(notice) for result in self.results for notice in result.notices)
        )

    def framing_of(self, result: Result | None) -> Framing:
        """How the picture was framed that a result was made of; None: how it is now. A result that stands in for its
        picture is that picture."""
        if result is None:
            return self.framing
        return AS_IT_IS if self.path is not None and self.path == result.kept else framing_in(result.written)

    def size_for(self, framing: Framing) -> tuple[int, int]:
        """Width and height of the picture if it were framed so; zeros where that is not known."""
        own, unknown = self.framing, (0, 0)
        if framing == own:
            return self.width, self.height
        if framing.crop is not None:
            x, y, width, height = framing.crop
            return framing.size_of(x + width, y + height)
        return framing.size_of(*self.upright) if self.upright else unknown

    @property
    def upright(self) -> tuple[int, int] | None:
        """Width and height as it lies upright in its file, as far as they are known."""
        told = self.framing.whole_of(self.width, self.height)
        return told if self.framing.crop is None else self.whole or told

    def result(self, result_id: str) -> Result | None:
        """The result with this id; None if the row has none such."""
        return next((result for result in self.results if result.result_id == result_id), None)


def settings_of(written: dict[str, object], fallback: SampleSettings) -> SampleSettings:
    """The settings that the engine says it used; `fallback` where they cannot be read."""
    try:
        return SampleSettings.from_dict(dict(written)) if written else fallback
    except SettingsError:
        return fallback
