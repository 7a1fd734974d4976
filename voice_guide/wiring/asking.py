"""`new`: a routine from a few answers, typed."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import TypeVar

from voice_guide.adapters.routine_file.durations import seconds_of
from voice_guide.core.body import Area
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Part, Routine, Sides, Step
from voice_guide.language.areas import load_areas
from voice_guide.language.labels import load_labels
from voice_guide.language.numbers import in_digits
from voice_guide.screen.lines import tell
from voice_guide.wiring.drafting import name_of

LANGUAGE = "en"
_T = TypeVar("_T")

Ask = Callable[[str], str]
"""Puts a question and returns the line that was typed; raises EOFError when there is no more."""


def asked(ask: Ask) -> Routine:
    """Ask for a routine, step by step, until an empty title; at least one step."""
    words = load_labels(LANGUAGE)
    title = _until(ask, words["new_title"], _some)
    summary = ask(f"{words['new_summary']} ").strip() or title
    position = ask(f"{words['new_position']} ").strip()
    tell(words["new_steps"])
    steps: list[Step] = []
    while name := _step_name(ask, steps):
        steps.append(_step(ask, name))
    return Routine(name_of(title), title, summary, (Part(title, tuple(steps)),), position=position)


def _step_name(ask: Ask, steps: list[Step]) -> str:
    """The name of one more step; empty when there is none."""
    words = load_labels(LANGUAGE)
    while True:
        name = ask(f"\n{words['new_step'].format(number=len(steps) + 1)} ").strip()
        taken = any(normal(name) == normal(step.title) for step in steps)
        if not taken and (normal(name) or (steps and not name)):
            return name
        tell(words["new_step_again" if steps or name else "new_step_needed"])


def _step(ask: Ask, title: str) -> Step:
    words = load_labels(LANGUAGE)
    say = _until(ask, words["new_say"], _some)
    areas = _until(ask, words["new_areas"], _areas)
    each = bool(areas) and _until(ask, words["new_sides"], _yes_or_no)
    hold = _until(ask, words["new_hold"], _duration)
    pressure = _until(ask, words["new_pressure"], _pressure) if areas else None
    return Step(
        title=title,
        say=say,
        areas=areas,
        sides=Sides.EACH if each else Sides.NONE,
        hold=hold,
        pressure=pressure,
    )


def _until(ask: Ask, question: str, read: Callable[[str], _T]) -> _T:
    """Ask until the answer can be read; say what is wrong with one that cannot."""
    while True:
        try:
            return read(ask(f"{question} ").strip())
        except ValueError as error:
            tell(f"  {error}")


def _some(text: str) -> str:
    if not normal(text):
        raise ValueError(load_labels(LANGUAGE)["new_some"])
    return text


def _areas(text: str) -> tuple[Area, ...]:
    known, words = load_areas(LANGUAGE), load_labels(LANGUAGE)
    ways = {way: area for area, one in known.items() for way in (*one.said, area.value)}
    found: dict[Area, None] = {}
    for name in filter(None, (normal(part) for part in text.replace(" and ", ",").split(","))):
        way = name.removeprefix("the ").removeprefix("my ")
        if way not in ways:
            said = [one for words_of in known.values() for one in words_of.said]
            close = get_close_matches(way, said, n=3)
            question = words["new_area_close" if close else "new_area_list"]
            names = close or [one.name.removeprefix("the ") for one in known.values()]
            raise ValueError(question.format(name=name, names=", ".join(names)))
        found[ways[way]] = None
    return tuple(found)


def _yes_or_no(text: str) -> bool:
    words = load_labels(LANGUAGE)
    if text.lower() in ("", *words["new_no"].split()):
        return False
    if text.lower() in words["new_yes"].split():
        return True
    raise ValueError(words["new_yes_or_no"])


def _duration(text: str) -> float | None:
    if not text:
        return None
    text = in_digits(text, LANGUAGE)
    seconds = seconds_of(float(text) * 60 if text.replace(".", "", 1).isdigit() else text)
    if seconds is None or not 1 <= seconds <= 3 * 3600:
        raise ValueError(load_labels(LANGUAGE)["new_duration"])
    return seconds


def _pressure(text: str) -> int | None:
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5"}:
        raise ValueError(load_labels(LANGUAGE)["new_one_to_five"])
    return int(text)
