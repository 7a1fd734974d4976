"""What a page shows, as plain data in the words of the language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.language.place import place


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything there is to see from one moment on."""

    view: View = field(default_factory=View)
    at: Seconds = 0.0
    """Session time of `view`."""
    said: str = ""
    heard: str = ""
    notice: str = ""
    over: bool = False
    """Nothing more will come: the guide is leaving."""


def page_view(seen: Seen, labels: Mapping[str, str]) -> dict[str, object]:
    """The moment as JSON can hold it.

    `due` is the session time at which the hold is over, None while none runs; a page that knows
    the session time counts down by itself, and rightly again after it has slept.
    """
    view = seen.view
    running = view.running and view.left is not None
    return {
        "phase": view.phase,
        "state": labels.get(f"phase_{view.phase}", ""),
        "routine": view.routine,
        "number": view.number,
        "of": view.of,
        "place": _place(view, labels),
        "part": view.part,
        "title": view.title,
        "words": view.words,
        "side": labels["side"].format(side=view.side) if view.side else "",
        "pressure": view.pressure,
        "pressureText": _pressure(view, labels),
        "areas": list(view.areas),
        "keptOut": _kept_out(view, labels),
        "left": view.left,
        "whole": view.whole,
        "due": seen.at + (view.left or 0.0) if running else None,
        "next": labels["next"].format(title=view.next_title) if view.next_title else "",
        "hints": list(view.hints),
        "answers": list(view.answers),
        "deaf": "" if view.listening else labels["not_listening"],
        "question": view.question,
        "said": seen.said,
        "heard": labels["heard"].format(text=seen.heard) if seen.heard else "",
        "notice": seen.notice,
        "over": seen.over,
    }


def _place(view: View, labels: Mapping[str, str]) -> str:
    if view.number is None:
        return ""
    return place(view, labels)


def _pressure(view: View, labels: Mapping[str, str]) -> str:
    if view.pressure is None:
        return ""
    return labels["pressure_of"].format(level=view.pressure)


def _kept_out(view: View, labels: Mapping[str, str]) -> str:
    if not view.kept_out:
        return ""
    return labels["kept_out"].format(areas=", ".join(view.kept_out))
