"""What was learnt in rehearsals: told as a picture, as data, and forgotten."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.table import Table

from voice_guide.bodymap import KNOWN_COLOURS, Caption, Look, Theme, draw
from voice_guide.core.picture import BodyPicture, in_order
from voice_guide.core.rehearsing.by_area import LEAST, level, levels
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.known import Known
from voice_guide.core.rehearsing.order import SURE, order
from voice_guide.core.routine import Routine
from voice_guide.errors import InputError, UsageError
from voice_guide.language.labels import load_body_map_words, load_labels
from voice_guide.language.replies import load_words
from voice_guide.screen.progress_page import Legend, progress_page
from voice_guide.screen.progress_table import Bars, RoutineRow, StepRow, routine_table, step_table
from voice_guide.wiring import library
from voice_guide.wiring.learning import key, progress
from voice_guide.wiring.output import writing

_NEVER_ASKED = {"chance": None, "times": 0, "grade": None, "last": None, "due": None}


@dataclass(frozen=True, slots=True)
class Learnt:
    """One routine, as well as it is known."""

    key: str
    """Its id, or where its file is."""
    routine: Routine | None
    """None: it is no longer there, or cannot be read."""
    known: Mapping[str, Known]
    """By title; a step that has another title now is not told."""
    passing: int
    """The pass that a rehearsal that fades begins with."""

    @property
    def title(self) -> str:
        return self.routine.title if self.routine else self.key

    @property
    def rows(self) -> tuple[StepRow, ...]:
        titles = [step.title for step in self.routine.steps] if self.routine else self.known
        steps = [(title, self.known.get(title)) for title in titles]
        coming = order([known.chance if known else None for _, known in steps])
        return tuple(
            StepRow(number, title, known, comes_up=number in coming)
            for number, (title, known) in enumerate(steps, 1)
        )

    @property
    def row(self) -> RoutineRow:
        met = [row.known for row in self.rows if row.known is not None]
        return RoutineRow(
            id=self.key,
            steps=len(self.rows),
            met=len(met),
            sure=sum(known.chance >= SURE for known in met),
            chance=sum(known.chance for known in met) / max(1, len(self.rows)),
            last=max((known.last for known in met), default=""),
        )


def of(name: str, tell: Callable[[InputError], None]) -> Learnt:
    """What is known of a routine, given as `play` takes it.

    Raise InputError for one that is not there, or a file that cannot be read.
    """
    routine = library.shelf().load(name)
    kept, kept_as = progress(tell), key(name)
    return Learnt(kept_as, routine, kept.known(kept_as), kept.passing(kept_as))


def of_all(tell: Callable[[InputError], None]) -> tuple[Learnt, ...]:
    """Every routine that was rehearsed, also what is no longer there."""
    kept = progress(tell)
    return tuple(
        Learnt(name, _still_there(name), kept.known(name), kept.passing(name))
        for name in kept.routines()
    )


def _still_there(name: str) -> Routine | None:
    try:
        return library.shelf().load(name)
    except InputError:
        return None


def shown(learnt: Learnt, encoding: str | None = None) -> Group:
    """One routine, to read; `encoding` is that of where it is shown, None for one that has all."""
    return _steps(learnt, Bars(encoding))


def _steps(learnt: Learnt, bars: Bars) -> Group:
    words = load_labels("en")
    row = learnt.row
    told = words["progress_told"].format(
        met=row.met, steps=row.steps, sure=row.sure, number=learnt.passing, of=PASSES
    )
    return step_table(learnt.title, told, learnt.rows, words, bars)


def write(learnt: Learnt, output: Path) -> None:
    """Write the picture to a file: .svg the body alone, .html with all steps.

    Raise UsageError for another kind of file, InputError for one that cannot be written.
    """
    match output.suffix.lower():
        case ".svg":
            text = _body(learnt)
        case ".html":
            steps = _steps(learnt, Bars(colour=_colour))
            text = progress_page(learnt.title, _body(learnt), _legend(), steps)
        case other:
            raise UsageError(
                f"--output {output}: {other or 'a name without an ending'} is no kind of picture",
                hint="Name a file that ends in .svg or .html.",
            )
    with writing(output):
        output.write_text(text, encoding="utf-8")


def _colour(chance: float) -> str:
    return KNOWN_COLOURS[level(chance) - 1]


def _legend() -> Legend:
    words = load_labels("en")
    below = words["progress_below"].format(share=f"{LEAST[0]:.0%}")
    above = (words["progress_from"].format(share=f"{least:.0%}") for least in LEAST)
    return words["progress_legend"], tuple(zip(KNOWN_COLOURS, (below, *above), strict=True))


def _body(learnt: Learnt) -> str:
    """The areas of the body, each in a colour for how well its steps are known."""
    steps = learnt.routine.steps if learnt.routine else ()
    known = [(s, learnt.known.get(s.title)) for s in steps]
    found = levels((step, one.chance if one else None) for step, one in known)
    words = load_body_map_words("en")
    title = words["known"].format(title=learnt.title)
    told = " ".join(
        words["known_area"].format(area=load_words("en").areas[area], level=reached)
        for area, reached in found.items()
    )
    caption = Caption(title, told, words["left"], words["right"])
    picture = BodyPicture(areas=in_order(frozenset(found)))
    return draw(picture, caption, Look(Theme.LIGHT, moving=False), levels=found)


def shown_all(found: tuple[Learnt, ...], encoding: str | None = None) -> Table:
    """All of them, to read."""
    return routine_table((learnt.row for learnt in found), load_labels("en"), encoding)


def data(learnt: Learnt) -> dict[str, Any]:
    """One routine; chances with three decimals, of what was never asked for `null`."""
    return {
        "routine": learnt.key,
        "title": learnt.title,
        "pass": learnt.passing,
        "steps": [_step_data(row) for row in learnt.rows],
    }


def _step_data(row: StepRow) -> dict[str, Any]:
    known: dict[str, Any] = dict(_NEVER_ASKED)
    if row.known is not None:
        known = asdict(row.known) | {"chance": round(row.known.chance, 3)}
    return {"number": row.number, "title": row.title, **known, "comes_up": row.comes_up}


def known_as(name: str, tell: Callable[[InputError], None]) -> str:
    """The key of what is known of a routine, given by that key or as `play` takes it.

    Raise InputError where there is no such routine, and where nothing is known of it.
    """
    kept = progress(tell).routines()
    found = name if name in kept else key(name)
    if found not in kept:
        raise InputError(
            f"nothing is known of how you rehearsed {name}",
            hint=f"There is: {', '.join(kept)}." if kept else "",
        )
    return found


def forget(kept_as: str, tell: Callable[[InputError], None]) -> None:
    """Forget what is kept under this key."""
    progress(tell).forget(kept_as)
