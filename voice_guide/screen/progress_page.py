"""What is known, as a page for a browser: the body, and below it the steps."""

import io
from collections.abc import Sequence
from html import escape
from typing import TypeAlias

from rich.console import Console, RenderableType

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<style>
body {{ margin: 2em; background: #fff; color: #222; font-family: sans-serif }}
svg {{ display: block; height: 60vh; max-width: 100%% }}
.legend span {{ display: inline-block; margin-right: 1.2em }}
i {{ display: inline-block; width: 1em; height: 1em; margin-right: .4em }}
pre {{ font-size: 16px; line-height: 1.3; overflow-x: auto }}
</style>
</head>
<body>
%s
<p class="legend">%s</p>
<pre>{code}</pre>
</body>
</html>
"""

Legend: TypeAlias = tuple[str, Sequence[tuple[str, str]]]
"""What the colours tell, and each colour, as CSS names it, with its words."""

_WIDTH = 80
"""Letters: a page of 900 pixels holds them."""


def progress_page(title: str, body: str, legend: Legend, steps: RenderableType) -> str:
    """The page, with nothing from outside; `body` is an `<svg>`."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), color_system="truecolor")
    console.print(steps)
    form = _PAGE % tuple(map(_literal, (escape(title), body, _legend(legend))))
    return console.export_html(code_format=form, inline_styles=True)


def _legend(legend: Legend) -> str:
    told, colours = legend
    marks = (f'<span><i style="background:{c}"></i>{escape(words)}</span>' for c, words in colours)
    return " ".join((f"<span>{escape(told)}</span>", *marks))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
