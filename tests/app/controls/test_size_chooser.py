"""A factor, a size in pixels, or a print."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale

from app.controls.size_chooser import FRAME, LONGER, PRINT, SHORTER, SIZE, SizeChooser
from core.jobs import SampleSettings

PRINTED = SampleSettings(target=(2000, 1500), fit=True, resolution=254.0)


@pytest.fixture
def chooser(qtbot):
    chooser = SizeChooser()
    chooser.print_fields.set_unit("cm")
    qtbot.addWidget(chooser)
    return chooser


def size_of(chooser):
    return chooser.target, chooser.fit, chooser.resolution


def test_from_size_to_size(chooser):
    chooser.set_input((300, 200))
    assert chooser.summary.text().startswith("from 300 × 200 to 1200 × 800")
    chooser.choose(8.0)
    assert chooser.summary.text().startswith("from 300 × 200 to 2400 × 1600")
    assert "several passes" in chooser.summary.text()


def test_the_same_size_is_restored(chooser):
    chooser.set_input((300, 200))
    chooser.choose(1.0)
    assert (chooser.scale, chooser.target) == (1.0, None)
    assert chooser.summary.text().startswith("300 × 200, restored at the same size")


def test_what_is_reduced_first_may_take_several_passes(chooser):
    chooser.set_input((300, 200))
    assert "several passes" not in chooser.summary.text()
    chooser.set_reduced(0.5)
    assert "several passes" in chooser.summary.text()
    chooser.choose(2.0)
    assert "several passes" not in chooser.summary.text()


@pytest.mark.parametrize(
    ("native", "scale", "reduced", "said"),
    [
        (1, 1.0, 1.0, ""),
        (1, 0.5, 1.0, ""),
        (1, 1.0, 0.5, ""),  # such a model gets the picture as it is
        (1, 4.0, 1.0, "does not enlarge: the enlargement is interpolated"),
        (1, 4.0, 0.5, "does not enlarge: the enlargement is interpolated"),
        (2, 8.0, 1.0, "several passes"),
        (2, 8.0, 0.5, "enlarges the reduced picture up to 8×: the rest is interpolated"),
        (2, 16.0, 1.0, "enlarges up to 8×: the rest is interpolated"),
        (4, 16.0, 1.0, "several passes"),
    ],
)
def test_what_the_model_does_not_reach_is_told(chooser, native, scale, reduced, said):
    chooser.set_input((300, 200))
    chooser.set_native(native)
    chooser.set_reduced(reduced)
    chooser.choose(scale)
    lines = chooser.summary.text().splitlines()[2:]
    assert len(lines) == bool(said)
    assert said in "".join(lines)


def test_a_target_keeps_the_shape(chooser):
    chooser.set_input((300, 200))
    chooser.choose(SIZE)
    assert chooser.target == (1200, 800)
    chooser.width_field.setValue(600)
    assert chooser.target == (600, 400)
    chooser.height_field.setValue(100)
    assert chooser.target == (150, 100)
    chooser.set_input((200, 300))  # the next picture of the same queue
    assert chooser.fit
    assert chooser.output_size() == (67, 100)


def test_a_target_that_was_remembered_or_taken_over_stretches_no_picture(chooser):
    chooser.set_value(SampleSettings(target=(80, 60), fit=False))
    chooser.set_input((40, 30))
    assert chooser.output_size() == (80, 60)
    chooser.set_input((30, 40))
    assert chooser.output_size() == (45, 60)


def test_a_side_that_is_too_long_shortens_the_other_one_as_well(chooser):
    chooser.set_input((20000, 50))
    chooser.choose(SIZE)
    assert chooser.target == chooser.output_size() == (65535, 164)
    chooser.height_field.setValue(300)
    assert chooser.target == chooser.output_size() == (65535, 164)


def test_a_print_is_what_was_chosen_before_until_it_is_typed(chooser, qtbot):
    chooser.set_input((300, 200))
    chooser.choose(2.0)
    with qtbot.waitSignal(chooser.changed):
        chooser.choose(PRINT)
    assert size_of(chooser) == ((600, 400), True, 300.0)
    with qtbot.waitSignal(chooser.changed):
        chooser.print_fields.width_field.setValue(20)
    assert size_of(chooser) == ((2362, 1575), True, 300.0)
    assert chooser.print_fields.height_field.value() == 13.3
    chooser.print_fields.dpi_field.setValue(150)
    assert size_of(chooser) == ((1181, 787), True, 150.0)
    chooser.print_fields.height_field.setValue(10)
    assert size_of(chooser) == ((886, 591), True, 150.0)
    assert "Prints 15.0 × 10.0 cm at 150 dpi." in chooser.summary.text()
    chooser.choose(4.0)
    assert size_of(chooser) == (None, False, None)


def test_a_print_goes_in_and_comes_out_to_the_pixel(chooser):
    for settings in (
        PRINTED,
        replace(PRINTED, target=(2001, 1337)),
        replace(PRINTED, target=None, fit=False),
    ):
        chooser.set_value(settings)
        assert size_of(chooser) == (settings.target, settings.fit, settings.resolution)


def test_another_unit_is_the_same_print(chooser):
    chooser.set_value(PRINTED)
    assert (chooser.print_fields.width_field.value(), chooser.print_fields.height_field.value()) == (20, 15)
    chooser.print_fields.unit_box.setCurrentIndex(1)
    chooser.print_fields.unit_box.activated.emit(1)
    assert chooser.print_fields.width_field.value() == 7.87
    assert chooser.target == PRINTED.target


def test_a_picture_of_another_shape_fits_into_the_print(chooser):
    chooser.set_value(PRINTED)
    chooser.set_input((100, 200))
    assert chooser.output_size() == (750, 1500)
    assert "Prints 7.5 × 15.0 cm at 254 dpi." in chooser.summary.text()


def test_numbers_are_written_as_the_person_does(qtbot):
    QLocale.setDefault(QLocale("de_DE"))
    try:
        chooser = SizeChooser()
        qtbot.addWidget(chooser)
        assert chooser.print_fields.unit == "cm"
        chooser.set_value(replace(PRINTED, target=(250, 190)))
        chooser.set_input((250, 190))
        assert chooser.print_fields.width_field.text() == "2,5"
        assert "2,5 × 1,9 cm" in chooser.summary.text()
    finally:
        QLocale.setDefault(QLocale.c())


def choose_sides(chooser, sides):
    chooser.sides_box.setCurrentIndex(chooser.sides_box.findData(sides))
    chooser.sides_box.activated.emit(chooser.sides_box.currentIndex())


@pytest.mark.parametrize("size", [(300, 200), (200, 300), None])
def test_one_side_is_what_it_was_and_holds_for_pictures_of_any_shape(chooser, size):
    chooser.set_input(size)
    chooser.choose(SIZE)
    before = chooser.output_size()
    longer, shorter = max(before), min(before)
    choose_sides(chooser, SHORTER)
    assert (chooser.target, chooser.fit, chooser.cover) == ((shorter, shorter), True, True)
    choose_sides(chooser, LONGER)
    assert (chooser.target, chooser.cover) == ((longer, longer), False)
    choose_sides(chooser, FRAME)
    assert not chooser.cover
    assert chooser.target == before
    choose_sides(chooser, SHORTER)
    chooser.side_field.setValue(1080)
    chooser.set_input((400, 300))
    assert "from 400 × 300 to 1440 × 1080" in chooser.summary.text()
    chooser.set_input((300, 400))
    assert "from 300 × 400 to 1080 × 1440" in chooser.summary.text()


@pytest.mark.parametrize(
    "settings",
    [
        SampleSettings(target=(1080, 1080), fit=True, cover=True),
        SampleSettings(target=(1080, 1080), fit=True, cover=True, resolution=300.0),
        SampleSettings(target=(1920, 1920), fit=True),
        SampleSettings(target=(1920, 1080), fit=True),
    ],
)
def test_sides_go_in_and_come_out(chooser, settings):
    chooser.set_value(settings)
    found = (chooser.target, chooser.fit, chooser.cover, chooser.resolution)
    assert found == (settings.target, settings.fit, settings.cover, settings.resolution)
    chooser.choose(2.0)
    assert (chooser.target, chooser.cover) == (None, False)


def test_a_picture_that_is_left_alone_says_so_instead_of_a_size(chooser):
    chooser.set_input((300, 200))
    chooser.set_only_below(300)
    assert chooser.left_alone
    assert chooser.summary.text() == "300 × 200, left as it is: only pictures below 300 px are enlarged"
    chooser.set_only_below(301)
    assert chooser.summary.text().startswith("from 300 × 200 to")
    chooser.set_only_below(0)
    assert not chooser.left_alone


@pytest.mark.parametrize("kind", [PRINT, SIZE])
def test_what_had_the_shape_of_a_picture_follows_its_crop_and_its_turn(chooser, kind):
    fields = chooser.print_fields if kind == PRINT else chooser
    chooser.set_input((300, 200))
    chooser.choose(kind)
    fields.width_field.setValue(20)
    chooser.set_input((300, 100), same_picture=True)
    assert (fields.width_field.value(), fields.height_field.value()) == pytest.approx((20, 6.7), abs=0.35)
    assert chooser.output_size() == chooser.target
    fields.height_field.setValue(10)
    chooser.set_input((100, 300), same_picture=True)
    assert (fields.width_field.value(), fields.height_field.value()) == (10, 30)
    target = chooser.target
    chooser.set_input((50, 50))  # another picture: of this size are all that are chosen
    assert chooser.target == target


def test_a_frame_of_another_shape_than_the_picture_stays_when_that_is_cropped(chooser):
    chooser.set_input((300, 300))
    chooser.set_value(PRINTED)
    chooser.set_input((300, 200), same_picture=True)
    assert chooser.target == PRINTED.target


def test_a_print_that_the_shape_does_not_allow_is_told_with_the_crop_that_would(chooser, qtbot):
    chooser.set_input((300, 200))
    chooser.choose(PRINT)
    fields = chooser.print_fields
    fields.width_field.setValue(40)
    fields.height_field.setValue(20)
    assert fields.width_field.value() == 30
    assert "The picture keeps its shape: for 40 × 20 cm it has to be cropped." in chooser.summary.text()
    assert not chooser.crop_button.isHidden()
    assert chooser.crop_button.text() == "Crop to 40 × 20…"
    with qtbot.waitSignal(chooser.cropWanted) as asked:
        chooser.crop_button.click()
    assert asked.args == [40, 20]
    chooser.set_input((300, 150), same_picture=True)
    assert (fields.width_field.value(), fields.height_field.value()) == (40, 20)
    assert chooser.crop_button.isHidden()
    assert "keeps its shape" not in chooser.summary.text()
