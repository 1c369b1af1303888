"""How much one upload may hold, refused before it fills the memory, in words the user sees."""

from __future__ import annotations

import json

import flask
from werkzeug.exceptions import RequestEntityTooLarge

from sac_dash.dashboard.shell import ids
from sac_dash.dashboard.shell.errors import failure
from sac_dash.domain.errors import UnusableInputError

BYTES_A_MB = 1_000_000
_BASE64_BYTES = 4 / 3  # a browser sends three bytes as four letters
_ABOUT_BYTES = 1_000_000  # names, ids and the page's state around them
_DRAINED = 4  # a body this many times too large is read to its end, so that the answer arrives
_BLOCK_BYTES = 1 << 20


def limit_uploads(server: flask.Flask, max_mb: int) -> None:
    """Have the server take no request beyond `max_mb` megabytes of files, and say so on the page."""
    most = int(max_mb * BYTES_A_MB * _BASE64_BYTES) + _ABOUT_BYTES
    server.config["MAX_CONTENT_LENGTH"] = most

    def refuse(_error: RequestEntityTooLarge) -> flask.Response:
        drain(_DRAINED * most)
        shown = {ids.NOTICES: {"sendNotifications": [failure(too_large(max_mb).line())]}}
        answer = {"multi": True, "response": {}, "sideUpdate": shown}
        return flask.Response(json.dumps(answer), mimetype="application/json")

    server.register_error_handler(RequestEntityTooLarge, refuse)


def too_large(max_mb: int) -> UnusableInputError:
    """Return the error of an upload beyond the limit, with the ways round it."""
    return UnusableInputError(
        f"the files are larger than {max_mb:,} MB together",
        remedy="Drop fewer at once, load them with sac-dash ingest FILE, or raise SAC_DASH_MAX_UPLOAD_MB",
    )


def drain(most: int) -> None:
    """Read a body and let it go: a browser that is still sending does not hear an answer."""
    request = flask.request
    left = min(request.content_length or 0, most)
    stream = request.environ["wsgi.input"]
    while left > 0 and (block := stream.read(min(_BLOCK_BYTES, left))):
        left -= len(block)
