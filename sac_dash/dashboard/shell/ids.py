"""Ids of the shell. Pages may read URL, SCHEME, GENERATION and DECIDED; the rest is the shell's own."""

from __future__ import annotations

URL = "shell-url"  # dcc.Location; a page keeps its state in `search`
SCHEME = "shell-scheme"  # dcc.Store: "light" | "dark"
GENERATION = "shell-generation"  # dcc.Store: id of the current generation, None while empty

CONTENT = "shell-content"
NAVIGATION = "shell-navigation"
HOME = "shell-home"  # the link of the page that `/` shows
CUT_OFF = "shell-cut-off"
INVENTED = "shell-invented"
POLL = "shell-poll"
NOTICES = "shell-notices"
SCHEME_TOGGLE = "shell-scheme-toggle"

DECIDED = "shell-decided"  # dcc.Store: number of the last decision this screen has taken in
CONFLICT = "shell-conflict"  # dcc.Store: an action that somebody else's decision stands in the way of
CONFLICT_DIALOG = "shell-conflict-dialog"
CONFLICT_BODY = "shell-conflict-body"
CONFLICT_KEEP = "shell-conflict-keep"
CONFLICT_APPLY = "shell-conflict-apply"

ANALYST = "shell-analyst"  # the button that says who is recorded as deciding
ANALYST_NAME = "shell-analyst-name"
ANALYST_SAVE = "shell-analyst-save"

VIEWS = "shell-views"  # the button that opens the saved views
VIEW_LIST = "shell-view-list"
VIEW_NAME = "shell-view-name"
VIEW_SAVE = "shell-view-save"


def view_drop(name: str | object) -> dict[str, object]:
    """Return the id of the button that drops a saved view."""
    return {"type": "shell-view-drop", "name": name}
