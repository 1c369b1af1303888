"""Files on their way from the browser to an upload's folder: sent as they are, told as they go, cancelled.

A browser component would read every file into memory and send it as text in one piece, without a bar
and with no way back. Here each file is the body of its own request, written to disk block by block. An
upload counts only once the browser says that it is whole; one that is cancelled is gone.
"""

from __future__ import annotations

import flask

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import JobFolder, is_job_id
from sac_dash.dashboard.upload_limit import BYTES_A_MB, drain, too_large

PATH = "/uploads"
BLOCK_BYTES = 1 << 20
_TOO_LARGE, _NO_LENGTH, _GONE, _CONFLICT = 413, 411, 404, 409


def add_upload_route(server: flask.Flask) -> None:
    """Answer under :data:`PATH`: make an upload, take its files, finish it, cancel it."""
    server.add_url_rule(PATH, view_func=make_upload, methods=["POST"])
    server.add_url_rule(f"{PATH}/<job_id>/files", view_func=take_file, methods=["POST"])
    server.add_url_rule(f"{PATH}/<job_id>/whole", view_func=finish_upload, methods=["POST"])
    server.add_url_rule(f"{PATH}/<job_id>", view_func=cancel_upload, methods=["DELETE"])


def make_upload() -> flask.Response:
    """Make the folder of a new upload and return its id."""
    folder = JobFolder.create(state.settings().home)
    folder.receive()
    return flask.jsonify({"id": folder.id})


def take_file(job_id: str) -> flask.Response:
    """Write one file of an upload, named by the query's ``name``; all of them together have a limit."""
    folder = _receiving(job_id)
    request = flask.request
    if request.content_length is None:
        return _said("The browser did not say how long the file is.", _NO_LENGTH)
    limit_mb = state.settings().max_upload_mb
    if folder.received_bytes() + request.content_length > limit_mb * BYTES_A_MB:
        folder.remove()
        drain(limit_mb * BYTES_A_MB)
        return _said(too_large(limit_mb).line(), _TOO_LARGE)
    path = folder.new_file(request.args.get("name", "upload"))
    with path.open("wb") as target:
        while block := request.stream.read(BLOCK_BYTES):
            target.write(block)
    if path.stat().st_size != request.content_length:
        folder.remove()
        return _said("The file did not arrive whole.", _CONFLICT)
    return flask.jsonify({"bytes": path.stat().st_size})


def finish_upload(job_id: str) -> flask.Response:
    """Say that every file has arrived: the upload can be looked at."""
    folder = _receiving(job_id)
    folder.received()
    return flask.jsonify({"id": folder.id})


def cancel_upload(job_id: str) -> flask.Response:
    """Forget an upload that is on its way."""
    _receiving(job_id).remove()
    return flask.jsonify({})


def _receiving(job_id: str) -> JobFolder:
    """Return an upload that is on its way; one that is whole is none of this route's."""
    folder = JobFolder(state.settings().home, job_id) if is_job_id(job_id) else None
    if folder is None or not folder.receiving:
        missing = _said("This upload is no longer here. Drop the files again.", _GONE)
        flask.abort(missing)
    return folder


def _said(words: str, status: int) -> flask.Response:
    return flask.Response(words, status=status, mimetype="text/plain")
