"""What a real Chromium shows of the body map."""

from base64 import b64decode
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.bodymap.pictures import drawn
from voice_guide.bodymap import Look, Theme
from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture, Movement, Way
from voice_guide.core.routine import PRESSURES, Side

GROUND = {Theme.DARK: "#14110f", Theme.LIGHT: "#ffffff"}
WIDTH, HEIGHT = 372, 520
"""The picture's own units, so that one is one pixel."""

READ = """async svg => {
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(svg.replace("<svg ", "<svg width='372' height='520' "));
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [372, 520];
  const ink = canvas.getContext("2d");
  ink.fillStyle = GROUND;
  ink.fillRect(0, 0, 372, 520);
  ink.drawImage(image, 0, 0);
  const {data} = ink.getImageData(0, 0, 372, 520);
  let grey = "";
  for (let n = 0; n < data.length; n += 4)
    grey += String.fromCharCode(0.2126 * data[n] + 0.7152 * data[n + 1] + 0.0722 * data[n + 2]);
  return btoa(grey);
}"""  # noqa: E501 - one line of script

BACK = (Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK)


class Grey:
    """A picture without its colours; places are in the units of the figure."""

    def __init__(self, pixels: bytes) -> None:
        self._pixels = pixels

    def at(self, x: float, y: float) -> int:
        return self._pixels[round(y + 28) * WIDTH + round(x + 186)]

    def around(self, x: float, y: float, far: int = 3) -> float:
        found = [self.at(x + dx, y + dy) for dx in range(-far, far + 1) for dy in range(-far, far)]
        return sum(found) / len(found)


def grey(browser: Browser, picture: BodyPicture, look: Look) -> Grey:
    page = browser.new_page()
    found = page.evaluate(READ.replace("GROUND", f'"{GROUND[look.theme]}"'), drawn(picture, look))
    page.close()
    return Grey(b64decode(found))


def still(theme: Theme) -> Look:
    return Look(theme, moving=False)


@pytest.mark.parametrize("theme", Theme)
def test_every_pressure_is_another_grey(browser: Browser, theme: Theme) -> None:
    greys = [
        grey(browser, BodyPicture(BACK, pressure=level), still(theme)).around(28, 252)
        for level in PRESSURES
    ]
    greys.insert(0, grey(browser, BodyPicture(), still(theme)).around(28, 252))
    steps = [after - before for before, after in pairwise(greys)]
    if theme is Theme.LIGHT:
        steps = [-step for step in steps]
    assert min(steps) > 6, greys


def test_both_halves_are_the_same_picture(browser: Browser) -> None:
    movements = (Movement("knead"), Movement("glide", (Way.UP,)))
    picture = BodyPicture((*BACK, Area.SHOULDERS), movements=movements, pressure=3)
    seen = grey(browser, picture, still(Theme.DARK))
    # Below the words "left" and "right", which are not each other's mirror.
    for y in range(110, 460, 7):
        for x in range(3, 180, 7):
            assert abs(seen.around(x, y) - seen.around(-1 - x, y)) < 6, (x, y)


@pytest.mark.parametrize("side", Side)
def test_only_the_side_that_is_worked_on_is_lit(browser: Browser, side: Side) -> None:
    seen = grey(browser, BodyPicture(BACK, side, pressure=4), still(Theme.DARK))
    right, left = seen.around(28, 252), seen.around(-28, 252)
    assert (right > 2 * left) if side is Side.RIGHT else (left > 2 * right)


def test_what_is_left_alone_is_hatched(browser: Browser) -> None:
    seen = grey(browser, BodyPicture(kept_out=(Area.LOWER_BACK,)), still(Theme.DARK))
    for half in (1, -1):
        row = [seen.at(half * x, 312) > 90 for x in range(8, 58)]
        changes = sum(before != after for before, after in pairwise(row))
        assert changes >= 6


def test_a_viewer_that_knows_no_variables_sees_the_same_colours(browser: Browser) -> None:
    picture = BodyPicture(BACK, Side.LEFT, (Movement("glide", (Way.UP,)),), 3)
    page = grey(browser, picture, still(Theme.LIGHT))
    plain = grey(browser, picture, Look(Theme.LIGHT, plain=True))
    # Further down the skin fades away on a page.
    for y in range(0, 380, 11):
        for x in range(-176, 176, 11):
            assert abs(page.at(x, y) - plain.at(x, y)) < 12
    assert "var(" not in drawn(picture, Look(Theme.LIGHT, plain=True))


MOVES = {
    "glide": Movement("glide", (Way.UP,)),
    "circles": Movement("circles"),
    "knead": Movement("knead"),
    "press": Movement("press", (Way.UP,)),
    "crawl": Movement("crawl", (Way.OUT,)),
    "outward": Movement("outward"),
    "friction": Movement("friction"),
    "percussion": Movement("percussion"),
}
RUNNING = "document.getAnimations().filter(one => one.playState === 'running').length"


def running(browser: Browser, movement: Movement, **settings: Any) -> int:
    page = browser.new_page(**settings)
    page.set_content(drawn(BodyPicture((*BACK, Area.SHOULDERS), movements=(movement,))))
    found = int(page.evaluate(RUNNING))
    page.close()
    return found


@pytest.mark.parametrize("kind", MOVES)
def test_strokes_move_unless_somebody_wants_less_motion(browser: Browser, kind: str) -> None:
    at_rest = running(browser, Movement("hold"), reduced_motion="no-preference")
    moving = running(browser, MOVES[kind], reduced_motion="no-preference")
    assert moving > 0
    assert at_rest > 0, "where no stroke moves, what is lit breathes"
    assert running(browser, MOVES[kind], reduced_motion="reduce") == 0


def test_two_pictures_in_one_page_keep_their_own_colours(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 560})
    soft, firm = (drawn(BodyPicture(BACK, pressure=level), prefix=f"p{level}") for level in (1, 5))
    page.set_content(soft + firm)
    fills = [
        page.evaluate(f"getComputedStyle(document.querySelector('#p{n}-lit-back .bm-lit')).fill")
        for n in (1, 5)
    ]
    page.close()
    assert fills[0] != fills[1]
