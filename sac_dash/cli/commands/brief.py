"""`sac-dash brief`: any product as a file, unattended: the 07:00 job makes what an analyst would."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.briefing.products import Product
    from sac_dash.briefing.products.request import BriefRequest
    from sac_dash.briefing.source import BriefingSource
    from sac_dash.store import Store

PACK = "series-pack"  # slide, bulletin and comparative case table of one series
_IN_PACK = ("slide", "bulletin", "cca")
# Nearly all that is made here lives until the command ends: looking for garbage as often as usual costs a tenth of it.
OBJECTS_BETWEEN_COLLECTIONS = 200_000


def brief(
    product: Annotated[
        str | None,
        typer.Argument(
            help=f"What to make; without it they are listed. {PACK} makes three.", metavar="PRODUCT"
        ),
    ] = None,
    series: Annotated[
        str, typer.Option("--series", help="The series, by id or name.", metavar="SERIES")
    ] = "",
    area: Annotated[
        str, typer.Option("--area", help="The policing area; without it the force.", metavar="AREA")
    ] = "",
    every_area: Annotated[
        bool, typer.Option("--every-area", help="The force and every policing area, a file each.")
    ] = False,
    month: Annotated[
        str, typer.Option("--month", help="The month [the last whole one of the data].", metavar="YYYY-MM")
    ] = "",
    place: Annotated[
        str,
        typer.Option(
            "--place", help="A site on record, a crime reference, or easting,northing.", metavar="PLACE"
        ),
    ] = "",
    behaviour: Annotated[
        str, typer.Option("--behaviour", help="A behaviour, as facet:code.", metavar="FACET:CODE")
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="24h, 72h, 7d, 28d, or s<number> of a sitting [the last sitting].",
            metavar="POINT",
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", help="pdf, docx, pptx, xlsx, png (repeatable) [the usual one]."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.", metavar="DIR")] = Path(),
    authorised_by: Annotated[str, typer.Option("--authorised-by", help="Who authorised it.")] = "",
    dissemination: Annotated[str, typer.Option("--dissemination", help="Who receives it.")] = "",
    review_by: Annotated[str, typer.Option("--review-by", help="Review or destroy by.")] = "",
    recipient: Annotated[str, typer.Option("--recipient", help="Of an external pack: to whom it goes.")] = "",
    basis: Annotated[str, typer.Option("--basis", help="Of an external pack: the lawful basis.")] = "",
    approver: Annotated[str, typer.Option("--approver", help="Of an external pack: who approved it.")] = "",
    made_at: Annotated[
        datetime | None,
        typer.Option(
            "--made-at", help="The moment it is made (UTC) [now].", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"]
        ),
    ] = None,
) -> None:
    """Make a briefing product from what the store holds, and enter it into the log.

    The words are drafted by rule; what an analyst kept on the Briefings page stands in them.
    """
    if product is None:
        _list_products()
        return
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    from sac_dash.briefing.products import product_called
    from sac_dash.briefing.products.request import BriefRequest, People
    from sac_dash.dashboard.briefing_desk import desk_of

    people = People(authorised_by, dissemination, review_by, recipient, basis, approver)
    named = {"series": series, "area": area, "place": place, "behaviour": behaviour}
    settings = options.current_settings()
    store = options.open_store(settings)
    at = None if made_at is None else made_at.replace(tzinfo=UTC)
    names = _IN_PACK if product == PACK else (product,)
    desk = desk_of(store, settings, settings.user, product=names[0], since=since, made_at=at)
    for name in names:
        wanted = product_called(name)
        for scope in _scopes(wanted, named, store, every_area=every_area):
            request = BriefRequest(name, scope, _month(month), series=series if place else "", people=people)
            _make(store, desk, request, tuple(formats or ()), out)


def _make(
    store: Store, desk: BriefingSource, request: BriefRequest, formats: tuple[str, ...], out: Path
) -> None:
    """Make one product's files, enter them into the log, write them."""
    from dataclasses import replace

    from sac_dash.briefing import making
    from sac_dash.dashboard.briefing_desk import kept_words
    from sac_dash.dashboard.briefing_log import enter_files
    from sac_dash.store.durable import write_file

    edits, version = kept_words(desk.book, request)
    files = making.make(desk, replace(request, edits=edits, version=version), formats)
    enter_files(store, request, files, desk.made_by)
    out.mkdir(parents=True, exist_ok=True)
    for each in files:
        write_file(out / each.name, each.content)
        say(f"{out / each.name}  {len(each.content):,} bytes")


def _scopes(product: Product, named: dict[str, str], store: Store, *, every_area: bool) -> list[str]:
    """Return what a product is to be made of, from the option that names it."""
    from sac_dash.briefing.products import ScopeKind

    if every_area and product.scope is ScopeKind.AREA:
        areas = store.require_current().offences["policing_area"].drop_nulls().unique().sort().to_list()
        return ["", *areas]
    option = {
        ScopeKind.SERIES: "series",
        ScopeKind.AREA: "area",
        ScopeKind.PLACE: "place",
        ScopeKind.BEHAVIOUR: "behaviour",
        ScopeKind.NIGHT: "",
    }[product.scope]
    if not option:
        return [""]
    if not named[option] and option != "area":
        raise UnusableInputError(f"{product.name} needs --{option}", remedy=f"Add --{option} and name it")
    return [named[option]]


def _month(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise UnusableInputError(f"--month {text} is no month", remedy="Give it as 2026-05") from error


def _list_products() -> None:
    from sac_dash.briefing.products import PRODUCTS

    rows = [[each.name, each.label, each.purpose, ", ".join(each.formats)] for each in PRODUCTS.values()]
    rows.append([PACK, "Series pack", ", ".join(_IN_PACK), ""])
    show_table("Products", ["product", "what", "for", "formats"], rows, numeric_from=4)
