"""Headers that make the browser refuse any request beyond this machine and keep no offence on disk."""

from __future__ import annotations

import os

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
    """Send :data:`HEADERS` with every answer, and ``no-store`` with those that hold data."""
    server.after_request(_with_headers)


def keep_files_private() -> None:
    """Have this process write files that its own user alone may read: they hold offences."""
    os.umask(0o077)


def _with_headers(response: flask.Response) -> flask.Response:
    response.headers.update(HEADERS)
    # Scripts and the map's ground say for how long they keep; what says nothing holds offences.
    response.headers.setdefault("Cache-Control", "no-store")
    return response
