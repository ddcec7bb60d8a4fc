"""The controls say what they mean, and a wheel that passes over them changes nothing."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from app.controls.panel import WIDTH, ControlsPanel
from app.engine.status import DeviceChoice, EngineStatus
from app.kit.value_slider import Track
from app.models.model_list import MISSING
from core.jobs import SampleSettings
from core.presets import OutputPreferences, OwnPresets

ONE_KAPPA = replace(
    MISSING, key="v3", title="Official", steps_range=(4, 4), kappa_range=(2.0, 2.0), default_kappa=2.0
)
AT_ONCE = replace(
    MISSING, key="esrgan", title="ESRGAN", default_steps=1, steps_range=(1, 1), at_once=True, has_kappa=False
)
NO_KAPPA = replace(MISSING, key="ldm", title="LDM", default_steps=15, steps_range=(1, 1000), has_kappa=False)


@pytest.fixture
def panel(qtbot, tmp_path):
    panel = ControlsPanel([MISSING, ONE_KAPPA, AT_ONCE, NO_KAPPA], OwnPresets(tmp_path))
    panel.set_settings(SampleSettings(seed=5))
    qtbot.addWidget(panel)
    panel.resize(292, 700)
    panel.show()
    return panel


def test_settings_go_in_and_come_out(panel):
    settings = SampleSettings(
        model="lite-x4",
        scale=3.5,
        steps=7,
        kappa=0.65,
        seed=2**62,
        stochasticity=0.3,
        color_fix="ycbcr",
        tile=200,
        device="cuda:1",
        dtype="bfloat16",
        tileable=True,
    )
    panel.set_settings(settings)
    assert panel.settings() == settings


def test_a_target_size_goes_in_and_comes_out(panel):
    panel.set_settings(SampleSettings(target=(1234, 77), steps=4, kappa=1.0, color_fix="off"))
    assert panel.settings().target == (1234, 77)
    assert panel.settings().color_fix == "off"


def test_a_print_and_a_reduction_go_in_and_come_out(panel):
    settings = SampleSettings(
        target=(2362, 1575), fit=True, resolution=300.0, reduce="auto", steps=4, kappa=1.0
    )
    panel.set_settings(settings)
    assert panel.settings() == settings
    panel.set_settings(replace(settings, reduce=0.37))
    assert panel.settings().reduce == 0.37


def test_reducing_first_is_proposed_and_never_done_unasked(panel, qtbot):
    line = panel.reduce_first
    assert not line.isVisible()
    panel.propose_reduction(0.5)
    assert line.isVisible()
    assert "reducing it to 50 % first" in line.text.text()
    assert panel.settings().reduce == 1
    with qtbot.waitSignal(panel.settingsChanged):
        line.button.click()
    assert panel.settings().reduce == "auto"
    assert "is reduced to 50 % first" in line.text.text()
    panel.propose_reduction(1.0)  # the next picture is sharp
    assert not line.isVisible()
    panel.propose_reduction(0.25)
    line.button.click()
    assert panel.settings().reduce == 1


def test_a_reduction_that_was_chosen_is_said_of_every_picture(panel):
    panel.set_settings(SampleSettings(reduce=0.25))
    assert "Each picture is reduced to 25 % first" in panel.reduce_first.text.text()
    panel.reduce_first.button.click()
    assert panel.settings().reduce == 1
    assert not panel.reduce_first.isVisible()


def test_a_model_that_restores_at_once_shows_no_steps_kappa_and_seed(panel):
    chain = (panel.steps, panel.kappa, panel.seed, panel.advanced.stochasticity_field)
    panel.advanced_section.set_open(True)
    assert all(control.isVisible() for control in chain)
    panel.choose_model("esrgan")
    assert not any(control.isVisible() for control in chain)
    assert panel.at_once_note.isVisible()
    found = panel.settings_for_run()
    assert (found.model, found.steps, found.kappa, found.seed) == ("esrgan", None, None, 5)
    panel.choose_model("lite-x4")
    assert all(control.isVisible() for control in chain)
    assert not panel.at_once_note.isVisible()
    assert (panel.settings().steps, panel.settings().kappa) == (4, 1.0)


def test_a_seamless_texture_is_asked_for_but_not_of_a_model_for_faces(panel, qtbot):
    panel.advanced_section.set_open(True)
    box = panel.advanced.tileable_box
    assert not panel.settings().tileable
    with qtbot.waitSignal(panel.settingsChanged):
        box.click()
    assert panel.settings().tileable
    panel.set_models([*panel.models, replace(MISSING, key="faces", title="Faces", task="face")])
    panel.choose_model("faces")
    assert not box.isVisible()
    assert not panel.settings().tileable
    panel.choose_model("lite-x4")
    assert box.isVisible()
    assert panel.settings().tileable


def test_a_model_with_another_chain_shows_steps_and_seed_but_no_kappa(panel):
    panel.advanced_section.set_open(True)
    panel.choose_model("ldm")
    assert panel.steps.isVisible()
    assert panel.seed.isVisible()
    assert panel.advanced.stochasticity_field.isVisible()
    assert not panel.kappa.isVisible()
    assert [panel.preset_row.box.itemText(row) for row in range(panel.preset_row.box.count())] == [
        "Own settings"
    ]
    assert not panel.at_once_note.isVisible()
    found = panel.settings()
    assert (found.steps, found.kappa) == (15, None)
    panel.choose_model("lite-x4")
    assert panel.kappa.isVisible()
    assert panel.settings().kappa == 1.0


def test_what_is_not_set_is_the_models_default(panel):
    panel.set_settings(SampleSettings())
    assert (panel.settings().steps, panel.settings().kappa) == (4, 1.0)


def test_a_value_the_model_was_not_trained_for_says_so(panel):
    panel.kappa.set_value(3.0)
    panel._refresh()
    assert "Outside of 0.1 to 2" in panel.kappa.hint.text()
    panel.kappa.set_value(1.0)
    panel._refresh()
    assert panel.kappa.hint.text() == ""
    panel.steps.set_value(40)
    panel._refresh()
    assert "1 to 15 steps" in panel.steps.hint.text()


def test_a_model_with_one_kappa_calls_the_rest_an_experiment(panel):
    panel.choose_model("v3")
    assert panel.settings().kappa == 2.0
    assert panel.kappa.hint.text() == ""
    panel.kappa.set_value(1.5)
    panel._refresh()
    assert "an experiment" in panel.kappa.hint.text()


def test_presets_set_the_controls_and_are_recognised(panel):
    assert panel.preset_row.box.currentText() == "Balanced"
    panel.preset_row._on_chosen(0)
    assert panel.settings().stochasticity == 0.0
    assert panel.settings().kappa < 1.0
    assert panel.preset_row.box.currentText() == "Faithful"
    panel.kappa.set_value(0.77)
    panel._refresh()
    assert panel.preset_row.box.currentText() == "Own settings"
    panel.preset_row.add("Mine")
    assert panel.preset_row.box.currentText() == "Mine"
    panel.preset_row._on_chosen(1)
    panel.apply_preset(panel.preset_row._own.presets[0])
    assert panel.settings().kappa == 0.77
    panel.preset_row._on_remove()
    assert panel.preset_row._own.presets == []


def test_the_devices_are_listed_with_the_reason(panel):
    devices = (DeviceChoice("cuda:0", "RTX 4090", "20 GB free"), DeviceChoice("cpu", "Processor"))
    panel.show_engine(EngineStatus(devices, "RTX 4090", "RTX 4090: the fastest device that was found."))
    box = panel.advanced.device_box
    assert [box.itemData(n) for n in range(box.count())] == ["auto", "cuda:0", "cpu"]
    assert "fastest" in panel.device_note.text()


@pytest.mark.parametrize(("key", "possible"), [("cuda:0", True), ("cpu", False)])
def test_float16_is_offered_where_it_can_be_honoured(panel, key, possible):
    panel.show_engine(EngineStatus((DeviceChoice(key, "A device"),), "A device", "Found."))
    box = panel.advanced.dtype_box
    index = box.model().index(box.findData("float16"), 0)
    assert bool(index.flags() & Qt.ItemFlag.ItemIsEnabled) is possible
    assert bool(index.data(Qt.ItemDataRole.ToolTipRole)) is not possible


def _wheel(widget) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(centre.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_wheel_over_a_control_without_focus_changes_nothing(panel, qtbot):
    panel.advanced_section.set_open(True)
    panel.output_section.set_open(True)
    panel.seed.field.setFocus()
    before = (panel.settings(), panel.output.output())
    controls = [
        *panel.findChildren(QComboBox),
        *panel.findChildren(QAbstractSpinBox),
        *panel.findChildren(Track),
    ]
    assert len(controls) > 10
    for control in controls:
        assert control.focusPolicy() == Qt.FocusPolicy.StrongFocus
        _wheel(control)
    assert (panel.settings(), panel.output.output()) == before


def test_everything_that_takes_the_focus_has_a_name(studio):
    window = studio.window
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.window() is window  # not the lists that open below the boxes
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())
    ]
    assert [(type(w).__name__, w.objectName(), type(w.parent()).__name__) for w in nameless] == []


def test_no_control_is_cut_off_at_the_smallest_width(panel, qtbot):
    for section in (panel.advanced_section, panel.output_section):
        section.set_open(True)
    panel.kappa.set_value(3.0)
    panel._refresh()
    panel.size_chooser.set_input((4000, 3000))
    panel.propose_reduction(0.5)
    panel.size_chooser.set_value(SampleSettings(target=(16000, 12000)))
    inner = panel.kappa.parentWidget()
    assert inner.minimumSizeHint().width() + 10 <= WIDTH - 32
    panel.size_chooser.set_value(SampleSettings(target=(16000, 12000), fit=True, resolution=300.0))
    for format_name in ("png", "jpeg"):
        panel.output.set_output(OutputPreferences(format=format_name, when_done="folder"))
        inner = panel.kappa.parentWidget()
        assert inner.minimumSizeHint().width() + 10 <= WIDTH - 32, format_name  # leaves the picture room


@pytest.mark.parametrize("kind", ["size", "print", "other"])
def test_what_is_typed_into_a_field_is_seen(studio, kind, qtbot):
    chooser = studio.window.controls.size_chooser
    chooser.choose(kind)
    for field in (box for box in chooser.findChildren(QAbstractSpinBox) if box.isVisible()):
        field.ensurePolished()
        qtbot.waitUntil(
            lambda field=field: (
                field.lineEdit().width() >= field.fontMetrics().horizontalAdvance(field.text())
            )
        )


def test_line_edits_let_dropped_files_through(studio):
    window = studio.window
    assert [e for e in window.findChildren(QLineEdit) if e.acceptDrops()] == []


def test_texts_of_any_length_are_never_cut_off(panel, qtbot):
    for button in (panel.color_fix, panel.run.region_button):
        before = panel.minimumSizeHint().width()
        button.setText("As long as texts get in other languages, and longer")
        qtbot.waitUntil(lambda before=before: panel.minimumSizeHint().width() > before)
        assert panel.minimumSizeHint().width() >= button.minimumSizeHint().width()


def test_a_model_without_its_autoencoder_is_shown_and_not_to_be_chosen(panel):
    lacking = replace(ONE_KAPPA, key="v1", title="Lacking", lacks="VQ autoencoder f4")
    panel.set_models([MISSING, lacking, ONE_KAPPA])
    box = panel.model_box
    row = box.findData("v1")
    assert not box.model().item(row).isEnabled()
    assert "VQ autoencoder f4" in box.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert "Lacking" in box.itemText(row) != "Lacking"
    assert all(box.model().item(k).isEnabled() for k in range(box.count()) if k != row)


def test_a_chosen_model_that_loses_its_autoencoder_gives_way_until_it_is_whole(panel):
    panel.choose_model("v3")
    panel.set_models([MISSING, replace(ONE_KAPPA, lacks="VQ autoencoder f4")])
    assert panel.settings().model == "lite-x4"
    panel.set_models([MISSING, ONE_KAPPA])
    assert panel.model_box.model().item(1).isEnabled()


@pytest.mark.parametrize("kind", ["steps", "kappa", "width"])
def test_a_number_that_is_being_typed_counts(panel, qtbot, kind):
    panel.set_settings(SampleSettings(seed=5, target=(80, 60)) if kind == "width" else SampleSettings(seed=5))
    fields = {"steps": panel.steps.field, "kappa": panel.kappa.field, "width": panel.size_chooser.width_field}
    field = fields[kind]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "7")
    assert panel.settings_for_run() == panel.settings()
    found = panel.settings()
    assert {"steps": found.steps, "kappa": found.kappa, "width": (found.target or (0, 0))[0]}[kind] == 7


def test_a_seed_that_is_typed_is_not_drawn_anew(panel, qtbot):
    panel.seed.field.setFocus()
    panel.seed.field.selectAll()
    qtbot.keyClicks(panel.seed.field, "1234")
    assert panel.seed.locked
    assert panel.settings_for_run().seed == 1234
    panel.seed.field.clear()
    qtbot.keyClicks(panel.seed.field, "9\b")
    assert not panel.seed.locked  # none is wanted any more


def test_a_click_on_a_run_button_leaves_the_keys_to_the_picture(panel):
    run = panel.run
    for button in (run.button, run.region_button, run.all_button):
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


@pytest.fixture
def told(panel):
    told = []
    panel.told.connect(told.append)
    return told


def test_a_model_that_is_deleted_leaves_none_of_its_settings_to_another(panel, told, qtbot):
    panel.choose_model(ONE_KAPPA.key)
    panel.steps.set_value(15)
    with qtbot.waitSignal(panel.settingsChanged):
        panel.set_models([MISSING])
    assert (panel.settings().steps, panel.settings().kappa) == (MISSING.default_steps, MISSING.default_kappa)
    assert told == [
        "Official cannot be used now: ResShift Lite takes its place, with its own steps and kappa."
    ]
    panel.set_models([MISSING, ONE_KAPPA])
    assert panel.settings().model == MISSING.key
    assert len(told) == 1


def test_settings_of_a_model_that_is_not_here_become_those_of_another(panel, told):
    panel.set_settings(SampleSettings(model="other", steps=15, kappa=2.0, scale=3.0))
    assert (panel.settings().steps, panel.settings().kappa) == (MISSING.default_steps, MISSING.default_kappa)
    assert panel.settings().scale == 3.0
    (text,) = told
    assert text.startswith("other cannot be used now")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kappa": 0.05}, None),
        ({"kappa": 0.333}, None),
        ({"kappa": 0.005}, "kappa 0.01 instead of 0.005"),
        ({"scale": 2.345}, "scale 2.35 instead of 2.345"),
        ({"scale": 20.0}, "scale 16 instead of 20"),
        ({"steps": 200}, "steps 50 instead of 200"),
        ({"stochasticity": 0.333}, "randomness 0.33 instead of 0.333"),
        ({"target": (800, 600), "fit": True, "resolution": 72.5}, "dpi 72 instead of 72.5"),
        ({"target": (80000, 600)}, "width 65535 instead of 80000"),
        ({"target": (800, 600)}, None),
    ],
)
def test_what_cannot_be_shown_as_it_was_is_told(panel, told, values, said):
    settings = SampleSettings(**{"steps": 4, "kappa": 1.0, **values})
    panel.set_settings(settings)
    if said is None:
        assert told == []
        assert replace(panel.settings(), fit=settings.fit) == settings
    else:
        assert told == [f"Not everything can be set here as it was wanted: {said}."]
