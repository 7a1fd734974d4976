"""What the body map shows of a step."""

import re
from dataclasses import replace

import pytest

from tests.bodymap.pictures import drawn, every_beat, having, ids, parsed, picture_of, referred_to
from voice_guide.bodymap import Caption, Look, Theme, draw
from voice_guide.bodymap.clearing import Clearing
from voice_guide.bodymap.curve import Point
from voice_guide.bodymap.figure import Face
from voice_guide.bodymap.names import Names
from voice_guide.bodymap.shapes import SHAPES
from voice_guide.bodymap.strokes import Place, strokes
from voice_guide.bodymap.things import things
from voice_guide.core.beats import Beat
from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture, Movement, Way
from voice_guide.core.routine import STROKE_KINDS, Side
from voice_guide.core.techniques import Tool

BEATS = dict(every_beat())
MOVING = {name: beat for name, beat in BEATS.items() if beat.step.areas and beat.step.strokes}
LONGEST = 25_000
DRAWN_WITH = {
    "svg", "title", "desc", "defs", "g", "use", "path", "circle", "ellipse", "rect", "line", "text",
    "clipPath", "linearGradient", "radialGradient", "stop", "pattern",
}  # fmt: skip
PLAIN = Look(styled=False)
STILL = {"hold", "place"}


@pytest.mark.parametrize("beat", BEATS.values(), ids=BEATS)
def test_every_step_of_every_routine_is_drawn(beat: Beat) -> None:
    picture = picture_of(beat)
    svg = drawn(picture)
    found = ids(svg)
    assert len(found) == len(set(found))
    assert referred_to(svg) <= set(found)
    assert len(svg) < LONGEST
    assert bool(having(svg, "bm-lit")) is bool(picture.areas)
    assert len(having(svg, "bm-full")) == (picture.pressure or 0)
    assert len(having(svg, "bm-chosen")) == (1 if picture.side else 0)


@pytest.mark.parametrize("beat", BEATS.values(), ids=BEATS)
def test_what_a_page_puts_into_itself_is_a_drawing_and_nothing_else(beat: Beat) -> None:
    for it in parsed(drawn(picture_of(beat), PLAIN)).iter():
        assert it.tag.rpartition("}")[2] in DRAWN_WITH
        assert not [name for name in it.attrib if name.startswith("on") or name == "style"]
        assert it.get("href", "#").startswith("#")


@pytest.mark.parametrize("beat", MOVING.values(), ids=MOVING)
def test_every_movement_of_every_routine_leaves_a_mark(beat: Beat) -> None:
    picture = picture_of(beat)
    idle = drawn(replace(picture, movements=(), tool=Tool.HANDS))
    assert drawn(picture) != idle


@pytest.mark.parametrize("area", Area)
def test_every_area_can_be_lit_and_left_out(area: Area) -> None:
    lit = drawn(BodyPicture((area,), pressure=3))
    out = drawn(BodyPicture(kept_out=(area,)))
    shown = sum(area in shapes for shapes in SHAPES.values())
    assert 1 <= len(having(lit, "bm-lit")) <= shown
    assert not having(lit, "bm-out")
    assert 1 <= len(having(out, "bm-out")) <= shown
    assert not having(out, "bm-lit")


@pytest.mark.parametrize("kind", STROKE_KINDS)
def test_every_stroke_can_be_drawn_anywhere_and_any_way(kind: str) -> None:
    names = Names("body")
    for ways in ((), *((way,) for way in Way), (Way.UP, Way.DOWN), tuple(Way)):
        for area in Area:
            for mark in strokes(Movement(kind, ways), Place((area,), Tool.HANDS, names)):
                assert mark.tag in {"path", "g"}


@pytest.mark.parametrize("tool", Tool)
def test_every_tool_can_be_drawn_anywhere(tool: Tool) -> None:
    for area in Area:
        for kind in ("place", "roll"):
            svg = drawn(BodyPicture((area,), Side.LEFT, (Movement(kind),), tool=tool), PLAIN)
            assert referred_to(svg) <= set(ids(svg))


@pytest.mark.parametrize("kind", [kind for kind in STROKE_KINDS if kind not in STILL])
def test_every_kind_of_stroke_looks_different(kind: str) -> None:
    def back(kind: str) -> str:
        movement = Movement(kind, (Way.UP,))
        return drawn(BodyPicture((Area.UPPER_BACK, Area.MID_BACK), movements=(movement,)))

    pictures = {other: re.sub(r"<desc.*?</desc>", "", back(other)) for other in STROKE_KINDS}
    alike = {other for other, svg in pictures.items() if svg == pictures[kind]}
    # Rolling the shoulders and rocking are both a turn to and fro; a stretch goes outward.
    assert alike <= {kind, *({"stretch", "outward"} if kind in {"stretch", "outward"} else ())}


def test_left_is_right_seen_in_a_mirror() -> None:
    step = BodyPicture((Area.SHOULDERS,), Side.RIGHT, (Movement("glide", (Way.DOWN,)),), 3)
    right = drawn(step)
    left = drawn(replace(step, side=Side.LEFT))

    def halves(svg: str, name: str) -> list[str | None]:
        root = parsed(svg)
        parents = {child: parent for parent in root.iter() for child in parent}
        return [parents[it].get("transform") for it in root.iter() if it.get("id") == name]

    for part in ("body-lit-back", "body-strokes-back"):
        assert halves(right, part) == [None]
        assert halves(left, part) == ["scale(-1 1)"]
    strip = re.compile(r"<g transform=\"scale\(-1 1\)\"><g id=|<g><g id=")
    shapes = [strip.sub("<g id=", svg).count(' d="') for svg in (left, right)]
    assert shapes[0] == shapes[1]


def test_both_sides_are_worked_on_where_there_is_no_side() -> None:
    svg = drawn(BodyPicture((Area.SHOULDERS,), pressure=2))
    copies = [it for it in parsed(svg).iter() if it.get("href") == "#body-lit-back"]
    assert [copy.get("transform") for copy in copies] == ["scale(-1 1)"]


def test_what_cannot_be_seen_from_behind_is_shown_from_the_front() -> None:
    back = drawn(BodyPicture((Area.UPPER_BACK,)))
    both = drawn(BodyPicture((Area.CHEST,)))
    assert "half-front" not in back
    assert "half-front" in both
    assert "half-back" in both


def test_the_receivers_left_is_to_the_right_when_seen_from_the_front() -> None:
    svg = drawn(BodyPicture((Area.CHEST,), Side.LEFT))
    front = parsed(svg).findall(".//*[@id='body-lit-front']/..")
    assert [it.get("transform") for it in front] == [None]


def test_the_legs_are_in_the_picture_when_they_matter() -> None:
    def height(picture: BodyPicture) -> float:
        return float(parsed(drawn(picture)).attrib["viewBox"].split()[3])

    assert height(BodyPicture((Area.LEGS,))) > 1.4 * height(BodyPicture((Area.UPPER_BACK,)))


def test_hot_stones_lie_on_shoulders_and_hips_and_beside_the_spine_never_on_it() -> None:
    areas = (Area.SHOULDERS, Area.HIPS, Area.UPPER_BACK, Area.MID_BACK)
    place = (Movement("place"),)
    hot = drawn(BodyPicture(areas, movements=place, tool=Tool.STONES, heat=True))
    stones = [it for it in parsed(hot).iter() if it.findall("*[@class='bm-stone']")]
    assert len(having(hot, "bm-warm")) == len(stones) >= 4
    for stone in stones:
        moved = re.match(r"translate\(([\d.]+) ", stone.attrib["transform"])
        (round_,) = stone.findall("*[@class='bm-stone']")
        assert moved
        assert float(moved[1]) - float(round_.attrib["rx"]) > 5
    cold = drawn(BodyPicture(areas, movements=place, tool=Tool.STONES))
    assert not having(cold, "bm-warm")


def test_several_pictures_fit_into_one_document() -> None:
    beat = next(iter(BEATS.values()))
    one, two = (drawn(picture_of(beat), prefix=prefix) for prefix in ("one", "two"))
    assert not set(ids(one)) & set(ids(two))


def test_a_still_picture_moves_nothing_and_a_moving_one_asks_whether_motion_is_welcome() -> None:
    picture = BodyPicture((Area.UPPER_BACK,), movements=(Movement("glide", (Way.UP,)),))
    assert "bm-moving" not in parsed(drawn(picture, Look(moving=False))).attrib["class"]
    moving = drawn(picture)
    assert "bm-moving" in parsed(moving).attrib["class"]
    # Every animation is a variable that is set in this one place.
    assert re.findall(r"animation:(?!var)", moving) == []
    assert "@media (prefers-reduced-motion:no-preference){.bm-moving{" in moving
    assert "<animate" not in moving


def test_the_picture_needs_nothing_from_outside_and_no_style_attributes() -> None:
    for theme in Theme:
        svg = drawn(BodyPicture((Area.UPPER_BACK,), pressure=3), Look(theme))
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", svg)
        assert ' style="' not in svg
        assert "<script" not in svg


def test_words_from_files_cannot_break_out() -> None:
    hostile = '</title><script>alert("1")</script>&"'
    svg = draw(BodyPicture(), Caption(hostile, hostile, hostile, hostile))
    root = parsed(svg)
    assert not [it for it in root.iter() if it.tag.endswith("script")]
    assert [it.text for it in root.iter() if it.tag.endswith("title")] == [hostile]


@pytest.mark.parametrize("out", [area for area in Area if area in SHAPES[Face.BACK]])
def test_no_stroke_crosses_what_is_left_alone(out: Area) -> None:
    clearing = Clearing(Face.BACK, (out,))
    for beat in BEATS.values():
        picture = picture_of(beat)
        areas = tuple(area for area in picture.areas if area not in {out, Area.CHEST})
        place = Place(areas, picture.tool, Names("body"), clearing)
        marks = [mark for one in picture.movements for mark in strokes(one, place)]
        marks += things(picture, place).half
        for mark in marks:
            if mark.get("class") == "bm-rail":
                assert all(map(clearing.has, points_of(mark.attrib["d"])))
            if moved := re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", mark.get("transform", "")):
                assert clearing.has(Point(float(moved[1]), float(moved[2])))


def points_of(data: str) -> list[Point]:
    """Where the pieces of a path begin and end, but for its very ends."""
    ends = re.findall(r"C\S+ \S+ ([-\d.]+),([-\d.]+?)(?=C|$)", data)
    return [Point(float(x), float(y)) for x, y in ends[:-1]]
