"""Ids of the shell. Pages may read URL, SCHEME and GENERATION; the rest is the shell's own."""

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
