"""Whether there is a session to go on with: one that was cut off, not long ago."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from voice_guide import __version__
from voice_guide.adapters import journal
from voice_guide.core.messages import PartFailed
from voice_guide.core.receiver import Receiver
from voice_guide.core.session import advance, sight
from voice_guide.core.session.allowed import expected
from voice_guide.core.session.resuming.happened import Begun, fold
from voice_guide.core.session.resuming.kept import course_of, happening_of, session_form
from voice_guide.core.session.resuming.offer import is_worth_it, offer
from voice_guide.core.session.resuming.taking_up import take_up
from voice_guide.core.session.state import Course, Session
from voice_guide.errors import InputError
from voice_guide.language.replies import load_words
from voice_guide.player import Conversation
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring import folders

OFFERED_FOR = 12 * 3600.0
"""Seconds after its last sign of life in which a session is offered: until the same evening."""


@dataclass(frozen=True, slots=True)
class Resumable:
    """A session that was cut off, brought back to where it stood."""

    kept: journal.CutOff
    course: Course
    session: Session

    @property
    def question(self) -> str:
        """Whether to go on, with the place."""
        return offer(self.session, self.kept.reached)

    @property
    def conversation(self) -> Conversation[Session]:
        """What goes on from there."""
        return Conversation(
            begin=partial(take_up, self.session, self.kept.reached),
            advance=advance.advance,
            view=sight.view,
            expected=expected,
        )

    def leave(self) -> None:
        """It is not to be gone on with, nor anything that was cut off before."""
        self.kept.held.release()
        with suppress(InputError):  # Told by the journal that is to be written.
            journal.leave_older(folders.journal(), math.inf)


def tell_of_others(settings: Settings, report: Callable[[Report], None]) -> None:
    """Report it when another guide is at work in a real room: that one hears us, too."""
    try:
        elsewhere = not settings.in_files and journal.goes_on_elsewhere(folders.journal())
    except InputError:
        return  # Told once the session begins, by the journal that is to be written.
    if elsewhere:
        report(PartFailed("other guide", "another guide is going on on this machine"))


def resumable(settings: Settings, report: Callable[[Report], None]) -> Resumable | None:
    """The newest session to go on with, if the settings let one be offered; others are told of."""
    tell_of_others(settings, report)
    wanted = not settings.in_files if settings.resume is None else settings.resume
    try:
        kept = _newest() if wanted else None
    except journal.SpoiltError as error:
        report(PartFailed("journal", str(error), "Please begin again."))
        return None
    except InputError:
        # As above.
        return None
    if kept is None:
        return None
    try:
        found = _brought_back(kept, settings)
    except InputError as error:
        # Told once, and not at each start.
        _leave(kept)
        report(PartFailed("journal", str(error), error.hint))
        return None
    if not is_worth_it(found.session):
        found.leave()
        return None
    return found


def begun(settings: Settings) -> Begun:
    """How a new session begins: who is known, and who lies there."""
    known: tuple[Receiver, ...] = ()
    with suppress(InputError):  # Told as the session begins.
        known = journal.known_receivers(folders.journal())
    return Begun(known, settings.receiver or "")


def _newest() -> journal.CutOff | None:
    since = time.time() - OFFERED_FOR
    journal.leave_older(folders.journal(), since)
    return journal.cut_off(folders.journal(), since)


def _brought_back(kept: journal.CutOff, settings: Settings) -> Resumable:
    if kept.version != __version__:
        raise InputError(
            f"the session that was cut off was played with version {kept.version}",
            hint="It cannot be gone on with; please begin again.",
        )
    try:
        course = course_of(kept.course, load_words(settings.language))
        snapshot = session_form(course).read(kept.snapshot) if kept.snapshot else None
        happened = ((now, happening_of(data)) for now, data in kept.happened)
        session = fold(course, happened, snapshot)
        if session is not None:
            _try_out(found := Resumable(kept, course, session))
    except Exception as error:  # whatever a spoilt journal leads to, the guide starts
        raise InputError(
            f"the session that was cut off cannot be read: {error}", hint="Please begin again."
        ) from error
    if session is None:
        raise InputError(
            "of the session that was cut off nothing was kept", hint="Please begin again."
        )
    return found


def _try_out(found: Resumable) -> None:
    """What is no session of ours fails now, before anybody is asked about it."""
    assert found.question
    turn = found.conversation.begin(0.0)
    found.conversation.view(turn.session, 0.0)


def _leave(kept: journal.CutOff) -> None:
    with suppress(InputError):
        journal.leave(folders.journal(), kept.id)
    kept.held.release()
