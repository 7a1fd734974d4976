"""The gate as a layer around the application: refuses, and puts the same headers on everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voice_guide.web.gate import Keys, Rights, is_own_host, is_own_origin

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), screen-wake-lock=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """Lets through what comes from a page of ours, with a key where the page is shared."""

    inner: ASGIApp
    names: frozenset[str]
    """What this machine is called in its network."""
    keys: Keys | None
    """None: only this machine itself can reach us, and needs no key."""
    failed: Callable[[str], None]
    """Told of a mistake of ours; the page goes on with the next request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._answer(scope)
        try:
            await (self.inner if answer is None else answer)(scope, receive, with_headers)
        except ClientDisconnect:
            pass
        except Exception as error:
            self.failed(f"{type(error).__name__}: {error}")
            raise

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered at the gate; None opens it, with the key taken off the path."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if not is_own_host(host, self.names, shared=self.keys is not None):
            return PlainTextResponse("This is not my name.\n", 421)
        if origin is None and scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Only the page itself may do that.\n", 403)
        if origin is not None and not is_own_origin(origin, host):
            return PlainTextResponse("Only the page itself may do that.\n", 403)
        return self._open(scope)

    def _open(self, scope: Scope) -> Response | None:
        rights: Rights | None = Rights.CONTROL
        path = scope["path"]
        if self.keys is not None:
            key, slash, rest = path.removeprefix("/").partition("/")
            rights = self.keys.rights(key)
            if rights is not None and not slash:
                return RedirectResponse(f"/{key}/", 308)
            path = f"/{rest}"
        if rights is None:
            return PlainTextResponse("Nothing here.\n", 404)
        scope["path"] = path
        scope.setdefault("state", {})["rights"] = rights
        return None
