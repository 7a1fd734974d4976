"""A rehearsal from memory: the conversation of a routine, and the ears for its answers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from voice_guide.adapters.event_file import AllLogs
from voice_guide.core.beats import sentences
from voice_guide.core.dialogue import Dialogue
from voice_guide.core.recall.advance import advance, begin
from voice_guide.core.recall.sight import view
from voice_guide.core.recall.state import PATIENCE, Line, Recall, Task
from voice_guide.core.recall.telling import script
from voice_guide.core.rehearsing.points import Subject, key_points
from voice_guide.core.routine import Part, Routine, Sides, Step
from voice_guide.core.session.state import Course
from voice_guide.core.techniques import tool_of
from voice_guide.language.recall import NOT_HERE, load_sayings, recall_phrasebook
from voice_guide.language.recall_terms import load_terms
from voice_guide.language.ways import clauses, ways
from voice_guide.player import Conversation
from voice_guide.ports import EventLog
from voice_guide.wiring import folders, library, rooms
from voice_guide.wiring.hearing import Deaf
from voice_guide.wiring.playing import Guide


def recall(
    guide: Guide, course: Course, order: Sequence[int], also: tuple[EventLog, ...] = ()
) -> str:
    """Ask for the steps in this order; return "completed", "ended" or "stopped".

    Steps before the first of the course are left out, unless nothing else is to be asked for.
    `also` are logs for this rehearsal alone.
    """
    language = guide.settings.language
    from_start = [number for number in order if number >= course.start]
    state = beginning(course, from_start or order, language)
    own = folders.sentences(language)
    phrasebook = recall_phrasebook(
        language, own if own.exists() else None, steps=len(course.routine.steps)
    )
    guide.voicing.memory.prepare(script(state))
    ears = None
    if rooms.hears(guide.settings):
        # Vosk takes a fifth of a second to import: nobody who types waits for it.
        from voice_guide.wiring.answering import answering  # noqa: PLC0415

        phrases = answers(course.routine, language)
        ears = answering(guide.settings, phrasebook, phrases, guide.mouth.spoken, guide.room.post)
    log = AllLogs(*guide.logs, *also)
    _, outcome = guide.play(conversation(state), phrasebook, log, ears=ears or Deaf())
    return outcome


def conversation(state: Recall) -> Conversation[Recall]:
    """The course of events from this beginning."""
    return Conversation(
        lambda _: begin(state), advance, view, free=True, asks=True, not_here=NOT_HERE
    )


def beginning(course: Course, order: Sequence[int], language: str) -> Recall:
    """Before the first question; raise InputError for a language without the words for it."""
    routine, sayings = course.routine, load_sayings(language)
    nobody = sayings.say(Line.NOBODY)
    return Recall(
        id=routine.id,
        routine=routine.title,
        of=len(routine.steps),
        tasks=tasks(course, language),
        plan=tuple(order),
        read=load_terms(language, course.techniques).reader.read,
        sayings=sayings,
        dialogue=Dialogue(course.words, (), PATIENCE, farewell=nobody),
    )


def tasks(course: Course, language: str) -> Mapping[int, Task]:
    """Every step with its key points, by number."""
    terms = load_terms(language, course.techniques)
    return {
        number: Task(
            number=number,
            part=part.title,
            title=step.title,
            points=key_points(
                Subject(step, sides, tool_of(step.technique, course.techniques)),
                terms,
                course.words,
            ),
            short=step.short or sentences(step.say)[0],
            say=step.say,
        )
        for number, part, step, sides in _steps(course.routine)
    }


def _steps(routine: Routine) -> Iterator[tuple[int, Part, Step, Sides]]:
    """With the sides to be told: those of a part that is done on each, once."""
    numbers = count(1)
    for part in routine.parts:
        for place, step in enumerate(part.steps):
            of_part = Sides.NONE if place else part.sides
            sides = step.sides if step.sides is not Sides.NONE else of_part
            yield next(numbers), part, step, sides


def answers(routine: Routine, language: str) -> tuple[str, ...]:
    """What an answer is made of: the routine's own clauses, and every way to say a point."""
    own = clauses(routine, language)
    return tuple(dict.fromkeys((*own, *ways(language, library.techniques()))))
