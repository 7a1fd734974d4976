"""A routine, questions and a glossary that use every field; tests spoil them."""

from pathlib import Path

ROUTINE = """\
title: The short rub
summary: Two strokes for a tired back.
credit: Written for the tests.
equipment: [a mat, "oil: a little"]
position: They lie on their belly.
screening: [heat]
parts:
  - title: Warming up
    steps:
      - title: Thumbs up the spine
        say: >-
          Press your thumbs up both sides
          of the spine.
        areas: [lower_back, mid_back]
        technique: thumb_pressure
        strokes:
          - {kind: press, direction: up both sides of the spine, repetitions: 3}
          - kind: glide
        sides: each
        first: right
        hold: 1 min 30 s
        pressure: 2
        heat: true
        cautions: [Never on the spine itself.]
        check_ins: [30 s, 1 min]
        short: Thumbs up the spine.
        gentler: Let the thumbs glide.
        firmer: Lean in a little.
        other_side: The same from where you stand.
        why: It warms the long muscles.
  - title: Each side
    sides: each
    first: left
    steps:
      - title: Shoulder squeezes
        say: Squeeze the shoulder.
        repetitions: 10
        seconds_each: 3
        sets: 3
        rest: 20 s
        other_side: Squeeze the other shoulder.
      - title: Rest
        say: Rest the hands.
aftercare: [Drink a glass of water.]
"""

QUESTIONS = """\
questions:
  - id: fever
    ask: Do you have a fever?
    advice: Rest today.
    stop: true
  - id: heat
    ask: Is your skin numb anywhere?
    always: false
    clinician: true
    ask_where: true
    leave_out: [hips]
    leave_out_heat: true
    leave_out_techniques: [thumb_pressure]
    pressure_at_most: 2
"""

TECHNIQUES = """\
techniques:
  thumb_pressure:
    name: thumb pressure
    said: [thumb pressure, pressing]
    what: The thumbs press and let go.
    why: It reaches one place at a time.
  effleurage:
    name: effleurage
    said: [effleurage, long strokes]
    what: Long strokes with the flat hand.
"""


def shelve(folder: Path) -> Path:
    """Lay out a folder of routines as it should be, and return the routine's path."""
    common = folder / "common"
    common.mkdir(parents=True)
    (common / "screening.yaml").write_text(QUESTIONS, encoding="utf-8")
    (common / "techniques.yaml").write_text(TECHNIQUES, encoding="utf-8")
    routine = folder / "short-rub.yaml"
    routine.write_text(ROUTINE, encoding="utf-8")
    return routine


def spoilt(text: str, old: str, new: str) -> str:
    """`text` with the one place that says `old` saying `new`."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sample"
    return text.replace(old, new)
