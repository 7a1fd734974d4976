"""What a page is told, and what a touch does in the session."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.core.test_late_words import gone_on_by_itself
from tests.screen.scenes import KNEADING
from tests.screen.test_picture import views
from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.silent_voice import SilentVoice
from voice_guide.core.record import Source
from voice_guide.core.session import advance, sight
from voice_guide.core.session.state import Session, Turn
from voice_guide.core.view import View
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import Typed
from voice_guide.screen.all_screens import AllScreens
from voice_guide.web.board import Board
from voice_guide.web.page_screen import PageScreen
from voice_guide.web.page_view import Seen, page_view
from voice_guide.wiring import library
from voice_guide.wiring.hearing import Deaf

LABELS = load_labels("en")


@settings(deadline=None)
@given(view=views())
def test_whatever_is_to_be_seen_can_be_told_to_a_page(view: View) -> None:
    told = json.loads(json.dumps(page_view(Seen(view, at=5.0), LABELS)))
    assert told["title"] == view.title
    assert (told["due"] is None) == (view.left is None or not view.running)


def test_a_page_knows_when_the_time_is_over_and_that_it_stands_still() -> None:
    running = page_view(Seen(KNEADING, at=100.0), LABELS)
    assert running["due"] == pytest.approx(172.0)
    paused = page_view(Seen(replace(KNEADING, running=False), at=100.0), LABELS)
    assert paused["due"] is None
    assert paused["left"] == 72.0


def test_who_is_not_listened_to_is_told_how_to_be_heard() -> None:
    told = page_view(Seen(replace(KNEADING, listening=False)), LABELS)
    assert "listen again" in str(told["deaf"])


def test_the_latest_is_on_the_board_and_whoever_watches_is_woken_once_for_each_change() -> None:
    board, woken = Board(), list[int]()
    screen = PageScreen(board, lambda: 3.0, lambda: None)
    screen.notice("unseen")
    with board.watched(lambda: woken.append(board.latest[0])):
        screen.show(KNEADING)
        screen.show(KNEADING)
        screen.heard("next")
    screen.said("Going on.")
    assert woken == [2, 3]
    number, seen = board.latest
    assert number == 4
    assert (seen.at, seen.heard, seen.notice, seen.said) == (3.0, "next", "", "Going on.")


@pytest.mark.parametrize(
    ("source", "at", "moves"),
    [(Source.TOUCHED, 0.1, False), (Source.TOUCHED, 2.0, True), (Source.TYPED, 0.1, True)],
)
def test_a_touch_that_was_on_its_way_when_the_guide_went_on_skips_no_step(
    source: Source,
    at: float,
    moves: bool,  # noqa: FBT001
) -> None:
    begun = gone_on_by_itself()
    conversation: Conversation[Session] = Conversation(
        begin=lambda _: Turn(begun), advance=advance.advance, view=sight.view
    )
    screen = AllScreens(())
    parts = Parts(Mouth(SilentVoice(), lambda _: None), Deaf(), screen, AllLogs())
    phrasebook = library.phrasebook(begun.course.routine, "en")
    player = Player(conversation, phrasebook, parts)
    player.begin(begun.now)
    player.take(Typed("next", source), begun.now + at)
    assert (player.state.place != begun.place) == moves
    assert math.isclose(player.state.now, begun.now + at)
