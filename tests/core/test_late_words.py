"""Words that were begun before the guide went on by itself."""

from dataclasses import replace

import pytest

from tests.core.situations import situation
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import SpeechEnded, TimeUp
from voice_guide.core.session.advance import advance
from voice_guide.core.session.state import Session


def gone_on_by_itself() -> Session:
    """The first hold has just run out, and the guide has begun the next step."""
    session = situation("holding").session
    while True:
        before = session
        if session.due is None:
            session = advance(session, SpeechEnded(session.ticket), session.now).session
        else:
            session = advance(session, TimeUp(session.alarm), session.due).session
        if session.place != before.place:
            return session


def spoken(session: Session, at: float) -> Session:
    order = replace(Understood(Command.NEXT), spoken_at=session.now + at)
    return advance(session, order, session.now + max(at, 0.0) + 0.3).session


@pytest.mark.parametrize("at", [-0.3, 0.1])
def test_a_next_begun_before_the_guide_went_on_skips_no_step(at: float) -> None:
    session = gone_on_by_itself()
    assert spoken(session, at).place == session.place


def test_a_next_said_to_the_new_step_leaves_it() -> None:
    session = gone_on_by_itself()
    assert spoken(session, 1.5).place == session.place + 1


def test_a_typed_next_is_never_late() -> None:
    session = gone_on_by_itself()
    typed = advance(session, Understood(Command.NEXT), session.now + 0.1).session
    assert typed.place == session.place + 1
