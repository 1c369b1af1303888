"""`sac-dash demo`: an invented force to explore."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, shown_progress


def demo(
    seed: options.Seed = 0,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing when the store holds anything.")
    ] = False,
    end: Annotated[
        datetime | None,
        typer.Option("--end", help="Morning of the extract [a fixed day].", formats=["%Y-%m-%d"]),
    ] = None,
    jobs: options.Jobs = None,
) -> None:
    """Load an invented force: three years of offences with known series. Nothing in it is real.

    A store that holds real offences is left alone.
    """
    from sac_dash.synthetic.demo import DEMO_END
    from sac_dash.workflow.first_look import get_ready
    from sac_dash.workflow.publish_demo import publish_demo

    settings = options.current_settings()
    store = options.open_store(settings)
    if if_empty and store.current() is not None:
        say("The store already holds offences; the demo was not loaded.")
        return
    with shown_progress() as progress:
        outcome = publish_demo(
            store,
            seed=seed,
            end=end.date() if end else DEMO_END,
            jobs=jobs or settings.jobs,
            user=settings.user,
            progress=progress,
        )
        get_ready(store, progress)
    generation = outcome.generation
    say(
        f"Invented force loaded: {generation.offences.height:,} offences, {generation.series.height:,} series."
    )
    say(f"The truth behind it is in {store.home / 'demo_truth.csv'}. Next: sac-dash serve --open")
