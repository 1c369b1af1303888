"""Make the dashboard: one Dash app on one Flask server, every byte of it from this machine."""

from __future__ import annotations

from typing import Any, cast

import flask
from dash import Dash
from flask_compress import Compress

from sac_dash.dashboard import registry, state
from sac_dash.dashboard.basemap_route import add_basemap_route
from sac_dash.dashboard.jobs.folder import clear_old
from sac_dash.dashboard.own_requests import refuse_strangers
from sac_dash.dashboard.security import add_security_headers
from sac_dash.dashboard.shell import callbacks as shell_callbacks
from sac_dash.dashboard.shell.errors import tell_user
from sac_dash.dashboard.shell.index import INDEX
from sac_dash.dashboard.shell.layout import shell_layout
from sac_dash.dashboard.upload_limit import limit_uploads
from sac_dash.dashboard.upload_route import add_upload_route
from sac_dash.settings import Settings
from sac_dash.store import Store


def create_app(settings: Settings, store: Store | None = None) -> Dash:
    """Return the app; `app.server` is what gunicorn or waitress serves.

    Parameters
    ----------
    settings
        Marking, home of the store, database.
    store
        The store to show; by default the one of `settings`.
    """
    server = flask.Flask("sac_dash")
    state.install(server, state.Context(settings, store or Store(settings.home, settings.database_url)))
    refuse_strangers(server, settings)
    limit_uploads(server, settings.max_upload_mb)
    clear_old(settings.home)
    app = Dash(
        "sac_dash.dashboard",
        server=cast("Any", server),
        title="SAC Dash",
        update_title=cast("Any", None),  # the tab keeps its title while a callback runs
        serve_locally=True,
        suppress_callback_exceptions=True,
        on_error=tell_user,
        health_endpoint="healthz",
        enable_mcp=False,
        use_pages=False,
        index_string=INDEX,
    )
    app.layout = shell_layout(registry.PAGES, settings.marking)
    shell_callbacks.register(app)
    for page in registry.PAGES:
        page.register(app)
    add_basemap_route(server)
    add_upload_route(server)
    add_security_headers(server)
    Compress(server)
    _learn_own_scripts(app, server)
    return app


def _learn_own_scripts(app: Dash, server: flask.Flask) -> None:
    """Render the index once, so that this process knows its scripts before anyone asks for them.

    Dash learns them during the first request; another thread's request for a script, a moment
    later, would be answered 500 and leave the page blank.
    """
    with server.test_request_context("/"):
        app.index()
