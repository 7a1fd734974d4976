"""What is known, as a page for a browser: the body, and below it the steps."""

import io

from rich.console import Console, RenderableType

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<style>
body {{ margin: 2em; background: #fff; color: #222; font-family: sans-serif }}
svg {{ height: 60vh; max-width: 100%% }}
pre {{ font-size: 16px; line-height: 1.3; overflow-x: auto }}
</style>
</head>
<body>
%s
<p>%s</p>
<pre>{code}</pre>
</body>
</html>
"""

_WIDTH = 100
"""Letters."""


def progress_page(title: str, body: str, legend: str, steps: RenderableType) -> str:
    """The page, with nothing from outside; title and legend are HTML, `body` is an `<svg>`."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), color_system="truecolor")
    console.print(steps)
    form = _PAGE % tuple(map(_literal, (title, body, legend)))
    return console.export_html(code_format=form, inline_styles=True)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
