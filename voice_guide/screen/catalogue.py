"""Routines to read before any of them is played: the list, one in full, and both as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voice_guide.core.beats import minutes
from voice_guide.core.body import Area
from voice_guide.core.routine import Part, Routine, Side, Sides, Step, Stroke
from voice_guide.core.techniques import Technique
from voice_guide.screen.letters import clean, clock

_STEP_INDENT = 4


def catalogue_data(routines: Iterable[Routine]) -> list[dict[str, object]]:
    """What `list --json` tells of each routine."""
    return [
        {
            "id": routine.id,
            "title": routine.title,
            "minutes": _whole_minutes(routine),
            "steps": len(routine.steps),
            "summary": routine.summary,
        }
        for routine in routines
    ]


def routine_data(routine: Routine) -> dict[str, object]:
    """The whole routine under the keys of its file, with its id and its minutes."""
    data = {key: value for key, value in _items(routine) if key != "id"}
    return {"id": routine.id, "minutes": _whole_minutes(routine), **data}


def _items(value: object) -> Iterator[tuple[str, object]]:
    assert is_dataclass(value)
    return ((field.name, _data(getattr(value, field.name))) for field in fields(value))


def _data(value: object) -> object:
    match value:
        case tuple():
            return [_data(inner) for inner in value]
        case str():
            return str(value)
        case _ if is_dataclass(value):
            return dict(_items(value))
        case _:
            return value


def _whole_minutes(routine: Routine) -> int:
    return max(1, round(minutes(routine)))


def catalogue(routines: Sequence[Routine], words: Mapping[str, str]) -> Table:
    """The list, in the order and with the numbers by which a routine can be chosen."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(words["number"], justify="right", no_wrap=True)
    table.add_column(words["title"])
    table.add_column(words["id"], overflow="fold")
    table.add_column(words["minutes"], justify="right")
    table.add_column(words["steps"], justify="right")
    for number, routine in enumerate(routines, 1):
        table.add_row(
            str(number),
            Text(clean(routine.title)),
            Text(clean(routine.id), style="dim"),
            str(_whole_minutes(routine)),
            str(len(routine.steps)),
        )
    return table


def one_routine(
    routine: Routine,
    techniques: Iterable[Technique],
    areas: Mapping[Area, str],
    words: Mapping[str, str],
) -> Group:
    """Everything the routine says and asks for, as text to read beforehand.

    `areas` names the parts of the body, `words` are the labels of the language.
    """
    return _Reading({one.id: one.name for one in techniques}, areas, words).of(routine)


class _Reading:
    def __init__(
        self, techniques: Mapping[str, str], areas: Mapping[Area, str], words: Mapping[str, str]
    ) -> None:
        self._techniques = techniques
        self._areas = areas
        self._words = words

    def of(self, routine: Routine) -> Group:
        about = self._label("about", minutes=_whole_minutes(routine), steps=len(routine.steps))
        return Group(
            Text(clean(routine.title), style="bold"),
            Text(clean(routine.summary)),
            Text(about, style="dim"),
            *self._listed("needed", routine.equipment),
            *self._listed("position", (routine.position,) if routine.position else ()),
            *self._parts(routine),
            *self._listed("aftercare", routine.aftercare),
            *self._credit(routine),
        )

    def _label(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)

    def _listed(self, key: str, sentences: Sequence[str]) -> list[RenderableType]:
        if not sentences:
            return []
        lines = (Padding(Text(clean(sentence)), (0, 0, 0, 2)) for sentence in sentences)
        return [Text(), Text(self._words[key], style="bold"), *lines]

    def _credit(self, routine: Routine) -> list[RenderableType]:
        if not routine.credit:
            return []
        return [Text(), Text(self._label("credit", credit=clean(routine.credit)), style="dim")]

    def _parts(self, routine: Routine) -> Iterator[RenderableType]:
        number = 1
        for part in routine.parts:
            yield Text()
            yield self._part_title(part)
            for step in part.steps:
                yield from self._step(number, step)
                number += 1

    def _part_title(self, part: Part) -> Text:
        title = Text(clean(part.title), style="bold underline")
        if part.sides is not Sides.EACH:
            return title
        sides = self._label("whole_part_each_side", first=self._side(part.first))
        return Text.assemble(title, (f"  {sides}", "dim"))

    def _step(self, number: int, step: Step) -> Iterator[RenderableType]:
        yield Text.assemble(f"{number:>2}. ", (clean(step.title), "bold"))
        lines = [
            Text(" · ".join(self._facts(step)), style="dim"),
            Text(clean(step.say)),
            *(
                Text(
                    self._label(key, text=clean(text)), style="bold" if key == "caution" else "dim"
                )
                for key, text in self._more(step)
                if text
            ),
        ]
        yield from (Padding(line, (0, 0, 0, _STEP_INDENT)) for line in lines if line)

    def _more(self, step: Step) -> Iterator[tuple[str, str]]:
        yield "strokes", "; ".join(self._stroke(stroke) for stroke in step.strokes)
        yield from (("caution", caution) for caution in step.cautions)
        yield "other_side", step.other_side
        yield "gentler", step.gentler
        yield "firmer", step.firmer
        yield "why", step.why

    def _stroke(self, stroke: Stroke) -> str:
        done = f"{stroke.kind} {stroke.direction}".strip()
        if stroke.repetitions is None:
            return done
        return f"{done}, {self._label('repetitions', n=stroke.repetitions)}"

    def _facts(self, step: Step) -> Iterator[str]:
        if step.areas:
            yield ", ".join(self._areas.get(area, area.value) for area in step.areas)
        if step.technique:
            yield self._techniques.get(step.technique, step.technique)
        yield from self._sides(step)
        yield from self._time(step)
        if step.pressure is not None:
            yield self._label("pressure", level=step.pressure)
        if step.heat:
            yield self._words["heat"]
        if step.check_ins:
            yield self._label("check_ins", times=", ".join(map(clock, step.check_ins)))

    def _sides(self, step: Step) -> Iterator[str]:
        match step.sides:
            case Sides.EACH:
                yield self._label("each_side", first=self._side(step.first))
            case Sides.LEFT | Sides.RIGHT:
                yield self._label("one_side", side=self._side(Side(step.sides.value)))
            case Sides.NONE:
                pass

    def _side(self, side: Side) -> str:
        return self._words[f"{side.value}_side"]

    def _time(self, step: Step) -> Iterator[str]:
        if step.hold is not None:
            yield clock(step.hold)
        elif step.repetitions is not None:
            yield self._label("repetitions", n=step.repetitions)
            if step.sets > 1:
                yield self._label("sets", n=step.sets)
            if step.rest:
                yield self._label("rest", time=clock(step.rest))
