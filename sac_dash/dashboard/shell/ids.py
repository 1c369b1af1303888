"""Ids of the shell. Pages may read URL, SCHEME, GENERATION and DECIDED; the rest is the shell's own."""

from __future__ import annotations

URL = "shell-url"  # dcc.Location; a page keeps its state in `search`
SCHEME = "shell-scheme"  # dcc.Store: "light" | "dark"
GENERATION = "shell-generation"  # dcc.Store: id of the current generation, None while empty

CONTENT = "shell-content"
NAVIGATION = "shell-navigation"
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
