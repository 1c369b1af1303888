"""The offence's own record, its text lit up, and its codes by stage of the crime, each open to correction."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import dash_mantine_components as dmc
import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.text_marks import STATE_WORDS, facet_colour, mark_text
from sac_dash.dashboard.pages.offence import ids
from sac_dash.dashboard.pages.offence.queries import OffenceInHand, say_where
from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.figures.wording import say_moment, say_window
from sac_dash.mo import load_vocabulary
from sac_dash.mo.labels import STAGE_LABELS, label_code, label_facet

_PRECISION = {
    "minute": "",
    "hour": ", to the hour",
    "day": ", the hour not known",
    "month": ", the day not known",
}


def facts_card(offence: OffenceInHand) -> list[Component]:
    """Return the heading and the recorded fields."""
    record = offence.record
    series_id = offence.series()
    names = offence.now.book.names()
    stands: Component | str = "in no series"
    if series_id is not None:
        stands = dcc.Link(names.get(series_id, series_id), href=f"/series?id={series_id}")
    kind = CLASS_LABELS[OffenceClass(record["offence_class"])] + (", attempt" if record["attempt"] else "")
    rows = [
        ("When", say_window(record) + _PRECISION.get(str(record["when_precision"]), "")),
        ("Recorded", say_moment(record["recorded_at"]) if record["recorded_at"] else None),
        ("Premises", record["premises_type"]),
        ("Address", ", ".join(str(record[each]) for each in ("address", "postcode") if record[each]) or None),
        ("Area", " · ".join(str(record[each]) for each in ("policing_area", "force") if record[each])),
        ("Title", record["offence_title"]),
        ("Value", f"£{record['value_gbp']:,.0f}" if record["value_gbp"] is not None else None),
        ("Status", record["status"]),
        ("Source", f"{record['source_file']}, row {record['source_row']}" if record["source_file"] else None),
    ]
    listed = [each for label, value in rows if value for each in (html.Dt(label), html.Dd(str(value)))]
    return [
        html.H1(record["crime_ref"], className="page-title"),
        html.P([kind, " · ", say_where(record), " · ", stands], className="of-lead"),
        html.Dl(listed, className="of-facts"),
    ]


def codes_card(offence: OffenceInHand) -> list[Component]:
    """Return the text lit up and every code as a button, by stage; what nobody states is said."""
    vocabulary = load_vocabulary()
    held = sorted(
        offence.tags.unique(["facet", "code"], maintain_order=True).iter_rows(named=True),
        key=lambda tag: (_stage_order(tag["facet"]), tag["facet"], tag["code"]),
    )
    stages = [
        html.Div(
            [
                html.H3(STAGE_LABELS.get(stage, stage.capitalize())),
                html.Div([_chip(offence, tag) for tag in tags]),
            ],
            className="of-stage",
        )
        for stage, tags in groupby(held, key=lambda tag: _stage(tag["facet"]))
    ]
    stated = {tag["facet"] for tag in held}
    silent = [
        label_facet(name) for name, facet in vocabulary.facets.items() if facet.linked and name not in stated
    ]
    return [
        mark_text(offence.record["mo_text"], offence.tags),
        *stages,
        html.P(
            f"Not stated: {', '.join(silent)}. Unknown counts neither for nor against.", className="card-note"
        ),
    ]


def code_choices() -> list[dict[str, str]]:
    """Return every code of the vocabulary as a choice, by facet."""
    return [
        {"value": f"{name}={code}", "label": f"{label_facet(name)}: {label_code(name, code)}"}
        for name, facet in load_vocabulary().facets.items()
        for code in facet.codes
    ]


def code_dialog() -> Component:
    """Return the dialog that corrects one code, closed."""
    labels = {"present": "Present", "absent": "Stated absent", "unknown": "Not stated", "as_read": "As read"}
    buttons = [
        dmc.Button(labels[name], id=element_id, size="xs", variant="default")
        for name, element_id in ids.CODE_STATES.items()
    ]
    return dmc.Modal(
        [html.Div(id=ids.CODE_ABOUT), dmc.Group(buttons, gap=6, mt="sm")],
        id=ids.CODE_DIALOG,
        title="Correct a code",
        opened=False,
        centered=True,
        keepMounted=True,
        closeButtonProps={"aria-label": "Leave it as it is"},
    )


def about_code(offence: OffenceInHand, facet_code: str) -> list[Component | str]:
    """Return what is held of a code: its state, the source's words, who corrected it."""
    facet, _, code = facet_code.partition("=")
    held = offence.tags.filter((pl.col("facet") == facet) & (pl.col("code") == code))
    title = html.B(f"{label_facet(facet)}: {label_code(facet, code)}")
    if held.is_empty():
        said = "Not stated."
    else:
        tag = held.row(0, named=True)
        words = f" “{tag['phrase']}”" if tag["phrase"] else ""
        said = f"{tag['state'].capitalize()}, from {tag['origin']}{words}."
    edit = offence.now.book.edits.get((offence.key, facet, code))
    by = f" Corrected by {edit.user}, {say_moment(edit.at)}." if edit else ""
    return [title, html.P(f"{said}{by}", className="card-note")]


def _chip(offence: OffenceInHand, tag: dict[str, Any]) -> Component:
    edited = (offence.key, tag["facet"], tag["code"]) in offence.now.book.edits
    title = f"{label_facet(tag['facet'])}{STATE_WORDS.get(tag['state'], '')}, from {tag['origin']}. Press to correct."
    return html.Button(
        [
            html.I(style={"background": facet_colour(tag["facet"])}),
            label_code(tag["facet"], tag["code"]),
            " ✎" if edited else "",
        ],
        id=ids.code_button(f"{tag['facet']}={tag['code']}"),
        className=f"mo-chip mo-{tag['state']}",
        title=title,
        type="button",
    )


def _stage(facet: str) -> str:
    known = load_vocabulary().facets.get(facet)
    return known.stage if known else "other"


def _stage_order(facet: str) -> int:
    stages, stage = list(STAGE_LABELS), _stage(facet)
    return stages.index(stage) if stage in stages else len(stages)
