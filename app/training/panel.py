"""What is on the page of training: runs on the left; on the right one of them, or the form for a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.kit.drop_zone import DropZone
from app.kit.notice_bar import NoticeBar
from app.kit.page_stack import PageStack
from app.kit.theme import Colours
from app.models.model_list import ModelChoice
from app.training.runs.list_panel import RunList
from app.training.runs.view import RunView
from app.training.setup.form import TrainSetup
from app.viewing.viewer.viewer import CompareMode, PictureViewer


class TrainPanel(DropZone):
    """Everything on the page. A folder may be dropped anywhere on it."""

    def __init__(self, models: list[ModelChoice], colours: Colours) -> None:
        super().__init__()
        self.runs = RunList(colours)
        self.setup = TrainSetup(models)
        self.run = RunView()
        self.notices = NoticeBar()
        self.stack = PageStack()
        self.stack.addWidget(self.setup)
        self.stack.addWidget(self.run)
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self.stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.runs)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([232, 1080])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def set_mode(self, mode: CompareMode) -> None:
        for viewer in self.viewers:
            viewer.set_mode(mode)

    def set_loupe(self, shown: bool) -> None:
        for viewer in self.viewers:
            viewer.set_loupe(shown)

    @property
    def viewers(self) -> tuple[PictureViewer, PictureViewer]:
        """Of the form and of a run."""
        return self.setup.dataset.viewer, self.run.samples.viewer

    @property
    def viewer(self) -> PictureViewer:
        """The viewer that is in view, if one is."""
        return self.viewers[0 if self.stack.currentWidget() is self.setup else 1]
