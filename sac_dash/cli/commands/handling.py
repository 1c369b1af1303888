"""`sac-dash handling`: the marking and handling code that every document carries, picked once for the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.marking import HandlingCode

if TYPE_CHECKING:
    from sac_dash.casework import CaseBook

app = typer.Typer(
    help="How documents are marked and handled: security marking, handling code, instruction.",
    no_args_is_help=True,
)


@app.command("show")
def show() -> None:
    """Show the marking and handling that stand, and who set them when."""
    from sac_dash.workflow.case_book import case_book_of

    settings = options.current_settings()
    _show(case_book_of(options.open_store(settings)), settings.marking)


@app.command("set")
def set_handling(
    marking: Annotated[
        str | None,
        typer.Option(
            "--marking",
            help="OFFICIAL, OFFICIAL-SENSITIVE, SECRET or TOP SECRET [as it stands].",
            metavar="MARKING",
        ),
    ] = None,
    code: Annotated[
        HandlingCode | None,
        typer.Option(
            "--code", help="P: lawful sharing permitted. C: permitted with conditions [as it stands]."
        ),
    ] = None,
    instruction: Annotated[
        str | None, typer.Option("--instruction", help="Conditions in your own words [as it stands].")
    ] = None,
) -> None:
    """Set how documents are marked and handled; what is not given stays. The log keeps who and when.

    Under code C, or without a code, no pack for outsiders is made.
    """
    from sac_dash.casework import SetHandling
    from sac_dash.domain.errors import UnusableInputError
    from sac_dash.workflow.case_book import case_book_of, decide

    if marking is None and code is None and instruction is None:
        raise UnusableInputError("nothing is to be set", remedy="Give --marking, --code or --instruction")
    settings = options.current_settings()
    store = options.open_store(settings)
    book = case_book_of(store)
    held = book.handling
    action = SetHandling(
        (marking or (held.marking if held else settings.marking)).strip().upper(),
        str(code if code is not None else held.code if held else ""),
        (instruction if instruction is not None else held.instruction if held else "").strip(),
        seen=book.head,
    )
    decide(store, action, settings.user)
    _show(case_book_of(store), settings.marking)


def _show(book: CaseBook, usual: str) -> None:
    held = book.handling
    say(f"Marking: {held.marking if held else usual}")
    say(f"Handling code: {_code_words(held.code if held else '')}")
    say(f"Instruction: {(held.instruction if held else '') or 'none'}")
    if held:
        say(f"Set by {held.user}, {british_day(held.at.date())}")
    else:
        say("Nobody has set it yet: the marking is that of the settings.")


def _code_words(code: str) -> str:
    if code == HandlingCode.PERMITTED:
        return "P, lawful sharing permitted"
    if code == HandlingCode.CONDITIONS:
        return "C, lawful sharing permitted with conditions: no pack for outsiders is made"
    return "not set: no pack for outsiders is made"
