"""`sac-dash audit`: what was decided, and proof that nothing was altered."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.domain.errors import StoreError

app = typer.Typer(help="What was decided by whom, and proof that it was not altered.", no_args_is_help=True)


@app.command("list")
def list_entries(
    kind: Annotated[str | None, typer.Option(help="Only entries of this kind (ingest, decision …).")] = None,
    last: Annotated[int, typer.Option(help="How many of the latest to show.", min=1)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, hashes included.")] = False,
) -> None:
    """List the log of ingests, decisions and edits, the latest last."""
    entries = options.open_store(options.current_settings()).decisions.entries(kind)[-last:]
    if as_json:
        for entry in entries:
            say(json.dumps({**vars(entry), "at": entry.at.isoformat()}, sort_keys=True))
        return
    rows = [
        [
            str(entry.seq),
            f"{entry.at:%Y-%m-%d %H:%M}",
            entry.user,
            entry.kind,
            json.dumps(entry.payload)[:100],
        ]
        for entry in entries
    ]
    show_table("Audit log (UTC)", ["No.", "When", "Who", "What", "Content"], rows, numeric_from=9)


@app.command("verify")
def verify() -> None:
    """Check every byte of the published results and every link of the log's hash chain."""
    store = options.open_store(options.current_settings())
    verification = store.verify()
    for complaint in verification.complaints[1:]:
        say(complaint)
    if not verification.sound:
        raise StoreError(verification.complaints[0])
    head = store.decisions.head()
    entries = head.seq if head else 0
    say(f"All is as it was written: generation {verification.generation or 'none'}, {entries:,} log entries.")
