"""What the settings mean for a region, and for results that are to be like another one."""

from dataclasses import replace

from PySide6.QtCore import QRect
from window_use import add, notices, run_to_end

from core.finishing.finish import Finish


def test_a_size_that_no_region_can_have_is_told(studio, picture_file, engine, qtbot):
    add(studio, qtbot, picture_file("icon.png", 16, 16))
    size = studio.window.controls.size_chooser
    size.choose("print")
    size.print_fields.width_field.setValue(10)
    studio.upscaling.on_region(QRect(0, 0, 500, 500))
    assert engine.jobs == []
    assert any("cannot be tried on a region" in text for text in notices(studio))
    studio.window.show_page("explore")
    qtbot.waitUntil(lambda: "is out of range" in studio.window.explore_page.side.note.text())


def test_the_finish_of_new_results_is_that_of_the_result_they_shall_be_like(with_picture, engine, qtbot):
    studio, finish = with_picture, Finish(strength=0.5)
    studio.upscaling.adopt(replace(studio.window.controls.settings(), finish=finish))
    studio._on_explored(replace(studio.window.controls.settings(), kappa=1.5))  # a cell of a contact sheet
    assert studio.window.controls.settings().kappa == 1.5
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    assert item.settings.finish == item.latest.finish == finish
    assert engine.jobs[-1].settings.finish is None  # it can still be changed
