"""What there is to know of a step: its key points, drawn from its own data and words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from voice_guide.core.body import Area
from voice_guide.core.picture import ways_in
from voice_guide.core.rehearsing.terms import Concept, Named, Terms, has
from voice_guide.core.routine import Sides, Step
from voice_guide.core.techniques import Tool
from voice_guide.core.words import Words


class Kind(StrEnum):
    """What a point tells; the value is the key of its hint."""

    ACTION = "action"
    AREA = "area"
    SIDE = "side"
    WAY = "way"
    COUNT = "count"
    TIME = "time"
    TOOL = "tool"
    MANNER = "manner"
    GIST = "gist"
    CAUTION = "caution"


WEIGHTS = {
    Kind.ACTION: 3, Kind.AREA: 3, Kind.SIDE: 2, Kind.WAY: 2, Kind.COUNT: 2, Kind.TIME: 2,
    Kind.TOOL: 2, Kind.GIST: 2, Kind.MANNER: 1, Kind.CAUTION: 1,
}  # fmt: skip
"""What and where count most."""
_IN_PASSING = 1
"""The weight of what only the long wording tells."""
_WORTH_PASSING = frozenset({Kind.ACTION, Kind.AREA, Kind.WAY, Kind.COUNT})
_MOST_PASSING = 2

_BACK = frozenset({Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK, Area.SIDES_OF_BACK})
_MOST_AREAS = 3
_FEW = 3
"""So many points that tell what is done are wanted; where there are fewer, words fill them up."""
_TELLING = frozenset({Kind.ACTION, Kind.AREA, Kind.WAY, Kind.TOOL, Kind.GIST})


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know; said when all of `all_of` are said, and `enough` of `any_of`."""

    kind: Kind
    name: str
    """As the guide tells it: "the shoulders", "five times"; of a caution, its sentence."""
    weight: int
    any_of: tuple[Concept, ...]
    enough: int = 1
    all_of: tuple[Concept, ...] = ()

    def said(self, text: str) -> bool:
        """Whether a text, as `Reader.read` gives it, says this."""
        if not all(has(text, concept) for concept in self.all_of):
            return False
        return sum(has(text, concept) for concept in self.any_of) >= self.enough


@dataclass(frozen=True, slots=True)
class Subject:
    """A step, with what the rest of the routine adds to it."""

    step: Step
    sides: Sides = Sides.NONE
    """Which sides it is done on; of a part that is done on each, its first step has them."""
    tool: Tool = Tool.HANDS


def key_points(subject: Subject, terms: Terms, words: Words) -> tuple[Point, ...]:
    """What is to be said of a step, the weightiest first; nothing that its own words do not say.

    What its short wording says is what its author thinks matters; the rest counts little, or not.
    Sides are an exception: that a step is done on each, the guide tells when they change.
    """
    step = subject.step
    short = terms.reader.read(step.short or step.say)
    own = terms.reader.read(f"{step.say} {step.other_side}")
    found, passing = [], []
    for point in _candidates(subject, terms, words):
        if point.kind is Kind.SIDE or point.said(short):
            found.append(point)
        elif point.kind in _WORTH_PASSING and point.said(own):
            passing.append(replace(point, weight=_IN_PASSING))
    found += passing[:_MOST_PASSING]
    found += _gist(short, step, found, terms)
    found += (_caution(caution, terms) for caution in step.cautions[:1])
    return tuple(sorted(found, key=lambda point: -point.weight))


def _candidates(subject: Subject, terms: Terms, words: Words) -> Iterator[Point]:
    step = subject.step
    yield from _action(step, terms)
    yield from _areas(step, terms)
    yield from _directions(step, terms, words)
    yield from _sides(subject.sides, terms)
    yield from _counts(step, terms)
    yield from _tools(subject, terms)
    yield from _manner(step, terms)


def _named(kind: Kind, *things: Named) -> Point:
    concept = tuple(way for thing in things for way in thing.concept)
    return Point(kind, things[0].name, WEIGHTS[kind], (concept,))


def _action(step: Step, terms: Terms) -> Iterator[Point]:
    kinds = [terms.kinds[stroke.kind] for stroke in step.strokes]
    known = [terms.techniques[step.technique]] if step.technique in terms.techniques else []
    if things := [*kinds, *known]:
        yield _named(Kind.ACTION, *things)


def _areas(step: Step, terms: Terms) -> Iterator[Point]:
    back = [area for area in step.areas if area in _BACK]
    others: list[Area | None] = [area for area in step.areas if area not in _BACK or len(back) < 2]
    if len(back) > 1:
        others.insert(min(step.areas.index(area) for area in back), None)
    for area in others[:_MOST_AREAS]:
        if area is not None:
            yield _named(Kind.AREA, terms.areas[area])
        else:
            yield _named(Kind.AREA, terms.back, *(terms.areas[one] for one in back))


def _directions(step: Step, terms: Terms, words: Words) -> Iterator[Point]:
    told = " ".join(stroke.direction for stroke in step.strokes)
    for way in ways_in(told, words.ways):
        yield _named(Kind.WAY, terms.ways[way])
    along = terms.reader.read(told)
    yield from (_named(Kind.WAY, place) for place in terms.places if has(along, place.concept))


def _sides(sides: Sides, terms: Terms) -> Iterator[Point]:
    left, right, both = terms.sides.left, terms.sides.right, terms.sides.both
    match sides:
        case Sides.NONE:
            return
        case Sides.LEFT | Sides.RIGHT:
            yield _named(Kind.SIDE, left if sides is Sides.LEFT else right)
        case Sides.EACH:
            # "First the left, then the right" tells it as well as "both sides".
            each = tuple((*both.concept, *side.concept) for side in (left, right))
            yield Point(Kind.SIDE, both.name, WEIGHTS[Kind.SIDE], each, enough=2)


def _counts(step: Step, terms: Terms) -> Iterator[Point]:
    counts = [step.repetitions, *(stroke.repetitions for stroke in step.strokes)]
    if often := next((count for count in counts if count and count > 1), None):
        yield _named(Kind.COUNT, terms.times(often))
    if step.hold:
        yield _named(Kind.TIME, terms.duration(round(step.hold)))


def _tools(subject: Subject, terms: Terms) -> Iterator[Point]:
    if subject.tool in terms.tools:
        yield _named(Kind.TOOL, terms.tools[subject.tool])
        return
    short = terms.reader.read(subject.step.short or subject.step.say)
    used = [part for part in terms.parts if has(short, part.concept)]
    yield from (_named(Kind.TOOL, part) for part in used[:1])


def _manner(step: Step, terms: Terms) -> Iterator[Point]:
    if step.pressure is not None:
        manner = terms.manner.light if step.pressure <= 2 else terms.manner.firm
        yield _named(Kind.MANNER, manner)
    yield _named(Kind.MANNER, terms.manner.slow)


def _caution(text: str, terms: Terms) -> Point:
    """What it warns of is said by two of its words, or by "not" with one of them."""
    read = terms.reader.read(text)
    content = tuple(terms.word(stem) for stem in _content(read, terms))
    warns = (terms.no,) if has(read, terms.no) else ()
    enough = min(len(content), 1 if warns else 2)
    return Point(Kind.CAUTION, text, WEIGHTS[Kind.CAUTION], content, enough, warns)


def _gist(short: str, step: Step, found: Iterable[Point], terms: Terms) -> Iterator[Point]:
    """Words of the short wording itself, for a step whose data tell little."""
    known = list(found)
    written = {terms.reader.read(word): word for word in (step.short or step.say).split()}
    for stem in _content(short, terms):
        if sum(point.kind in _TELLING for point in known) >= _FEW:
            return
        if stem not in written or any(point.said(stem) for point in known):
            continue
        word = written[stem].strip(".,;:").lower()
        point = Point(Kind.GIST, word, WEIGHTS[Kind.GIST], (terms.word(stem),))
        known.append(point)
        yield point


def _content(read: str, terms: Terms) -> tuple[str, ...]:
    words = dict.fromkeys(read.split())
    return tuple(w for w in words if w not in terms.empty and not has(w, terms.no))
