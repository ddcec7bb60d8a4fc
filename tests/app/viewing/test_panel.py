"""The place where pictures are shown."""


def test_a_narrow_window_shows_as_many_samples_as_fit(studio):
    empty = studio.window.picture.empty
    empty.resize(300, 500)
    assert [not card.isHidden() for _, card in empty._cards] == [True, False, False]
    empty.resize(900, 500)
    assert all(not card.isHidden() for _, card in empty._cards)
