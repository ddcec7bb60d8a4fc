"""One run: what it is doing, its curves, its pictures, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QPushButton, QSplitter, QWidget

from app.kit.basics import Elided, Segments, column, icon_button, label, row, set_kind
from app.kit.icons import icons
from app.kit.text import bytes_text, number_text, time_left_text, whole_text
from app.training.runs.curves import CurvePlot
from app.training.runs.glance import RunGlance
from app.training.runs.progress import RunProgress
from app.training.runs.samples_view import SamplesView
from app.training.runs.words import state_kind, state_text, verdict_text
from core.models.catalog import taken_keys
from core.training.run_folder import RunFolder

NARROW = 760  # below, pictures and curves take turns
METRICS = ("psnr", "gain", "score", "feature")


class RunView(QWidget):
    """Shows a glance and what the follower has added up; asks by signals."""

    pauseWanted = Signal()
    goOnWanted = Signal()  # of a paused run: run; of an ended one: a new process
    stopWanted = Signal()
    removeWanted = Signal()
    leaveQueueWanted = Signal()
    settingsWanted = Signal()
    folderWanted = Signal()
    logWanted = Signal()
    makeModelWanted = Signal(str, bool)  # name, use it at once
    useModelWanted = Signal(str)  # key of the model that has been made

    def __init__(self) -> None:
        super().__init__()
        self._run: RunGlance | None = None
        self._path: Path | None = None
        self._making, self._note = False, ""
        self._named = False  # the model's name has been suggested
        self._for_pictures = False  # the run waits while pictures are enlarged
        self._progress = RunProgress()
        layout = column(self, spacing=10, margins=(16, 14, 16, 12))
        layout.addWidget(self._make_header())
        layout.addWidget(self._make_message())
        layout.addWidget(self._make_result())
        layout.addWidget(self._make_progress())
        layout.addWidget(self._make_body(), 1)
        self._arrange()  # for a narrow page until it has a width, so as to ask for no more room than it needs

    # --- making ---------------------------------------------------------------------------------------------

    def _make_header(self) -> QWidget:
        self.title = Elided("", "title")
        self.state = label("", "muted")
        self.pause_button = QPushButton(self.tr("Pause"))
        icons.put(self.pause_button, "pause")
        self.go_on_button = QPushButton(self.tr("Resume"))
        icons.put(self.go_on_button, "play")
        self.stop_button = QPushButton(self.tr("Stop"))
        icons.put(self.stop_button, "stop")
        self.leave_button = QPushButton(self.tr("Take out of the queue"))
        self.settings_button = icon_button("settings", self.tr("Settings of this run"))
        self.log_button = icon_button("log", self.tr("What the process printed"))
        self.folder_button = icon_button("folder", self.tr("Open the run's folder"))
        self.remove_button = icon_button("trash", self.tr("Delete this run"))
        self.pause_button.clicked.connect(self.pauseWanted)
        self.go_on_button.clicked.connect(self.goOnWanted)
        self.stop_button.clicked.connect(self.stopWanted)
        self.leave_button.clicked.connect(self.leaveQueueWanted)
        self.settings_button.clicked.connect(self.settingsWanted)
        self.log_button.clicked.connect(self.logWanted)
        self.folder_button.clicked.connect(self.folderWanted)
        self.remove_button.clicked.connect(self.removeWanted)
        header = QWidget()
        line = row(self.title, self.pause_button, self.go_on_button, self.stop_button, self.leave_button)
        line.setStretchFactor(self.title, 1)
        for button in (self.settings_button, self.log_button, self.folder_button, self.remove_button):
            line.addWidget(button)
        header.setLayout(line)
        return header

    def _make_message(self) -> QWidget:
        self.message = label("", wrap=True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.hide()
        return self.message

    def _make_result(self) -> QWidget:
        self.result = QFrame()
        self.result.setObjectName("card")
        layout = column(self.result, spacing=8, margins=(16, 12, 16, 12))
        self.verdict = label("", wrap=True)
        self.model_name = QLineEdit()
        self.model_name.setMaxLength(80)
        self.model_name.setAccessibleName(self.tr("Name of the model"))
        self.keep_button = QPushButton(self.tr("Add to my models"))
        self.use_button = QPushButton(self.tr("Use in Upscale"))
        self.result_note = label("", "hint", wrap=True)
        self.keep_button.clicked.connect(lambda: self._make_model(False))
        self.use_button.clicked.connect(self._on_use)
        layout.addWidget(self.verdict)
        line = row(self.model_name, self.keep_button, self.use_button)
        line.setStretchFactor(self.model_name, 1)
        layout.addLayout(line)
        layout.addWidget(self.result_note)
        return self.result

    def _make_progress(self) -> QWidget:
        self.progress = QWidget()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        self.facts = Elided("", "muted")
        layout = column(self.progress, spacing=6)
        layout.addWidget(self.bar)
        line = row(self.state, self.facts)
        line.setStretchFactor(self.facts, 1)
        layout.addLayout(line)
        return self.progress

    def _make_body(self) -> QWidget:
        self.samples = SamplesView()
        self.samples.setContentsMargins(0, 0, 12, 0)
        self.loss = CurvePlot(self.tr("LOSS"), self.tr("The loss appears here with the first report."))
        self.validation = CurvePlot(
            self.tr("VALIDATION"), self.tr("How good it is on pictures it does not learn from appears here.")
        )
        titles = {
            "psnr": self.tr("PSNR"),
            "gain": self.tr("Gain"),
            "score": self.tr("Score"),
            "feature": self.tr("Features"),
        }
        self.shown_metric = Segments(
            [(titles[m], m) for m in METRICS], self.tr("What is shown of the validation")
        )
        self.shown_metric.set_value("psnr")
        self.shown_metric.chosen.connect(lambda _: self._show_validation(self._progress))
        self.metric_note = label("", "hint", wrap=True)
        curves = QWidget()
        layout = column(curves, spacing=8, margins=(12, 0, 0, 0))
        layout.addWidget(self.loss, 1)
        layout.addWidget(self.validation, 1)
        layout.addWidget(self.shown_metric)
        layout.addWidget(self.metric_note)
        self.curves = curves
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.samples)
        self.splitter.addWidget(curves)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([660, 360])
        self.turns = Segments(
            [(self.tr("Pictures"), "pictures"), (self.tr("Curves"), "curves")], self.tr("Show")
        )
        self.turns.set_value("pictures")
        self.turns.chosen.connect(lambda _: self._arrange())
        body = QWidget()
        inside = column(body, spacing=8)
        inside.addWidget(self.turns)
        inside.addWidget(self.splitter, 1)
        return body

    # --- showing --------------------------------------------------------------------------------------------

    def set_run(self, path: Path | None) -> None:
        """Show another run, and nothing of the last one."""
        if path != self._path:
            self._path, self._run, self._making, self._note = path, None, False, ""
            self.model_name.clear()
            self._named = False
            self.result_note.setText("")
            self.result.hide()
            self.message.hide()
            self.samples.set_run(RunFolder(path).samples if path is not None else None)
            self.show_progress(RunProgress())

    def show_glance(self, run: RunGlance, *, for_pictures: bool = False) -> None:
        """Show what the run is doing; called as often as the watcher looks. for_pictures: it waits while pictures are
        enlarged."""
        self._run, self._for_pictures = run, for_pictures
        self.title.set_whole(run.about.title)
        if not self._named:
            self._named = True
            self.model_name.setText(run.about.title)
            self.model_name.setCursorPosition(0)
        self.state.setText(state_text(run))
        set_kind(self.state, state_kind(run))
        self._show_buttons(run)
        self._show_message(run)
        self._show_facts()
        self._show_result()

    def _show_buttons(self, run: RunGlance) -> None:
        stopping = run.at_work and run.asked == "stop"
        paused = run.state == "paused" or (run.at_work and run.asked == "pause")
        self.pause_button.setVisible(run.at_work and not paused and not stopping)
        self.pause_button.setEnabled(run.state == "running")
        self.go_on_button.setVisible((paused and not stopping) or run.can_go_on)
        self.stop_button.setVisible(run.at_work)
        self.stop_button.setEnabled(not stopping)
        self.leave_button.setVisible(run.state == "queued")
        self.remove_button.setEnabled(not run.at_work)

    def _show_message(self, run: RunGlance) -> None:
        text, kind = run.message or self._progress.warning, "muted"
        if run.state == "interrupted":
            text = self.tr(
                "The process ended before the run was finished. Resume goes on at the last saved state."
            )
            if run.message:
                text += "\n" + self.tr("Its last words: {0}").format(run.message)
            kind = "warning"
        elif run.state == "failed":
            kind = "danger"
        elif run.state == "queued":
            text = self.tr(
                "It begins by itself when the run before it has ended, while this window is open or once it is "
                "opened again."
            )
        elif run.state == "paused" and self._for_pictures and not self._progress.message:
            kind = "warning" if text else "muted"
            reason = self.tr("It rests while pictures are enlarged, and goes on by itself.")
            text = f"{reason}\n{text}" if text else reason
        elif run.state == "paused" or self._progress.warning:
            kind = "warning"
        elif run.state == "stopped":
            text = text or self._nothing_yet(run)
        self.message.setText(text)
        self.message.setVisible(bool(text))
        set_kind(self.message, kind)

    def _nothing_yet(self, run: RunGlance) -> str:
        """Why a run that was stopped has nothing to make a model of; "" if it has."""
        tried = [v for v in self._progress.validations if v.iteration > 0]
        if tried:
            words = self.tr("Nothing to use yet: so far no state was better than the start.")
            return "" if any(v.best for v in tried) or self._progress.verdict else words
        if not run.first_check:
            return ""
        return self.tr("Nothing to use yet: the first check would have been at iteration {0}.").format(
            whole_text(run.first_check)
        )

    def show_progress(self, progress: RunProgress) -> None:
        """Show what the follower has added up so far."""
        self._progress = progress
        if self._run is not None:
            self._show_message(self._run)
        self.loss.show_points([(float(i), v) for i, v in progress.losses], smooth=True)
        self._show_validation(progress)
        self.samples.set_iterations(progress.samples)
        self._show_facts()
        self._show_result()

    def _show_validation(self, progress: RunProgress) -> None:
        name = self.shown_metric.value or "psnr"
        points = [(v.iteration, v.metrics[name]) for v in progress.validations if name in v.metrics]
        best = progress.best
        self.validation.show_points(
            points,
            marks=True,
            best=(best.iteration, best.metrics[name]) if best and name in best.metrics else None,
            level=points[0][1] if points and points[0][0] == 0 else None,
        )
        notes = {
            "psnr": self.tr("PSNR in dB, higher is closer to the original."),
            "gain": self.tr("PSNR in dB above plain bicubic enlargement, higher is better."),
            "score": self.tr("What decides which state is the best: lower is better."),
            "feature": self.tr("Visible difference as a share of bicubic's: lower is better."),
        }
        self.metric_note.setText(
            notes[name] + " " + self.tr("Dashed: the model before training. Ring: the best so far.")
        )

    def _show_facts(self) -> None:
        p, run = self._progress, self._run
        parts = []
        if p.iterations:
            parts.append(
                self.tr("iteration {0} of {1}").format(whole_text(p.iteration), whole_text(p.iterations))
            )
        at_work = run is not None and run.at_work
        if at_work and p.rate:
            parts.append(self.tr("{0} samples a second").format(number_text(p.rate)))
        if run is not None and at_work and run.asked == "run" and p.seconds_left is not None:
            parts.append(self.tr("{0} left").format(time_left_text(p.seconds_left)))
        if at_work and p.hardware:
            parts.append(p.hardware)
        if run is not None and run.memory:
            parts.append(self.tr("{0} of memory").format(bytes_text(run.memory)))
        if run is not None and run.about.pictures:
            parts.append(run.about.pictures)
        self.facts.set_whole("  ·  ".join(parts))
        self.bar.setVisible(at_work or 0 < p.fraction < 1)
        self.bar.setValue(round(p.fraction * 1000))

    # --- the model ------------------------------------------------------------------------------------------

    def _show_result(self) -> None:
        """Offer to make a model as soon as a validation was the best so far."""
        run, verdict = self._run, self._progress.verdict
        # A finished run without a verdict has not been read to its end yet.
        ended = run is not None and run.state in ("stopped", "interrupted", "failed")
        learnt = any(v.iteration > 0 and v.best for v in self._progress.validations)
        known = verdict is not None and run is not None and not run.at_work
        self.result.setVisible(known or bool(ended and learnt))
        if run is None or self.result.isHidden():
            return
        if verdict is not None:
            self.verdict.setText(verdict_text(verdict, run.start))
            set_kind(self.verdict, "good" if verdict.better else "warning")
        else:
            self.verdict.setText(
                self.tr("The run has not ended; its best state so far can be used all the same.")
            )
            set_kind(self.verdict, "muted")
        made_as = self._made_as
        made = bool(made_as)
        offered = not made or self._has_got_better
        self.model_name.setVisible(offered)
        self.keep_button.setVisible(offered)
        for widget in (self.keep_button, self.use_button, self.model_name):
            widget.setEnabled(not self._making)
        set_kind(self.use_button, "" if verdict is not None and not verdict.better else "primary")
        if not self._making and self._progress.start_is_best and not made:
            self.result_note.setText(
                self.tr(
                    "No state was better than the start: the newest one, of iteration {0}, is taken."
                ).format(whole_text(self._progress.iteration))
            )
        elif not self._making:
            among = (
                self.tr("What it was earlier is among your models as {0}.")
                if offered
                else self.tr("It is among your models as {0}.")
            )
            self.result_note.setText(among.format(made_as) if made else self._note)
        self.result_note.setVisible(bool(self.result_note.text()))

    @property
    def _made_as(self) -> str:
        """The key of the model that was made of the run; "" for none, and where that has been deleted since."""
        key = self._run.about.model if self._run is not None else ""
        return key if key and key in taken_keys() else ""

    @property
    def _has_got_better(self) -> bool:
        """Whether the run has a better state than that of which its model was made."""
        best, run = self._progress.best, self._run
        return best is not None and run is not None and 0 <= run.about.model_iteration < best.iteration

    def _make_model(self, use: bool) -> None:
        name = self.model_name.text().strip() or (self._run.about.title if self._run else "")
        self.makeModelWanted.emit(name, use)

    @Slot()
    def _on_use(self) -> None:
        if (made_as := self._made_as) and not self._has_got_better:
            self.useModelWanted.emit(made_as)
        else:
            self._make_model(True)

    def show_making(self, making: bool, note: str = "") -> None:
        self._making, self._note = making, note
        self.result_note.setText(self.tr("Making the model…") if making else note)
        self._show_result()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_result()  # its model may have been deleted on another page

    # --- arranging ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        self.turns.setVisible(narrow)
        chosen = self.turns.value
        self.samples.setVisible(not narrow or chosen == "pictures")
        self.curves.setVisible(not narrow or chosen == "curves")
