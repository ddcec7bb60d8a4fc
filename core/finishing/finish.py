"""What a person has decided about a result after it was computed. It travels with the settings in the result's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import SettingsError
from core.finishing.strokes import Marks
from core.images.framing import Framing

ENLARGEMENT, KAPPA = FAITHFUL = ("enlargement", "kappa")
FAITHFUL_KAPPA = 0.1  # with so little noise the model invents next to nothing


@dataclass(frozen=True)
class Finish:
    """strength    1: the model's picture, 0: the faithful one, between: mixed in that proportion
    faithful    one of FAITHFUL: the enlargement of the input, or the model's picture for FAITHFUL_KAPPA
    keep_grain  the finest band of the input is brought back into the model's picture
    protect     where the faithful picture stays whatever the strength

    Raises SettingsError for values out of range.
    """

    strength: float = 1.0
    faithful: str = ENLARGEMENT
    keep_grain: bool = False
    protect: Marks | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise SettingsError("The strength must lie between 0 (faithful) and 1 (the model's picture).")
        if self.faithful not in FAITHFUL:
            raise SettingsError(f"Unknown faithful picture {self.faithful!r}: choose {', '.join(FAITHFUL)}.")

    def leaving(self, written: Mapping[str, Any]) -> Finish:
        """On its way from a result with these settings to others: what is protected there knows how its picture was
        framed."""
        return self if self.protect is None else replace(self, protect=self.protect.leaving(written))

    def fitting(self, framing: Framing, width: int, height: int, *, has_kappa: bool) -> Finish:
        """This as far as it can be done on a picture that is framed so and has width x height then: with marks where
        they lie in it, without those that were made on one of another size, and with the enlargement as the faithful
        picture where the model has no kappa."""
        return replace(
            self,
            protect=None if self.protect is None else self.protect.on(framing, width, height),
            faithful=self.faithful if has_kappa else ENLARGEMENT,
        )

    @property
    def protects(self) -> bool:
        return self.protect is not None and any(not stroke.erase for stroke in self.protect.strokes)

    @property
    def needs_faithful(self) -> bool:
        """Whether the faithful picture shows anywhere."""
        return self.strength < 1 or self.protects

    @property
    def takes_network(self) -> bool:
        """Whether the faithful picture has to be computed: it shows, and is one of the model's own."""
        return self.needs_faithful and self.faithful == KAPPA

    @property
    def changes(self) -> bool:
        """Whether the result differs from the model's picture."""
        return self.needs_faithful or self.keep_grain
