"""Makes the scene of a result in a worker, from wherever its pictures are by now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

from app.images import pictures
from app.kit.words import tr
from app.queue.items import Item, Result
from app.viewing.finishing.scene import Scene, make_scene
from app.viewing.original import Original
from app.viewing.picture_cache import PictureCache
from core.errors import PictureError
from core.finishing.finish import KAPPA
from core.images.picture import Picture


def scene_maker(
    cache: PictureCache, item: Item, result: Result, scene: Scene | None = None
) -> Callable[[], Scene]:
    """The work of making a scene with all that the result's finish needs, or of adding it to the one there is. It
    raises PictureError, also where the original is another picture by now."""
    finish = result.finish
    model = cache.get(result.result_id) or result.picture or result.file
    kept, original = cache.kept(item.item_id), Original(item, result)
    if kept is not None and kept.framing != item.framing_of(result):
        kept = None
    kappa = result.faithful if finish.faithful == KAPPA else None
    seamless = result.settings.tileable

    def make() -> Scene:
        if scene is None:
            original.check()
            source = kept.image if kept is not None and kept.is_of_its_file else original.read()
            faithful = None if kappa is None else _image(kappa)
            made = make_scene(_image(model), _image(source), faithful, seamless=seamless)
        else:
            made = scene
        return made.with_grain() if finish.keep_grain else made

    return make


def _image(source: QImage | Picture | Path | None) -> QImage:
    if isinstance(source, QImage):
        return source
    if source is None:
        raise PictureError(tr("This result is no longer there."))
    return pictures.to_qimage(source) if isinstance(source, Picture) else pictures.load_qimage(source)
