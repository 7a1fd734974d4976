"""Colours and movement of the body map, as a style sheet.

Everything is styled by classes, so that a page with a strict content policy can serve the sheet
as a file of its own, and by variables, so that it can be given other colours.
"""

from enum import StrEnum
from functools import cache


class Theme(StrEnum):
    """Light on dark for a dim room, dark on light for paper."""

    DARK = "dark"
    LIGHT = "light"


PRESSURE_COLOURS = {
    Theme.DARK: ("#8f5c38", "#b5793f", "#d99a4b", "#f2bf6c", "#ffe6b3"),
    Theme.LIGHT: ("#f2c993", "#eaa865", "#d87c3c", "#b14c22", "#782612"),
}
"""Of pressure 1 to 5: ever further from the skin, also where all colours are grey."""

KNOWN_COLOURS = ("#a63603", "#d9772b", "#a88a1f", "#4f97a3", "#12637a")
"""Of levels of what is known, 1 to 5, on light ground: told apart by who sees no red or green."""

COLOURS = {
    Theme.DARK: {
        "skin-top": "#585049",
        "skin": "#453e39",
        "edge": "#94877a",
        "line": "#221d19",
        "light": "#fff6ea",
        "shade": "#0c0a08",
        "hair": "#2f2924",
        "spine": "#29241f",
        "touch": "#6aa79b",
        "ink": "#fffaf0",
        "casing": "#14110f",
        "hand": "#6b625a",
        "pack": "#d6cfc6",
        "out": "#f28b82",
        "out-skin": "#332624",
        "stone": "#24211f",
        "stone-edge": "#b9aea2",
        "words": "#b3a596",
        "chosen": "#ffd890",
        "chosen-words": "#1a1408",
    },
    Theme.LIGHT: {
        "skin-top": "#faf5ee",
        "skin": "#efe6da",
        "edge": "#a8957f",
        "line": "#b9a690",
        "light": "#ffffff",
        "shade": "#b79f84",
        "hair": "#d9cab8",
        "spine": "#d2c1ac",
        "touch": "#8fc1b5",
        "ink": "#2a211b",
        "casing": "#fffdf9",
        "hand": "#fffdf9",
        "pack": "#fffdf9",
        "out": "#9c2b2b",
        "out-skin": "#f3ecec",
        "stone": "#5c5d61",
        "stone-edge": "#2a2b2e",
        "words": "#6b5d4f",
        "chosen": "#2a211b",
        "chosen-words": "#fffdf9",
    },
}

# Copies made with <use> know only their own classes and what they inherit: no selector may go
# from the picture down into a part, and what differs between pictures is a variable.
LOOK = """
.bm text{font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.bm text{fill:var(--bm-words)}
.bm-edge,.bm-line,.bm-flow,.bm-rail,.bm-casing,.bm-thin{fill:none;stroke-linecap:round;stroke-linejoin:round}
.bm-line{stroke:var(--bm-line);stroke-width:1.4;opacity:.85}
.bm-edge{stroke-width:1.6}
.bm-hair{fill:var(--bm-hair)}
.bm-spine{fill:var(--bm-spine)}
.bm-away{opacity:.5}
.bm-lit{fill:var(--bm-level);stroke:var(--bm-level);stroke-width:1.6}
.bm-halo{fill:none;stroke:var(--bm-level);stroke-linejoin:round}
.bm-stop-skin-top{stop-color:var(--bm-skin-top)}.bm-stop-skin{stop-color:var(--bm-skin)}.bm-stop-edge{stop-color:var(--bm-edge)}
.bm-stop-light{stop-color:var(--bm-light)}.bm-stop-shade{stop-color:var(--bm-shade)}
.bm-out-ground{fill:var(--bm-out-skin)}
.bm-out{stroke:var(--bm-out);stroke-width:1.6}
.bm-hatch{stroke:var(--bm-out);stroke-width:3}
.bm-rail,.bm-thin{stroke:var(--bm-ink);stroke-width:3}
.bm-rail{opacity:var(--bm-rail-seen,1)}
.bm-flow{stroke:var(--bm-ink);stroke-width:4.5;display:var(--bm-flowing,none)}
.bm-flow{stroke-dasharray:24 76}
.bm-casing{stroke:var(--bm-casing);stroke-width:7;opacity:.75}
.bm-thin{stroke-width:2.4}
.bm-head,.bm-dot{fill:var(--bm-ink);stroke:var(--bm-casing);stroke-width:1.6;paint-order:stroke;stroke-linejoin:round}
.bm-pad{fill:var(--bm-ink);fill-opacity:.28;stroke:var(--bm-ink);stroke-width:2.2}
.bm-stone{fill:var(--bm-stone);stroke:var(--bm-stone-edge);stroke-width:1.8}
.bm-ghost{fill-opacity:.15;stroke-dasharray:4 3}
.bm-seam{fill:none;stroke:var(--bm-stone-edge);stroke-width:1.6;stroke-linecap:round}
.bm-pack{fill:var(--bm-pack);fill-opacity:.9;stroke:var(--bm-stone-edge);stroke-width:1.8}
.bm-cold{fill:#bfe3f5}.bm-hot{fill:#f2b48a}
.bm-hand{fill:var(--bm-hand);fill-opacity:.88;stroke-width:1.8}
.bm-gleam{fill:#fff;opacity:.22}
.bm-warm{fill:none;stroke:#e8693a;stroke-width:3;opacity:.75}
.bm-pill{fill:none;stroke:var(--bm-words);stroke-width:1.2;opacity:.6}
.bm-chosen .bm-pill{fill:var(--bm-chosen);stroke:none;opacity:1}
.bm-chosen text{fill:var(--bm-chosen-words)}
.bm-pip{fill:none;stroke:var(--bm-words);stroke-width:1.4}
.bm-full{fill:var(--bm-level)}
.bm-p0{--bm-level:var(--bm-0)}.bm-p1{--bm-level:var(--bm-1)}.bm-p2{--bm-level:var(--bm-2)}
.bm-p3{--bm-level:var(--bm-3)}.bm-p4{--bm-level:var(--bm-4)}.bm-p5{--bm-level:var(--bm-5)}
"""

# Ten pictures a second, all at once, and no beginning or end left to be worked out:
# docs/decisions/0031-ten-pictures-a-second.md.
_MOVES = """
.bm-quiet .bm-lit{animation:var(--bm-breathe,none)}
.bm-spin{animation:var(--bm-spin,none)}.bm-sway{animation:var(--bm-sway,none)}
.bm-pulse{animation:var(--bm-pulse,none)}.bm-rub{animation:var(--bm-rub,none)}
.bm-flow{animation:var(--bm-flow,none)}.bm-both{animation:var(--bm-both,none)}
.bm-n1{animation-delay:.3s}.bm-n2{animation-delay:.6s}.bm-n3{animation-delay:.9s}.bm-n4{animation-delay:1.2s}
.bm-n5{animation-delay:1.5s}.bm-n6{animation-delay:1.8s}.bm-n7{animation-delay:2.1s}
@media (prefers-reduced-motion:no-preference){.bm-moving{
--bm-flowing:inline;--bm-rail-seen:.38;
--bm-breathe:bm-breathe 5s steps(5) infinite;
--bm-flow:bm-flow 3.2s steps(32) infinite;
--bm-both:bm-flow 3.6s steps(36) infinite alternate;
--bm-spin:bm-spin 3s steps(30) infinite;
--bm-sway:bm-sway 2s steps(20) infinite alternate;
--bm-pulse:bm-pulse 2.4s steps(12) infinite;
--bm-rub:bm-rub .8s steps(8) infinite alternate
}}
@keyframes bm-breathe{from,to{opacity:1}50%{opacity:.82}}
@keyframes bm-flow{from{stroke-dashoffset:100}to{stroke-dashoffset:0}}
@keyframes bm-spin{from{transform:rotate(0)}to{transform:rotate(360deg)}}
@keyframes bm-sway{from{transform:rotate(-28deg)}to{transform:rotate(28deg)}}
@keyframes bm-pulse{from,to{transform:scale(1);opacity:1}50%{transform:scale(.72);opacity:.65}}
@keyframes bm-rub{from{transform:translateX(-3px)}to{transform:translateX(3px)}}
"""


@cache
def stylesheet() -> str:
    """What makes the pictures look as they should; once for a page is enough."""
    return "".join((*map(_variables, Theme), LOOK.strip(), _MOVES.strip())).replace("\n", "")


def _variables(theme: Theme) -> str:
    levels = {str(level): colour for level, colour in enumerate(PRESSURE_COLOURS[theme], 1)}
    named = {**COLOURS[theme], "0": COLOURS[theme]["touch"], **levels}
    return f".bm-{theme}{{{';'.join(f'--bm-{name}:{colour}' for name, colour in named.items())}}}"
