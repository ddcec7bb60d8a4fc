"""A quiet strip in the queue: which folder is watched, where results go, and the button that ends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.basics import Elided, ElidedCheckBox, column, icon_button, label, row, styled
from core.storage.paths import display_path


class WatchStrip(QWidget):
    stopClicked = Signal()
    moveWanted = Signal(bool)  # originals away, or no longer

    def __init__(self) -> None:
        super().__init__()
        styled(self, "watchStrip")
        self.title = Elided("", "muted")
        self.where = label("", "hint", wrap=True)
        self.stop = icon_button("close", self.tr("Stop watching"))
        self.stop.clicked.connect(self.stopClicked)
        self.originals_box = ElidedCheckBox(self.tr("Move originals…"))
        self.originals_box.setToolTip(
            self.tr(
                "Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was "
                "done before stays."
            )
        )
        self.originals_box.clicked.connect(self.moveWanted)
        layout = column(self, spacing=0, margins=(8, 4, 4, 4))
        head = row(self.title, self.stop, spacing=4)
        head.setStretchFactor(self.title, 1)
        layout.addLayout(head)
        layout.addWidget(self.where)
        layout.addWidget(self.originals_box)
        # How many lines its text takes depends on the width; a policy of Maximum would go by the widest.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_folder(
        self, folder: Path | None, where: str, *, away: bool, originals: Path | None = None
    ) -> None:
        """Nothing is shown while no folder is watched. `where` says where results go; `originals` is where these go,
        None if they stay."""
        self.originals_box.setChecked(originals is not None)
        if originals is not None:
            where += " " + self.tr("Originals then go to {0}.").format(short_path(originals))
        self.setVisible(folder is not None)
        if folder is not None:
            self.title.set_whole(self.tr("Watching {0}").format(short_path(folder)))
            self.where.setText(self.tr("It cannot be reached: waiting for it.") if away else where)


def short_path(path: Path) -> str:
    """The path with ~ for the person's home."""
    try:
        home = Path.home()
    except RuntimeError:
        return display_path(path)
    return display_path(Path("~") / path.relative_to(home) if path.is_relative_to(home) else path)
