"""A slider with a field that can be typed into."""

from PySide6.QtCore import QLocale, QPoint, Qt

from app.kit.value_slider import ValueSlider


def test_the_slider_moves_by_keys_and_the_field_by_typing(qtbot):
    slider = ValueSlider("KAPPA", low=0.1, high=4, decimals=2, ends=("a", "b"), tip="c")
    qtbot.addWidget(slider)
    slider.set_value(1.0)
    slider.set_trained((0.1, 2.0), 1.0)
    heard = []
    slider.valueChanged.connect(heard.append)
    qtbot.keyClick(slider.track, Qt.Key.Key_Right)
    assert slider.value == 1.01
    qtbot.keyClick(slider.track, Qt.Key.Key_Home)
    assert slider.value == 0.1
    slider.field.setValue(2.5)
    assert slider.track.value == 2.5
    assert heard == [1.01, 0.1, 2.5]


def test_a_press_near_the_default_hits_it(qtbot):
    slider = ValueSlider("KAPPA", low=0.1, high=4, decimals=2, ends=("a", "b"), tip="c")
    qtbot.addWidget(slider)
    slider.resize(260, 80)
    slider.show()
    slider.set_trained((0.1, 2.0), 1.0)
    at = round(slider.track._to_x(1.0)) + 2
    qtbot.mouseClick(slider.track, Qt.MouseButton.LeftButton, pos=QPoint(at, 12))
    assert slider.value == 1.0


def test_decimal_commas_are_understood(qtbot):
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        slider = ValueSlider("KAPPA", low=0.1, high=4, decimals=2, ends=("a", "b"), tip="c")
        qtbot.addWidget(slider)
        slider.field.lineEdit().setText("0,75")
        slider.field.interpretText()
        assert slider.value == 0.75
    finally:
        QLocale.setDefault(QLocale.c())


def test_the_field_takes_a_decimal_more_than_the_slider_and_values_beyond_it(qtbot):
    slider = ValueSlider("KAPPA", low=0.1, high=4, decimals=2, ends=("a", "b"), tip="c")
    qtbot.addWidget(slider)
    slider.set_limits(0.1, 4, typed_low=0.01, typed_high=20)
    for value, text in ((0.125, "0.125"), (0.05, "0.05"), (1.0, "1.00"), (20.0, "20.00")):
        slider.set_value(value)
        assert (slider.value, slider.field.text()) == (value, text)
