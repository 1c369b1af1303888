"""HTML elements, with every text escaped: nothing an offender, a shop or a clerk wrote can act."""

from __future__ import annotations

from markupsafe import Markup, escape

from sac_dash.briefing.rendering.wording import plain_text, runs_right_to_left

EMPTY = Markup("")
_ALONE = {"img", "col", "meta", "br", "link"}


def tag(name: str, /, *inside: str, **attributes: str | None) -> Markup:
    """Return an element; a text inside is escaped, markup is not, and an attribute of None is left out.

    Attributes are written as Python can: ``class_`` for ``class``.

    >>> tag("p", "a < b", class_="note")
    Markup('<p class="note">a &lt; b</p>')
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(plain_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _ALONE:
        return Markup(f"<{name}{said}>")  # noqa: S704 - the values are escaped above
    body = "".join(_escaped(each) for each in inside)
    return Markup(f"<{name}{said}>{body}</{name}>")  # noqa: S704 - the parts are escaped above


def lines(text: str) -> Markup:
    """Return a text whose line ends are kept."""
    return tag("br").join(escape(plain_text(line)) for line in text.split("\n"))


def direction(text: str) -> str | None:
    """Return the direction to be set for a text, None where it is the page's own."""
    return "rtl" if runs_right_to_left(text) else None


def _escaped(text: str) -> Markup:
    return text if isinstance(text, Markup) else escape(plain_text(text))
