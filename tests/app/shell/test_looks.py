"""Colours, words and keys: the theme, translations, and a window that is used without a mouse."""

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QToolButton,
    QWidget,
)
from window_use import add, run_to_end

from app.engine.support_installer import SupportInstaller
from app.kit.theme import DARK, LIGHT
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences
from app.system.folders import sample_pictures
from app.system.language import LANGUAGES, install_language
from core.models import official
from core.models.released import RELEASED


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Unknown, DARK)],
)
def test_the_systems_choice_is_followed(studio, monkeypatch, scheme, colours):
    studio.theme.choose("system")
    monkeypatch.setattr(type(QApplication.styleHints()), "colorScheme", lambda self: scheme)
    studio.theme._on_system_changed()
    assert studio.theme.colours is colours
    studio.theme.choose("light")
    studio.theme._on_system_changed()
    assert studio.theme.colours is LIGHT  # a person's choice wins


class Marked(QTranslator):
    """Every text that goes through translation comes back with a mark."""

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:
        return f"¤{source}"

    def isEmpty(self) -> bool:
        return False


# Names, numbers and signs are the same in all languages.
SAME_EVERYWHERE = re.compile(
    r"[\W\d_]*|ResShift.*|PNG|JPEG|WebP|TIFF|\d+ ?[x×].*|[\d.,]+ ([kMG]?B|s)|.*\.png"
)


# What the test's engine says of itself, which arrives at any time.
ENGINES_WORDS = frozenset({"Processor: a test.", "Processor, 2 cores"})


@pytest.fixture
def marked(qapp, studio_maker):
    translator = Marked()
    qapp.installTranslator(translator)
    yield studio_maker()
    qapp.removeTranslator(translator)


def said_by(widget: QWidget) -> list[str]:
    texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QComboBox):
        texts += [widget.itemText(number) for number in range(widget.count())]
    return texts


def test_all_words_of_the_window_go_through_translation(marked, picture_file, qtbot):
    studio = marked
    add(studio, qtbot, picture_file(), picture_file("b.png"))
    run_to_end(studio, qtbot)
    widgets = [
        w
        for page in (studio.window.queue, studio.window.picture, studio.window.controls)
        for w in page.findChildren(QWidget)
    ]
    texts = [text for widget in widgets for text in said_by(widget)]
    texts += [action.text() for action in studio.window.actions_.all]
    texts += [page.title for page in studio.window.pages]
    told = set(ENGINES_WORDS)
    told |= {path.stem.replace("_", " ").replace("-", " ") for path in sample_pictures()}
    plain = {t for t in texts if "¤" not in t and t not in told and not SAME_EVERYWHERE.fullmatch(t)}
    assert plain == set()
    assert len(texts) > 100


def test_all_words_of_the_other_pages_do_too(marked):
    texts = [
        text for page in marked.window.pages for w in page.widget.findChildren(QWidget) for text in said_by(w)
    ]
    told = ENGINES_WORDS | {
        official.LICENCE_NOTICE,
        f'<a href="{official.LICENCE_URL}">{official.LICENCE_URL}</a>',
    }  # the authors'
    told |= {other.title for other in RELEASED}  # names of systems
    told |= {path.stem.replace("_", " ").replace("-", " ") for path in sample_pictures()}
    assert {t for t in texts if "¤" not in t and t not in told and not SAME_EVERYWHERE.fullmatch(t)} == set()
    assert len(texts) > 1000


@pytest.fixture
def studio_in(qapp, studio_maker):
    """The window in a language."""
    before = set(qapp.findChildren(QTranslator))

    def make(code: str):
        assert install_language(qapp, code) == code
        return studio_maker()

    yield make
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.setParent(None)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_every_language_fit_in_the_smallest_window(studio_in, picture_file, qtbot, code):
    studio = studio_in(code)
    add(studio, qtbot, picture_file(), picture_file("b.png"))
    window = studio.window
    window.resize(window.minimumSize())
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    cut, seen = [], 0
    for page in window.pages:
        window.show_page(page.key)
        qtbot.waitUntil(page.widget.isVisible)
        QApplication.processEvents()
        for button in window.findChildren(QAbstractButton):
            if button.isVisible() and button.text() and button.width() > 0 and not _icon_alone(button):
                seen += 1
                wanted = button.fontMetrics().horizontalAdvance(button.text())
                wanted += 0 if button.icon().isNull() else button.iconSize().width()
                if wanted > button.width():
                    cut.append((page.key, button.text(), wanted, button.width()))
    assert cut == []
    assert seen > 30


def _icon_alone(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and (
        button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()
    )


def wants_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def test_the_tab_key_reaches_every_control(studio, picture_file, qtbot):
    add(studio, qtbot, picture_file())
    run_to_end(studio, qtbot)
    window = studio.window
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    window.activateWindow()
    window.queue.view.setFocus()
    qtbot.waitUntil(window.queue.view.hasFocus)
    reached = set()
    for _ in range(200):
        reached.add(QApplication.focusWidget())
        window.focusNextChild()
        if QApplication.focusWidget() is window.queue.view:
            break
    else:
        pytest.fail("the focus does not come round")
    expected = [w for w in window.findChildren(QWidget) if wants_tab(w) and w.window() is window]
    missed = [w for w in expected if w not in reached and w.focusProxy() is None and not _inside(w, reached)]
    assert [(type(w).__name__, w.accessibleName()) for w in missed] == []
    assert len(reached) > 30


def _inside(widget: QWidget, reached: set) -> bool:
    """Parts of a field, and the button of a group that the arrow keys reach."""
    parent = widget.parentWidget()
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        return any(button in reached for button in widget.group().buttons())
    return parent in reached


def test_the_focus_is_visible_on_every_control(studio, picture_file, qtbot):
    add(studio, qtbot, picture_file())
    run_to_end(studio, qtbot)
    window = studio.window
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    qtbot.waitUntil(lambda: window.controls.output.metadata_box.height() > 0)  # laid out
    window.activateWindow()
    hidden = []
    for widget in [w for w in window.findChildren(QWidget) if wants_tab(w) and w.window() is window]:
        if widget.focusProxy() is not None or isinstance(widget, QAbstractItemView | QScrollArea):
            continue  # a list shows its current row
        widget.clearFocus()
        plain = _picture(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if not widget.hasFocus() or _picture(widget) == plain:
            hidden.append((type(widget).__name__, widget.accessibleName() or getattr(widget, "text", str)()))
    assert hidden == []


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def turn_wheel(widget: QWidget | None) -> None:
    """As Qt does with a real wheel: what a widget ignores goes to the one around it."""
    while widget is not None:
        centre = widget.rect().center()
        event = QWheelEvent(
            QPointF(centre),
            QPointF(widget.mapToGlobal(centre)),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
        if event.isAccepted():
            return
        widget = widget.parentWidget()


def test_a_wheel_over_a_control_scrolls_the_panel(studio, qtbot):
    controls = studio.window.controls
    studio.window.resize(900, 500)
    (area,) = controls.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    before = controls.settings()
    for widget in (controls.steps.field, controls.model_box, controls.kappa.track):
        area.verticalScrollBar().setValue(0)
        turn_wheel(widget)
        assert area.verticalScrollBar().value() > 0, widget
    assert controls.settings() == before


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_every_language_fit_in_the_preferences(studio_in, code):
    studio = studio_in(code)
    dialog = PreferencesDialog(studio.window, Preferences(), SupportInstaller(studio.window))
    dialog.show()
    QApplication.processEvents()
    words = [
        w
        for w in [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
        if w.isVisible() and w.text()
    ]
    words = [w for w in words if not (isinstance(w, QLabel) and w.wordWrap())]
    assert [w.text() for w in words if w.fontMetrics().horizontalAdvance(w.text()) > w.width()] == []
    assert len(words) > 10
    dialog.close()
