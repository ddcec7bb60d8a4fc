"""Colours, words and keys: the theme, translations, and a window that is used without a mouse."""

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTranslator
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)
from window_use import add, run_to_end

from app.engine.support_installer import SupportInstaller
from app.inventions.strip import InventionStrip
from app.kit.basics import Elided
from app.kit.tab_order import tab_order
from app.kit.theme import DARK, LIGHT, Theme
from app.preferences.dialog import PreferencesDialog
from app.preferences.preferences import Preferences
from app.shell.main_window import DEFAULT_SIZE
from app.shell.pages import MODELS, UPSCALE
from app.system.folders import sample_pictures
from app.system.language import LANGUAGES, install_language
from core.models import official
from core.models.released import RELEASED
from core.presets import OutputPreferences

SMALL_SCREEN = QSize(910, 512)  # 1366 x 768 at 150 %


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Unknown, DARK)],
)
def test_the_systems_choice_is_followed(qapp, monkeypatch, scheme, colours):
    theme = Theme(qapp)
    theme.choose("system")
    monkeypatch.setattr(type(QApplication.styleHints()), "colorScheme", lambda self: scheme)
    theme._on_system_changed()
    assert theme.colours is colours
    theme.choose("light")
    theme._on_system_changed()
    assert theme.colours is LIGHT  # a person's choice wins


class Marked(QTranslator):
    """Every text that goes through translation comes back with a mark."""

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:
        return f"¤{source}"

    def isEmpty(self) -> bool:
        return False


# Names, numbers and signs are the same in all languages.
SAME_EVERYWHERE = re.compile(
    r"[\W\d_]*|ResShift.*|PNG|JPEG|WebP|AVIF|JPEG XL|TIFF|TGA|DDS|\d+ ?[x×].*|[\d.,]+ ([kMG]?B|s)|.*\.png"
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
    words_of_the_top_bar_are_whole(window)


def words_of_the_top_bar_are_whole(window) -> None:
    """They are shown where they fit. Below that the longest gives way, and then icons stand alone."""
    window.resize(2000, window.height())
    QApplication.processEvents()
    bar = window.save_button.parentWidget()
    words = [button for button in bar.findChildren(QToolButton) if not _icon_alone(button)]
    needed = bar.sizeHint().width()
    window.resize(needed, window.height())
    QApplication.processEvents()
    assert not _icon_alone(window.save_button)
    assert [button.text() for button in words if button.width() < button.sizeHint().width()] == []
    framing = next(b for b in words if b.defaultAction() is window.actions_.framing)
    window.resize(needed - 1, window.height())
    QApplication.processEvents()
    assert (_icon_alone(framing), _icon_alone(window.save_button)) == (True, False)
    assert (framing.accessibleName(), framing.toolTip()) == (framing.text(), framing.text())
    window.resize(bar.sizeHint().width() - 1, window.height())
    assert _icon_alone(window.save_button)


def _icon_alone(button: QAbstractButton) -> bool:
    return isinstance(button, QToolButton) and (
        button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()
    )


def labels_that_are_cut(window) -> list[tuple[str, int, int]]:
    """One line: wider than its place. Several lines: higher. Texts that are shortened on purpose have a tip."""
    cut = []
    for part in window.findChildren(QLabel):
        if not part.isVisible() or not part.text() or isinstance(part, Elided) or part.window() is not window:
            continue
        if part.wordWrap():
            wanted, there = part.heightForWidth(part.width()), part.height()
        else:
            wanted, there = part.sizeHint().width(), part.width()
        if wanted > there:
            cut.append((part.text(), wanted, there))
    return cut


def fields_that_are_cut(window) -> list[tuple[str, str, QSize, QSize]]:
    kinds = QAbstractButton | QComboBox | QSlider
    parts = [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
    wanted = {w: _least(w) for w in parts if w.window() is window}
    return [
        (type(w).__name__, w.accessibleName(), size, w.size())
        for w, size in wanted.items()
        if size.boundedTo(w.size()) != size
    ]


def _least(widget: QWidget) -> QSize:
    """As a layout takes it: what is set, by the style sheet too, comes before what the widget hints at."""
    hint, fixed = widget.minimumSizeHint(), widget.minimumSize()
    return QSize(fixed.width() or hint.width(), fixed.height() or hint.height())


def room_for_text(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    parts = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(parts[0], option, parts[1], box).width()


def settle(studio) -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [DEFAULT_SIZE, SMALL_SCREEN], ids=["default", "small"])
def test_the_names_of_settings_fit_in_every_language(studio_in, picture_file, qtbot, code, size):
    studio = studio_in(code)
    window = studio.window
    window.resize(size)
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    for kind in ("png", "jpeg"):
        window.controls.output.set_output(OutputPreferences(format=kind))
        settle(studio)
        assert labels_that_are_cut(window) == []
    assert window.controls.advanced.isVisible()


def test_nothing_is_cut_where_the_systems_font_is_large(system_font, studio_maker, picture_file, qtbot):
    system_font(18)
    studio = studio_maker()
    window = studio.window
    window.resize(DEFAULT_SIZE)  # which the screen of the tests has no room for

    def looks_whole() -> None:
        assert labels_that_are_cut(window) == []
        assert fields_that_are_cut(window) == []

    add(studio, qtbot, picture_file("a.png", 360, 202))
    run_to_end(studio, qtbot)
    for section in (window.controls.advanced_section, window.controls.output_section):
        section.set_open(True)
    for page in (UPSCALE, MODELS):
        window.show_page(page)
        settle(studio)
        qtbot.waitUntil(looks_whole)


@pytest.mark.parametrize(("points", "side"), [(10, 16), (18, 30)])
def test_icons_are_as_large_as_the_letters_beside_them(system_font, studio_maker, points, side):
    system_font(points)
    window = studio_maker().window
    samples = [button for button in window.findChildren(QAbstractButton) if button.objectName() == "card"]
    buttons = [b for b in window.findChildren(QAbstractButton) if not b.icon().isNull() and b not in samples]
    assert len(buttons) > 30
    assert {(b.iconSize().width(), b.iconSize().height()) for b in buttons} == {(side, side)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_about_a_result_fits_on_a_small_screen(studio_in, engine, picture_file, qtbot, code):
    """1366 x 768 at 150 %, with map, brush and proposals."""
    engine.varies = True
    studio = studio_in(code)
    window, picture = studio.window, studio.window.picture
    window.resize(SMALL_SCREEN)
    add(studio, qtbot, picture_file("a.png", 360, 202))
    run_to_end(studio, qtbot)

    def looks_whole() -> None:
        settle(studio)
        assert window.size() == SMALL_SCREEN
        assert labels_that_are_cut(window) == []
        assert fields_that_are_cut(window) == []
        assert picture.viewer.height() >= 140

    looks_whole()
    picture.strength.brush.click()
    looks_whole()
    (strip,) = picture.findChildren(InventionStrip)
    strip.modeChosen.emit("spread")
    qtbot.waitUntil(lambda: strip.legend.isVisible() and not studio.tools.inventions.seeds.running)
    looks_whole()
    for box in (strip.seeds_box, picture.strength.faithful):
        assert box.fontMetrics().horizontalAdvance(box.currentText()) <= room_for_text(box), box.currentText()
    picture.strength.brush.click()
    picture.strength.show_found(3)
    looks_whole()


def test_the_panels_are_no_wider_than_they_have_to_be_at_the_first_start(studio):
    """Before the style sheet is there, what is in them has other widths."""
    window = studio.window
    window.resize(DEFAULT_SIZE)
    settle(studio)
    queue, _, controls = window.splitter.sizes()
    assert queue == max(232, window.queue.minimumSizeHint().width())
    assert controls == max(292, window.controls.minimumSizeHint().width())


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_window_gets_no_smaller_than_what_is_in_it(studio_in, picture_file, qtbot, code):
    studio = studio_in(code)
    window = studio.window
    add(studio, qtbot, picture_file())
    run_to_end(studio, qtbot)
    for page in window.pages:
        window.show_page(page.key)
        qtbot.waitUntil(page.widget.isVisible)
        settle(studio)
        window.resize(100, 100)
        settle(studio)
        assert window.minimumSize().boundedTo(SMALL_SCREEN) == window.minimumSize()
        assert page.widget.minimumSizeHint().boundedTo(page.widget.size()) == page.widget.minimumSizeHint()


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


def walk(window, qtbot) -> list[QWidget]:
    """Where the Tab key stops, from the top bar on."""
    window.activateWindow()
    first = next(w for w in tab_order(window) if wants_tab(w))
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    found: list[QWidget] = [first]
    for _ in range(200):
        window.focusNextChild()
        if QApplication.focusWidget() is first:
            return found
        found.append(QApplication.focusWidget())
    pytest.fail("the focus does not come round")


def test_the_tab_key_goes_from_top_to_bottom(studio, picture_file, qtbot):
    """What is made later, such as a page's cards, has its turn where it lies."""
    add(studio, qtbot, picture_file())
    run_to_end(studio, qtbot)
    window = studio.window
    for page in window.pages:
        window.show_page(page.key)
        qtbot.waitUntil(lambda page=page: any(map(wants_tab, page.widget.findChildren(QWidget))))
        inside = [page.widget.isAncestorOf(stop) for stop in walk(window, qtbot)]
        first, count = inside.index(True), inside.count(True)
        assert all(inside[first : first + count])  # nothing else between
        assert len(inside) == first + count + 2  # the button of the page, and the log's
    window.show_page("upscale")
    stops = walk(window, qtbot)
    (strip,) = window.picture.findChildren(InventionStrip)
    at = [number for number, widget in enumerate(stops) if strip.isAncestorOf(widget)]
    assert window.picture.bar.isAncestorOf(stops[at[0] - 1])
    assert stops[at[-1] + 1] is window.picture.viewer


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
