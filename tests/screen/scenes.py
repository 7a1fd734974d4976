"""One moment of a session, and pages to draw it on."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from voice_guide.core.view import View
from voice_guide.language.labels import load_labels
from voice_guide.screen import palette
from voice_guide.screen.marks import marks
from voice_guide.screen.page import Page, Scene
from voice_guide.screen.picture import picture

WORDS = load_labels("en")

KNEADING = View(
    routine="Step by step back massage",
    phase="holding",
    number=3,
    of=12,
    part="Warming up",
    title="Knead the shoulder tops",
    words=(
        "Take the muscle on top of the left shoulder between the heel of your hand and your "
        "fingers. Lift it a little, roll it and let it go. Work from the neck outward and back, "
        "without hurry, and keep off the collarbone."
    ),
    side="left",
    pressure=2,
    areas=("the shoulders", "the neck"),
    kept_out=("the lower back",),
    left=72.0,
    whole=90.0,
    running=True,
    next_title="Circles beside the spine",
    hints=("next", "repeat", "more time", "too much pressure", "how long is left"),
    listening=True,
)

QUESTION = replace(
    KNEADING, phase="screening", number=None, part="", title="Step by step back massage",
    words="Does the person on the table have a fever?", side="", pressure=None, areas=(),
    kept_out=(), left=None, whole=None, running=False, hints=("yes", "no", "not sure"),
)  # fmt: skip

HOLDING = Scene(
    KNEADING, 68.7, said="Half of the time is over.", heard="more time", notice="No loudspeaker."
)


def page(width: int, height: int, encoding: str = "utf-8", terminal: str = "") -> Page:
    return Page(width, height, WORDS, marks(encoding, terminal), encoding)


def drawn(scene: Scene, on: Page) -> list[str]:
    return [line.plain for line in picture(scene, on)]


def escapes(scene: Scene, on: Page, *, no_color: bool = False) -> str:
    """The picture as a terminal gets it."""
    out = StringIO()
    console = Console(
        file=out, width=on.width, force_terminal=True, color_system="truecolor",
        no_color=no_color, legacy_windows=False,
    )  # fmt: skip
    for line in picture(scene, on):
        console.print(line, style=palette.GROUND, no_wrap=True, overflow="ignore", crop=False)
    return out.getvalue()
