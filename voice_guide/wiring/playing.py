"""A visit: choosing a routine and performing it, one conversation after another in one room."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TextIO, TypeVar

from voice_guide.adapters.event_file import AllLogs, EventFile
from voice_guide.adapters.journal import Journal
from voice_guide.adapters.live_room import STOPPED
from voice_guide.core import choosing, question
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import Finished
from voice_guide.core.routine import Routine
from voice_guide.core.script import script
from voice_guide.core.session import advance, sight
from voice_guide.core.session.allowed import expected
from voice_guide.core.session.resuming.happened import Begun
from voice_guide.core.session.state import Course, Session
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.language.labels import load_labels
from voice_guide.language.replies import load_words
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import EventLog, Screen
from voice_guide.ports import Journal as JournalPort
from voice_guide.screen.all_screens import AllScreens
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import ScreenKind, Settings, is_file
from voice_guide.wiring import folders, library, page, resuming, rooms
from voice_guide.wiring.hearing import Deaf, Ears, hearing
from voice_guide.wiring.inviting import invite
from voice_guide.wiring.overwriting import refuse_overwriting
from voice_guide.wiring.resuming import Resumable
from voice_guide.wiring.rooms import Room
from voice_guide.wiring.voicing import Voicing, voicing

S = TypeVar("S")

CHANGED = "changed"
"""The outcome of a session that was left for another routine."""


def visit(
    settings: Settings, routine: Routine | None, broken: Callable[[InputError], None]
) -> None:
    """Perform `routine`, or the one that is chosen; and another as long as one is wanted.

    `broken` is told of each routine that cannot be offered for the mistakes in it.
    """
    course = None if routine is None else library.course(routine, settings)
    with opened(settings) as guide:
        outcome = guide.go_on()
        if outcome == CHANGED:
            course = None
        elif outcome is not None:
            return
        while True:
            if course is None:
                chosen = guide.choose(library.all_routines(broken))
                if chosen is None:
                    return
                # The first step that was asked for is one of the first routine.
                course = library.course(chosen, replace(settings, start=1))
            if guide.perform(course) != CHANGED:
                return
            course = None


def session(course: Course, begun: Begun | None = None) -> Conversation[Session]:
    """The conversation of a routine."""
    with_whom = Begun() if begun is None else begun
    return Conversation(
        begin=lambda now: advance.begin(course, now, with_whom.known, with_whom.receiver),
        advance=advance.advance,
        view=sight.view,
        expected=expected,
    )


@dataclass(frozen=True, slots=True)
class Guide:
    """All that lasts from one conversation to the next."""

    settings: Settings
    room: Room
    voicing: Voicing
    mouth: Mouth
    screen: Screen
    logs: tuple[EventLog, ...]

    def choose(self, routines: tuple[Routine, ...]) -> Routine | None:
        """Offer the routines; None when nobody wanted any."""
        words = load_words(self.settings.language)
        offer = Conversation(
            begin=lambda _: choosing.begin(routines, words),
            advance=choosing.advance,
            view=choosing.view,
            asks=True,
        )
        phrasebook = library.choosing_phrasebook(routines, self.settings.language)
        player, _ = self.run(offer, phrasebook, AllLogs(*self.logs))
        return next((r for r in routines if r.id == player.state.chosen), None)

    def go_on(self) -> str | None:
        """Offer what was cut off, and play it; None when there is nothing, or it is not wanted."""
        cut = resuming.resumable(self.settings, self.room.post)
        if cut is None:
            return None
        answer = self.ask(cut.question, cut.course.routine.title)
        if answer == question.YES:
            return self.perform(cut.course, cut)
        if answer == question.NO:
            cut.leave()
        else:
            cut.kept.held.release()
        return answer if answer == question.STOPPED else None

    def ask(self, text: str, title: str) -> str:
        """Put a question about `title`; return one of the outcomes of `core.question`."""
        words = load_words(self.settings.language)
        asked = Conversation(
            begin=lambda _: question.begin(text, title, words),
            advance=question.advance,
            view=question.view,
            asks=True,
        )
        phrasebook = library.choosing_phrasebook((), self.settings.language)
        return self.run(asked, phrasebook, AllLogs(*self.logs))[1]

    def perform(
        self, course: Course, cut: Resumable | None = None, also: tuple[EventLog, ...] = ()
    ) -> str:
        """Play a routine, or go on; return "completed", "ended", "stopped" or CHANGED.

        `also` are logs for this session alone.
        """
        begun = resuming.begun(self.settings)
        known = begun.known if cut is None else cut.session.receivers
        names = [receiver.name for receiver in known]
        phrasebook = library.phrasebook(course.routine, self.settings.language, names)
        if course.rehearsal is not None and course.rehearsal.fading is not None:
            phrasebook = library.asking_for_words(phrasebook, self.settings.language)
        self.voicing.memory.prepare(script(course))
        conversation = session(course, begun) if cut is None else cut.conversation
        kept = None if cut is None else cut.kept
        journal = Journal(folders.journal(), course, self.room.post, kept, begun)
        log = AllLogs(*self.logs, journal, *also)
        over = False
        try:
            player, outcome = self.play(conversation, phrasebook, log, journal)
            over = player.outcome is not None
        finally:
            journal.close(over=over)
        return outcome

    def play(
        self,
        conversation: Conversation[S],
        phrasebook: Phrasebook,
        log: EventLog,
        journal: JournalPort[S] | None = None,
        ears: Ears | None = None,
    ) -> tuple[Player[S], str]:
        """As `run`, and the log is told how it ended, also when the program is told to leave."""
        try:
            player, outcome = self.run(conversation, phrasebook, log, journal, ears)
        except (KeyboardInterrupt, SystemExit):
            log.write(self.room.now(), Finished(STOPPED))
            raise
        if player.outcome is None:
            log.write(self.room.now(), Finished(outcome))
        return player, outcome

    def run(
        self,
        conversation: Conversation[S],
        phrasebook: Phrasebook,
        log: EventLog,
        journal: JournalPort[S] | None = None,
        ears: Ears | None = None,
    ) -> tuple[Player[S], str]:
        """Play any conversation in the room; return its player as it ended, and the outcome.

        `ears`: in place of those that hear the phrasebook.
        """
        if ears is None and rooms.hears(self.settings):
            ears = hearing(self.settings, phrasebook, self.mouth.spoken, self.room.post)
        ears = ears or Deaf()
        parts = Parts(self.mouth, ears, self.screen, log)
        player = Player(conversation, phrasebook, parts, journal)
        return player, self.room.run(player, self.mouth, ears)


@contextmanager
def opened(settings: Settings) -> Iterator[Guide]:
    """A guide in the room that the settings ask for; raise VoiceGuideError."""
    _refuse_overwriting(settings)
    with ExitStack() as parts:
        audience = page.audience(settings)
        room = parts.enter_context(rooms.opened(settings, lambda: audience.may_command))
        shown = parts.enter_context(page.served(settings, room, audience))
        if shown is not None and shown.view_address:
            invite(settings, shown, audience, _out(settings))
        screen = _screen(settings, room.now, shown)
        parts.callback(screen.close)
        logs: tuple[EventLog, ...] = ()
        if settings.events is not None:
            events = EventFile(settings.events, screen.notice)
            parts.callback(events.close)
            logs = (events,)
        voice = parts.enter_context(voicing(settings, room.post))
        mouth = Mouth(voice.voice, room.post)
        yield Guide(settings, room, voice, mouth, screen, logs)


def _refuse_overwriting(settings: Settings) -> None:
    written = [name for name in (settings.loudspeaker,) if is_file(name)]
    written += [name for name in (settings.events,) if name != "-"]
    read = [name for name in (settings.microphone,) if is_file(name)]
    refuse_overwriting(filter(None, read), filter(None, written))


def _screen(settings: Settings, now: Callable[[], Seconds], shown: page.Page | None) -> Screen:
    if shown is None:
        return _own_screen(settings, now, "")
    return AllScreens((_own_screen(settings, now, shown.address), shown.screen))


def _out(settings: Settings) -> TextIO:
    return sys.stderr if settings.events == "-" else sys.stdout


def _own_screen(settings: Settings, now: Callable[[], Seconds], address: str) -> Screen:
    labels, out = load_labels(settings.language), _out(settings)
    if settings.screen in {None, ScreenKind.TERMINAL} and not settings.in_files:
        # rich takes a tenth of a second to import: plain lines do not wait for it.
        from voice_guide.screen.terminal import TerminalScreen, can_draw  # noqa: PLC0415

        if can_draw(out):
            typing = rooms.typing_wanted(settings)
            return TerminalScreen(out, labels, now, typing=typing, page=address)
    return PlainScreen(out, labels, page=address)
