"""Printed sheets: a routine as an HTML file or a PDF."""

from pathlib import Path

from voice_guide.adapters.paper import find_printer, print_pdf
from voice_guide.core.routine import Routine
from voice_guide.language.labels import load_body_map_words, load_sheet_words
from voice_guide.language.replies import load_words
from voice_guide.sheet import Language, printed
from voice_guide.wiring import library
from voice_guide.wiring.output import writing


def sheet(routine: Routine, code: str = "en", *, for_browser: bool = True) -> str:
    """The sheet of a routine, as HTML."""
    language = Language(
        code=code,
        words=load_words(code),
        labels=load_sheet_words(code),
        map_words=load_body_map_words(code),
    )
    return printed(routine, library.techniques(), language, variables=for_browser)


def write_sheet(routine: Routine, *, html: Path | None, pdf: Path | None) -> None:
    """Write the sheet to the files that are asked for; raise VoiceGuideError."""
    if html is not None:
        with writing(html):
            html.write_text(sheet(routine), encoding="utf-8")
    if pdf is not None:
        printer = find_printer()
        with writing(pdf):
            print_pdf(printer, sheet(routine, for_browser=printer.is_browser), pdf)
