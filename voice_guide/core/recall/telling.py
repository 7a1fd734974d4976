"""What the guide says in a rehearsal from memory."""

from dataclasses import replace

from voice_guide.core.beats import sentences
from voice_guide.core.recall.state import Line, Recall
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.judge import GOOD, Judged
from voice_guide.core.rehearsing.points import Kind, Point

MOST_NAMED = 3
"""Missing points that are named; more would be a lecture."""


def script(state: Recall) -> tuple[str, ...]:
    """The sentences that can be rendered ahead, in about the order they are needed."""
    say = state.sayings.say
    places = (replace(state, place=place) for place in range(len(state.plan)))
    return (
        say(Line.GREETING, title=state.routine),
        *map(question, places),
        say(Line.RIGHT),
        *state.sayings.hints.values(),
    )


def question(state: Recall) -> str:
    """What comes next, with the part where it is another than before."""
    task, sayings = state.task, state.sayings
    before = state.tasks[state.plan[state.place - 1]].part if state.place else ""
    values = {"number": task.number, "part": task.part}
    if state.again:
        return sayings.say(Line.ONCE_MORE, **values)
    return sayings.say(Line.ASK if task.part == before else Line.ASK_IN_PART, **values)


def comment(state: Recall, judged: Judged, grade: Grade) -> tuple[str, ...]:
    """What was missing, kindly and shortly."""
    say = state.sayings.say
    if grade is Grade.AGAIN:
        return sentences(say(Line.NOT_QUITE, short=state.task.short))
    named = [point.name for point in judged.missing if point.kind is not Kind.CAUTION]
    cautions = [point.name for point in judged.missing if point.kind is Kind.CAUTION]
    points = state.dialogue.words.listed(tuple(named[:MOST_NAMED]))
    if not points:
        said = say(Line.RIGHT)
    else:
        said = say(Line.ALSO if judged.share >= GOOD else Line.IN_PART, points=points)
    minded = (say(Line.REMEMBER, caution=caution) for caution in cautions)
    return tuple(sentence for text in (said, *minded) for sentence in sentences(text))


def told(state: Recall) -> tuple[str, ...]:
    """The whole step."""
    return sentences(state.sayings.say(Line.TOLD, say=state.task.say))


def hint(state: Recall, point: Point, *, plainly: bool) -> str:
    """What kind of thing is missing, or the thing itself."""
    if plainly:
        return state.sayings.say(Line.HINT_IS, point=point.name.rstrip("."))
    return state.sayings.hints[point.kind]


def summary(state: Recall) -> tuple[str, ...]:
    """How many were known, and what to look at again; nothing before the first answer or skip."""
    weak = sorted(number for number, grade in state.grades.items() if grade is Grade.AGAIN)
    titles = state.dialogue.words.listed(tuple(state.tasks[number].title for number in weak))
    again = (state.sayings.say(Line.LOOK_AGAIN, titles=titles),) if weak else ()
    known = _known(state, len(state.grades) - len(weak))
    return (known, *again) if known else ()


def _known(state: Recall, known: int) -> str:
    """How many of the steps that were asked for; a step that was skipped was not known."""
    say, skipped = state.sayings.say, len(state.skipped - state.grades.keys())
    asked = len(state.grades) + skipped
    steps = state.dialogue.words.counted(asked, "step")
    if not asked:
        return ""
    if skipped == asked:
        return say(Line.ALL_SKIPPED, steps=steps)
    if skipped:
        return say(Line.KNOWN_BUT_SKIPPED, known=known, steps=steps, skipped=skipped)
    if known == asked:
        return say(Line.ALL_KNOWN, steps=steps)
    return say(Line.KNOWN, known=known, steps=steps)
