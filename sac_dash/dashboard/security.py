"""Headers that make the browser itself refuse any request beyond this machine."""

from __future__ import annotations

import flask

# Dash starts itself by an inline script and AG Grid compiles its expressions; map workers are blobs.
_RULES = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(_RULES),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def add_security_headers(server: flask.Flask) -> None:
    """Send :data:`HEADERS` with every answer."""
    server.after_request(_with_headers)


def _with_headers(response: flask.Response) -> flask.Response:
    response.headers.update(HEADERS)
    return response
