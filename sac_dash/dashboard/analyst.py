"""Who sits at this browser: a name for the log, kept in a cookie of this dashboard alone.

It is no login. On a shared server the name says whose decision it was, as initials on paper do;
who may reach the dashboard at all is the machine's or the reverse proxy's business.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

import flask

from sac_dash.domain.errors import SacDashError

COOKIE = "sac_dash_analyst"
MAX_LENGTH = 40
_YEAR_S = 365 * 86_400


def request_user() -> str | None:
    """Return the name this browser gave, or None where it gave none (or one that cannot stand)."""
    held = unquote(flask.request.cookies.get(COOKIE, ""))
    return held if held and held == tidy(held) and len(held) <= MAX_LENGTH else None


def tidy(name: str) -> str:
    """Return a name without control characters and doubled spaces."""
    return " ".join("".join(each for each in name if each.isprintable()).split())


def remember(response: flask.Response, name: str) -> str:
    """Have the browser remember a name, and return it as kept; an empty one is forgotten.

    Raises
    ------
    SacDashError
        When it is too long.
    """
    kept = tidy(name)
    if len(kept) > MAX_LENGTH:
        raise SacDashError("the name is too long", remedy=f"Use at most {MAX_LENGTH} characters")
    if kept:
        response.set_cookie(COOKIE, quote(kept), max_age=_YEAR_S, samesite="Strict", httponly=True)
    else:
        response.delete_cookie(COOKIE)
    return kept
