"""What a page is made of: a handful of files read once, with the language's words in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import Response

from voice_guide.bodymap import stylesheet
from voice_guide.web.gate import Rights

_FOLDER = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, by what the page may do who asks for it."""

    kind: str
    contents: Mapping[Rights, bytes]

    def response(self, known: str | None, rights: Rights) -> Response:
        """The file, or word that the page has this very one."""
        content = self.contents[rights]
        tag = f'"{sha256(content).hexdigest()[:20]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if known == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers={**headers, "Content-Type": self.kind})


def static_files(words: Mapping[str, str]) -> Mapping[str, StaticFile]:
    """Every file by its name; the page itself by no name."""
    return dict(_read(words))


def _read(words: Mapping[str, str]) -> Iterator[tuple[str, StaticFile]]:
    for path in sorted(_FOLDER.iterdir()):
        name = "" if path.name == _PAGE else path.name
        yield name, StaticFile(_KINDS[path.suffix], _contents(path, words))
    # The pictures of the body stand in the page, whose policy lets no style in that is not a file.
    yield "body.css", StaticFile(_KINDS[".css"], dict.fromkeys(Rights, stylesheet().encode()))


def _contents(path: Path, words: Mapping[str, str]) -> Mapping[Rights, bytes]:
    if path.suffix not in {".html", ".webmanifest"}:
        return dict.fromkeys(Rights, path.read_bytes())
    template = Template(path.read_text(encoding="utf-8"))
    escaped = {key: escape(text) for key, text in words.items()}
    return {rights: template.substitute(escaped, rights=rights.value).encode() for rights in Rights}
