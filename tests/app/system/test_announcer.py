"""Notifications of the system."""


def test_announcing_does_no_harm_without_a_place_for_it(studio):
    studio.announcer.announce("done")
    studio.announcer.enabled = False
    studio.announcer.announce("done")
