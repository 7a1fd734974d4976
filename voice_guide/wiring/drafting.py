"""New routines: from a few answers, or from an article."""

import re
from dataclasses import replace
from pathlib import Path

from voice_guide.adapters.routine_file.schema import NAME
from voice_guide.adapters.routine_file.writing import text_of_routine
from voice_guide.core.drafting import Draft, draft, titled
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine
from voice_guide.errors import InputError
from voice_guide.language.drafting import load_terms
from voice_guide.resources import shipped
from voice_guide.wiring import folders, library

LANGUAGE = "en"

_REVIEW = "review"


def imported(article: Path, to: Path | None) -> tuple[Path, Draft]:
    """Draft a routine from an article and put it into a file; raise InputError."""
    from voice_guide.adapters.article_file import read_article  # noqa: PLC0415 - slow to import

    read = read_article(article)
    terms = load_terms(LANGUAGE, library.techniques())
    if not titled(read, terms).title:
        read = replace(read, title=article.stem.replace("_", " ").replace("-", " ").capitalize())
    name = (to.stem if to else "") or name_of(titled(read, terms).title)
    try:
        found = draft(read, terms, name)
    except ValueError as error:
        raise InputError(
            f"{article}: {error}",
            hint="Steps are numbered, or have headings, or say what is done to which part.",
        ) from error
    remarks = {
        guess.way: f"{_REVIEW}: from “{guess.words}”" if guess.words else _REVIEW
        for guess in found.guesses
    }
    return written(found.routine, to, remarks), found


def written(
    routine: Routine, to: Path | None, remarks: dict[tuple[str | int, ...], str] | None = None
) -> Path:
    """Put a routine into a new file, by default in the person's own folder; raise InputError."""
    path = to or folders.routines() / f"{routine.id}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if to is None:
            schema = shipped("routines") / NAME
            (path.parent / NAME).write_bytes(schema.read_bytes())
        with path.open("x", encoding="utf-8") as file:
            file.write(text_of_routine(routine, remarks))
    except FileExistsError as error:
        raise InputError(
            f"{path} is there already", hint="Choose another name with --output."
        ) from error
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written: {error.strerror}", hint="Choose a place with --output."
        ) from error
    return path


def name_of(title: str) -> str:
    """A file's name, and so an id, for a title."""
    words = re.sub(r"[^a-z0-9]+", "-", normal(title)).strip("-")
    return words[:60].strip("-") or "my-routine"
