"""Which pictures of a batch have a result already that the same settings made."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

from core.errors import ModelError, PictureError, SettingsError
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, marks_digest
from core.images.files import frames_in
from core.images.framing import AS_IT_IS, Framing, framing_in
from core.images.header import picture_size
from core.images.names import LOSSY, SAME, is_lossless, name_key, numbered, result_name, suffix_of
from core.images.privacy import base_name
from core.images.results import MAP, ResultNames, settings_in, without_number
from core.images.several import FRAMES, PAGES
from core.images.source import SOURCE, digest_of
from core.jobs import SampleSettings
from core.models.catalog import ModelInfo, digests, find_autoencoder, find_model
from core.models.checkpoints import read_recipe
from core.version import VERSION

# Where and in which parts a result was computed is not what was asked for.
ASKED = (
    *("scale", "target", "fit", "cover", "resolution", "reduce", "tileable"),
    *("seed", "stochasticity", "color_fix"),
)
MASK = "mask_sha256"  # in a result's settings: the digest of the mask, a file or marks
MAX_BYTES = "max_bytes"  # in a result's settings: that its file was to have at most
LOSSLESS = "lossless"  # in a result's settings, of formats in LOSSY alone
PROPOSED = "propose"  # in a result's settings: what of the picture was to be found and protected
SEEDS = "seeds"  # in a map's settings: of how many it shows the differences
CHANCE = {"seed", "stochasticity"}  # of no account for a model that restores at once
RESTS = 20  # times as long as it took, a folder is not listed again: a batch changes it with every picture
LONG = 200  # bytes of a result's name from which on it may have been cut to fit


def chosen(
    format: str,
    quality: int | None,
    bit_depth: int | None,
    lossless: bool,
    *,
    book: bool = False,
    max_bytes: int | None = None,
) -> dict[str, Any]:
    """What of the settings of a file is written into it, as it decides what is in it: the quality of a lossy one, or
    that it is without loss where it might have one, how large it might be, and a depth that is not simply the
    picture's. Of a book also the format of its pages, which its name does not tell."""
    found: dict[str, Any] = {}
    if format == SAME:  # pages of several formats
        found = {"quality": quality} | ({LOSSLESS: True} if lossless else {})
    elif format in LOSSY:
        # What may not be large has the highest quality that fits, though it may be that of no loss.
        exact = is_lossless(format, quality or 0, lossless) and (lossless or max_bytes is None)
        found = {LOSSLESS: True} if exact else {"quality": quality}
    if max_bytes is not None:
        found[MAX_BYTES] = max_bytes
    if book:
        found[PAGES] = format
    return found | ({"bit_depth": bit_depth} if bit_depth is not None else {})


def proposed_kinds(kinds: tuple[str, ...]) -> list[str]:
    """What is written as PROPOSED."""
    return sorted(set(kinds))


def map_name(result: Path) -> str:
    """What the map of where further seeds differ is called, if that is free beside the result."""
    return result_name("{name}_spread", {"name": result.stem}, suffix=".png")


def mask_digest(mask: object) -> str:
    """What is written as MASK of a mask in a file, or of marks; "" for any other, and where it cannot be read."""
    if isinstance(mask, Marks):
        return marks_digest(mask)
    return digest_of(mask) if isinstance(mask, Path) else ""


@dataclass
class _Folder:
    """The results in a folder, as far as names tell, by the names of what they may have been made of, as `name_key` has
    them. `early`: those that were there at first, likewise, and also by these names without a number at the end."""

    changed: int | None = None  # when it was, at the time it was looked into; None if it was not there
    again: float = 0.0  # the time from which on it may be listed again
    names: set[str] = field(default_factory=set)
    named: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    early: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class DoneBefore:
    """Looks into the folders of the results, each once, and again where something was put into it, see RESTS. A batch
    that broke off is gone on with this way."""

    settings: SampleSettings
    template: str
    format: str
    private: bool = False  # results without place and person are wanted
    quality: int | None = None  # of lossy formats; None: any
    bit_depth: int | None = None  # None: as the picture has it
    lossless: bool = False  # whatever the quality
    max_bytes: int | None = None  # that a file may have; None: any number
    whole: bool = False  # all frames or pages of each file are wanted; of books always
    book: Path | None = None  # one of the files, which are books of one kind; None: they are none
    propose: tuple[str, ...] = ()  # what is to be found and protected
    seeds: int = 0  # of how many a map is wanted beside the result; 0: of none
    clock: Callable[[], float] = time.monotonic  # seconds
    _listed: dict[Path, _Folder] = field(default_factory=dict)
    _digests_in: dict[Path, str] = field(default_factory=dict)  # of the pictures that results were made of
    _stands_for: dict[Path, Path] = field(default_factory=dict)  # the pictures that results were found for

    def __post_init__(self) -> None:
        self._names = ResultNames(self.template, base_name(self.settings.model).removesuffix(".safetensors"))
        try:
            self._model: ModelInfo | None = find_model(self.settings.model)
        except ModelError:  # the job will say so
            self._model = None

    @property
    def takes_mask(self) -> bool:
        """Whether the model fills in what a mask marks."""
        return self._model is not None and self._model.task == "inpaint"

    def result_of(
        self,
        picture: Path,
        folder: Path,
        name: str,
        mask: Path | Marks | None = None,
        *,
        framing: Framing = AS_IT_IS,
        at_once: bool = False,
    ) -> Path | None:
        """A result of this picture in `folder` that was made with the same settings, mask and framing. `name` is what
        the picture is called in names of results. Reads the picture's file if a result may be its own, and the mask's.
        `at_once`: one that has come in this moment, too, however long looking into the folder takes."""
        source, tried = _Source(picture, mask, framing), list[Path]()
        there = self._in(folder, at_once=at_once)
        for path in self._called(name, there):
            tried.append(path)
            if self._fits(path, source):
                self._stands_for.setdefault(path, picture)
                return path
        for path in self._called_otherwise(source, there, tried):
            if self._fits(path, source):
                self._stands_for[path] = picture
                return path
        return None

    def _called(self, name: str, there: _Folder) -> Iterator[Path]:
        """The results in a folder that may be of a picture of that name. In long names of results it was cut."""
        found, key = there.named, name_key(name)
        yield from found.get(key, [])
        for end in range(len(key)):
            yield from (path for path in found.get(key[:end], []) if len(os.fsencode(path.stem)) > LONG)

    def _called_otherwise(self, source: _Source, there: _Folder, tried: list[Path]) -> Iterator[Path]:
        """Results of this very file that got their names when it had other neighbours: what a picture is called depends
        on those of the same stem. They were there at first; those that have come since are of files with names of their
        own. Each stands for one picture, since the same picture may lie there twice."""
        keys = dict.fromkeys(name_key(name) for name in (source.path.stem, source.path.name))
        for path in (path for key in keys for path in there.early.get(key, ())):
            if path in tried or self._stands_for.get(path, source.path) != source.path:
                continue
            if path not in self._digests_in:
                self._digests_in[path] = str((settings_in(path) or {}).get(SOURCE, ""))
            if self._digests_in[path] and self._digests_in[path] == source.digest:
                yield path

    def _fits(self, result: Path, source: _Source) -> bool:
        """Whether a file is a result of this picture with all that is wanted."""
        written = settings_in(result)
        return (
            written is not None
            and self._same(written, source)
            and self._is_of(source, result, written)
            and (not self.seeds or self._has_map(result, written))
        )

    def _is_of(self, source: _Source, result: Path, written: dict[str, Any]) -> bool:
        """Whether a result was made of this picture: in one folder may lie results of many that have the same name. The
        mask counts as a part of it."""
        if framing_in(written) != source.framing:
            return False
        if not source.filled_as(written) or written.get(FRAMES, 1) != self._count_in(source):
            return False
        if SOURCE in written:
            return bool(source.digest) and written[SOURCE] == source.digest
        # Of before digests were written: the size is all that tells them apart, and the date what has changed since.
        size = source.size
        return (
            size is not None and _size_of(result) == self.settings.size_of(*size) and source.is_older(result)
        )

    def _count_in(self, source: _Source) -> int:
        """How many pictures a result of it has."""
        return source.frames if self.whole or self.book is not None else 1

    def _has_map(self, result: Path, written: dict[str, Any]) -> bool:
        """Whether the map of where seeds differ lies beside a result, if the model has seeds."""
        if self._model is not None and self._model.at_once:
            return True
        name = Path(map_name(result))
        wanted = written | {MAP: "spread", SEEDS: self.seeds}
        named = numbered(result.parent, name.stem, name.suffix)
        return any(settings_in(path) == wanted for path in takewhile(os.path.lexists, named))

    def _in(self, folder: Path, *, at_once: bool) -> _Folder:
        """The results in a folder. Another program may put some there at any time; with `at_once` all are known, else
        those of some moments before, see RESTS."""
        first = folder not in self._listed
        found = self._listed.setdefault(folder, _Folder())
        began = self.clock()
        if not first and not at_once and began < found.again:
            return found
        changed = _change_of(folder)
        if not first and not at_once and changed == found.changed:  # clocks of file systems are coarse
            return found
        found.changed = changed  # as it was before it is listed
        suffix = suffix_of(self.format, self.book)
        for name in sorted(_names_in(folder) - found.names):
            found.names.add(name)
            stem, ending = os.path.splitext(name)
            for source in self._names.sources_of(stem) if ending == suffix else ():
                found.named[source].append(folder / name)
                for key in {source, without_number(source)} if first else ():
                    found.early[key].append(folder / name)
        if changed is not None:
            ended = self.clock()
            found.again = ended + RESTS * (ended - began)
        return found

    def _same(self, written: dict[str, Any], source: _Source) -> bool:
        if self._model is None or {"region", MAP} & set(written):
            return False
        try:
            made = SampleSettings.from_dict(written)
        except SettingsError:
            return False
        if written.get("version") != VERSION:
            return False
        if written.get("private", False) != self.private:
            return False
        book = self.book is not None
        limit = self.max_bytes
        asked_for = chosen(
            self.format, self.quality, self.bit_depth, self.lossless, book=book, max_bytes=limit
        )
        if written.get(PAGES) != asked_for.get(PAGES):
            return False
        if written.get(LOSSLESS, False) != asked_for.get(LOSSLESS, False):
            return False
        if written.get("bit_depth") != asked_for.get("bit_depth"):
            return False
        if asked_for.get("quality") is not None and written.get("quality", self.quality) != self.quality:
            return False
        # As for the quality: where any will do, any size will.
        if self.quality is not None and written.get(MAX_BYTES) != limit:
            return False
        wanted = self.settings
        model = self._model
        steps = 1 if model.at_once else wanted.steps or model.steps
        kappa = wanted.kappa or model.kappa if model.has_kappa else None
        asked = set(ASKED) - (CHANCE if model.at_once else set())
        alike = (wanted.model, base_name(wanted.model))  # the name alone in a result without place and person
        same = made.model in alike and all(getattr(made, name) == getattr(wanted, name) for name in asked)
        if not same or (made.steps, made.kappa) != (steps, kappa):
            return False
        return self._finished_alike(made, written, source, model) and self._by_these_weights(written)

    def _finished_alike(
        self, made: SampleSettings, written: dict[str, Any], source: _Source, model: ModelInfo
    ) -> bool:
        """Whether a result got the finish that is wanted. What is found in a picture is not known before it is looked
        for, so there it counts what was asked for; with further marks among it, it cannot be told from those."""
        done, wanted = (_as_done(one, source, model) for one in (made.finish, self.settings.finish))
        if not self.propose:
            return done == wanted
        if written.get(PROPOSED) != proposed_kinds(self.propose) or (wanted and wanted.protect is not None):
            return False
        return _as_done(done and replace(done, protect=None), source, model) == wanted

    def _by_these_weights(self, written: dict[str, Any]) -> bool:
        """Whether the model's files are those that made a result: one may have been replaced."""
        known = self._digests
        return bool(known) and all(written.get(name, digest) == digest for name, digest in known.items())

    @cached_property
    def _digests(self) -> dict[str, str]:
        """Of the model's files, by their names in settings of results; none if the model lacks a part, as the job will
        say. Takes as long as reading them where they are not on record."""
        if self._model is None:
            return {}
        path, record = self._model.path, digests()
        try:
            found = {"model_sha256": record.of(path)}
            recipe = read_recipe(path)
            if recipe.latent == "vq":
                found["autoencoder_sha256"] = record.of(find_autoencoder(recipe, path))
        except ModelError:
            return {}
        return found


@dataclass
class _Source:
    """A picture that may have a result already. What takes time is found out when it is asked for, once."""

    path: Path
    mask: Path | Marks | None = None
    framing: Framing = AS_IT_IS

    def filled_as(self, written: dict[str, Any]) -> bool:
        """Whether a result had the same filled in. The digest of the mask tells: names of files come again, and results
        without place and person have neither name nor marks."""
        if self.mask is None:
            return "mask" not in written
        return bool(self._mask_digest) and written.get(MASK) == self._mask_digest

    @cached_property
    def _mask_digest(self) -> str:
        mask = self.mask
        if isinstance(mask, Marks) and mask.framing is not None:
            mask = mask.on(*self.view)
        return mask_digest(mask)

    @cached_property
    def digest(self) -> str:
        return digest_of(self.path)

    def is_older(self, result: Path) -> bool:
        try:
            return result.stat().st_mtime >= self.path.stat().st_mtime
        except OSError:
            return False

    @cached_property
    def frames(self) -> int:
        return frames_in(self.path)

    @cached_property
    def size(self) -> tuple[int, int] | None:
        """Of the framed picture; None if it cannot be opened, or there is no such crop in it."""
        try:
            return None if self.whole is None else self.framing.size_of(*self.whole)
        except SettingsError:
            return None

    @cached_property
    def whole(self) -> tuple[int, int] | None:
        """Width and height as it lies upright in its file; None if it cannot be opened."""
        return _size_of(self.path)

    @property
    def view(self) -> tuple[Framing, int, int]:
        """What marks need to know of it: how it is framed, and its size then, zeros where that is not known."""
        return self.framing.within(self.whole), *(self.size or (0, 0))


def _as_done(finish: Finish | None, source: _Source, model: ModelInfo) -> Finish | None:
    """The finish as it is done on a picture; None if it changes nothing. The picture is read if there are marks."""
    if finish is None:
        return None
    view = source.view if finish.protect is not None else (AS_IT_IS, 0, 0)
    fitting = finish.fitting(*view, has_kappa=model.has_kappa)
    return fitting if fitting.changes else None


def _change_of(folder: Path) -> int | None:
    """When something was put into a folder or taken out of it last; None if it is not there."""
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None


def _names_in(folder: Path) -> set[str]:
    """The names of all in a folder; none if it is not there, or cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except OSError:
        return set()


def _size_of(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture; None if it cannot be opened."""
    try:
        return picture_size(path)
    except PictureError:
        return None
