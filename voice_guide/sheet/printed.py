"""A routine as one HTML page for printing, which needs nothing from outside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voice_guide import bodymap
from voice_guide.bodymap import Look, Theme
from voice_guide.core.beats import Beat
from voice_guide.core.picture import body_picture
from voice_guide.core.routine import Routine
from voice_guide.core.techniques import Technique, tool_of
from voice_guide.core.words import Reply, Words
from voice_guide.sheet import contents

_PAPER = Look(Theme.LIGHT, moving=False, styled=False)
_PLAIN_PAPER = Look(Theme.LIGHT, moving=False, plain=True)


@dataclass(frozen=True, slots=True)
class Language:
    """The words a sheet is written with."""

    code: str
    words: Words
    labels: Mapping[str, str]
    """The sheet's own."""
    map_words: Mapping[str, str]
    """The body map's."""


def printed(
    routine: Routine,
    techniques: Iterable[Technique],
    language: Language,
    *,
    variables: bool = True,
) -> str:
    """The sheet of a routine, as HTML; what comes from its file is escaped.

    `variables`: it is for a browser. Other programs know no variables in style sheets, and keep
    the styles of one picture apart from those of the next, which a browser does not.
    """
    known = tuple(techniques)
    look = _PAPER if variables else _PLAIN_PAPER
    return _template().render(
        code=language.code,
        routine=routine,
        labels=language.labels,
        about=contents.about(routine, language.labels),
        parts=contents.parts(routine, language.words, language.labels),
        commands=contents.commands(language.labels),
        warning=language.words.say(Reply.NOT_MEDICAL),
        body_style=Markup(bodymap.stylesheet() if variables else ""),  # noqa: S704 - our own
        body=lambda step: _body(step.beat, known, language, look),
    )


def _body(beat: Beat, techniques: Iterable[Technique], language: Language, look: Look) -> Markup:
    picture = body_picture(
        beat,
        language.words.ways,
        tool=tool_of(beat.step.technique, techniques),
        pressure=beat.step.pressure,
    )
    caption = bodymap.caption(picture, language.words.areas, language.map_words)
    # Safe as it is: bodymap escapes what it writes.
    return Markup(bodymap.draw(picture, caption, look, prefix=f"s{beat.number}"))  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("voice_guide.sheet", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template() -> Template:
    return _environment().get_template("sheet.html")
