"""Only requests meant for this dashboard are answered: against pages elsewhere that reach for it.

A page on the internet can have its own name point at this machine (DNS rebinding); the browser then
lets it read whatever answers here. Such a request still carries that page's name as its ``Host``.
It can also send a form here under our name; that carries its own ``Origin``. Both are refused.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import flask

from sac_dash.settings import Settings

MISDIRECTED, FORBIDDEN = 421, 403
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
EVERY_ADDRESS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared, not bound
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HOW = "If this is the dashboard's own name, add it to SAC_DASH_ALLOWED_HOSTS (docs/settings.md)."

log = logging.getLogger("sac_dash.dashboard")


def refuse_strangers(server: flask.Flask, settings: Settings) -> None:
    """Have the server answer only under its own names, and take changes only from its own pages."""
    names = own_names(settings)
    if settings.host in EVERY_ADDRESS and not settings.allowed_hosts:
        log.warning("HOST=%s: only this machine's own browser is answered. %s", settings.host, _HOW)

    def refuse() -> flask.Response | None:
        request = flask.request
        if not is_own(request.host, names):
            return _refusal(MISDIRECTED, "SAC Dash does not answer under this name.")
        origin = request.headers.get("Origin")
        if request.method in _CHANGES and origin is not None and not _from_own_page(origin, settings):
            return _refusal(FORBIDDEN, "SAC Dash takes changes from its own pages only.")
        return None

    server.before_request(refuse)


def own_names(settings: Settings) -> frozenset[str]:
    """Return the names (``name`` or ``name:port``) under which the dashboard answers."""
    bound = frozenset() if settings.host in EVERY_ADDRESS else frozenset({settings.host.casefold()})
    return THIS_MACHINE | bound | frozenset(settings.allowed_hosts)


def is_own(host: str, names: frozenset[str]) -> bool:
    """Tell whether a ``Host`` is one of `names`; a name without a port stands for any port.

    >>> is_own("localhost:8050", frozenset({"localhost"}))
    True
    >>> is_own("127.0.0.1.rebind.example:8050", frozenset({"127.0.0.1"}))
    False
    """
    host = host.casefold()
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:  # brackets that hold no address
        return False
    return name is not None and (name.rstrip(".") in names or host in names)


def _from_own_page(origin: str, settings: Settings) -> bool:
    """Tell whether an ``Origin`` is the address asked, or a proxy's name that the settings allow."""
    sender = origin.casefold().partition("://")[2]
    return sender == flask.request.host.casefold() or is_own(sender, frozenset(settings.allowed_hosts))


def _refusal(status: int, why: str) -> flask.Response:
    return flask.Response(f"{why} {_HOW}\n", status=status, mimetype="text/plain")
