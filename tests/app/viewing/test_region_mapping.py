"""A region drawn in the viewer lies in the input where a person sees it."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from app.viewing.region_mapping import rect_of, region_of
from core.jobs import Region

SIDES = st.integers(1, 400)


def test_a_region_comes_back_as_it_was_drawn():
    small, large = QSize(100, 50), QSize(400, 200)
    region = region_of(QRect(40, 80, 120, 60), small, large)
    assert region == Region(10, 20, 30, 15)
    assert rect_of(region, small, large) == QRect(40, 80, 120, 60)


@given(width=SIDES, height=SIDES, scale=st.floats(0.25, 8), data=st.data())
def test_no_region_is_empty_or_reaches_outside(width, height, scale, data):
    size, shown = QSize(width, height), QSize(max(1, round(width * scale)), max(1, round(height * scale)))
    left, top = data.draw(st.integers(0, shown.width() - 1)), data.draw(st.integers(0, shown.height() - 1))
    rect = QRect(
        left,
        top,
        data.draw(st.integers(1, shown.width() - left)),
        data.draw(st.integers(1, shown.height() - top)),
    )
    region = region_of(rect, size, shown)
    assert QRect(0, 0, width, height).contains(QRect(region.x, region.y, region.width, region.height))
    assert not rect_of(region, size, shown).isEmpty()
