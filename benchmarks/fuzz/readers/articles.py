"""Articles that become drafts of routines."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from benchmarks.fuzz.mutation import spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters.routine_file import check_file
from voice_guide.errors import VoiceGuideError
from voice_guide.wiring.drafting import imported

_TEXT = b"""A short back rub

You need oil and a towel.

1. Warm the oil in your hands, then glide up both sides of the spine 5 times.
2. Knead the left shoulder for two minutes. Never press on the spine.
3. Repeat on the other side.

- Drink water.
"""
_MARKDOWN = b"""# A short back rub

Some *words* before. | a | b |

## Step 1: Warm

Glide up the back for 1-2 minutes, [link](http://x.org).

1. Knead the shoulders
   - softly
2. Circles, 3 sets of 10

```
code
```
"""
_HTML = b"""<!doctype html><html><head><title>Rub</title><script>x()</script></head><body><main>
<h1>A short back rub</h1><p>Words &amp; more.</p><ol><li>Glide up the back for 2 minutes.
<ul><li>softly</li></ul></li><li><p>Knead the <b>left</b> shoulder.</p></li></ol>
<h2>Legs</h2><p>Press the calves 4 times.</p></main></body></html>"""
_HOW_TO = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["HowTo"],
            "name": "A short back rub",
            "description": "Some <b>words</b>.",
            "tool": [{"@type": "HowToTool", "name": "oil"}, "towel"],
            "step": [
                {"@type": "HowToStep", "name": "Warm", "text": "Glide up the back for 2 minutes."},
                {
                    "@type": "HowToSection",
                    "name": "Shoulders",
                    "itemListElement": [{"@type": "HowToStep", "text": "Knead the shoulders."}],
                },
                "Press the calves.",
            ],
        }
    ],
}


@contextmanager
def _articles(folder: Path) -> Iterator[Case]:
    seeds = {".txt": _TEXT, ".md": _MARKDOWN, ".html": _HTML}
    to = folder / "draft.yaml"

    def case(chance: Random) -> None:
        ending = chance.choice((*seeds, ".json", ".html"))
        content = seeds.get(ending) or _how_to(chance)
        if ending == ".html" and chance.random() < 0.4:
            content = b'<script type="application/ld+json">' + _how_to(chance) + b"</script>"
        if ending in seeds:
            content = spoilt(content, chance, list(seeds.values()))
        article = folder / f"article{ending}"
        article.write_bytes(content)
        to.unlink(missing_ok=True)
        with suppress(VoiceGuideError):
            imported(article, to)
            check_file(to)

    yield case


def _how_to(chance: Random) -> bytes:
    with suppress(RecursionError):
        return json.dumps(twisted(_HOW_TO, chance)).encode()
    return b'{"@type": "HowTo", "step": ' + b"[" * 100_000


READERS = [Reader("articles", 6, _articles)]
