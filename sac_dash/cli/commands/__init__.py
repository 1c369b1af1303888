"""The commands, grouped as `sac-dash --help` shows them."""

from __future__ import annotations

import typer

from sac_dash.cli.commands import (
    about,
    alerts,
    audit,
    backup,
    benchmark,
    brief,
    cluster,
    demo,
    disclosures,
    evaluate,
    evaluate_operation,
    geography,
    handling,
    hardlink,
    ingest,
    intervention,
    link,
    model,
    relink,
    serve,
    similar,
    site,
    trends,
    watch,
)

app = typer.Typer(
    help="""[bold]SAC Dash[/bold]: which of these offences are the same people, how sure are we, what is changing?

    From a force's export to likely series on a map, offline, on one machine.

    [dim]Try it:[/dim]  sac-dash demo   [dim]then[/dim]  sac-dash serve --open""",
    epilog="Exit codes: 0 done · 1 done with more rejects than --max-rejected · 2 unusable input or arguments.",
    rich_markup_mode="rich",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.callback(help=app.info.help)(about.root)

DATA, ANALYSIS, SHOW, KEEP, TOOL = "Bring in data", "Analyse", "Show", "Keep safe", "The tool itself"

app.command("ingest", rich_help_panel=DATA)(ingest.ingest)
app.command("watch", rich_help_panel=DATA)(watch.watch)
app.command("demo", rich_help_panel=DATA)(demo.demo)
app.add_typer(geography.app, name="geography", rich_help_panel=DATA)
app.add_typer(hardlink.app, name="hardlink", rich_help_panel=DATA)
app.add_typer(intervention.app, name="intervention", rich_help_panel=DATA)
app.add_typer(site.app, name="site", rich_help_panel=DATA)
app.command("link", rich_help_panel=ANALYSIS)(link.link)
app.command("relink", rich_help_panel=ANALYSIS)(relink.relink)
app.command("similar", rich_help_panel=ANALYSIS)(similar.similar)
app.command("trends", rich_help_panel=ANALYSIS)(trends.trends)
app.command("alerts", rich_help_panel=ANALYSIS)(alerts.alerts)
app.command("evaluate", rich_help_panel=ANALYSIS)(evaluate.evaluate)
app.command("evaluate-operation", rich_help_panel=ANALYSIS)(evaluate_operation.evaluate_operation)
app.add_typer(model.app, name="model", rich_help_panel=ANALYSIS)
app.command("serve", rich_help_panel=SHOW)(serve.serve)
app.command("brief", rich_help_panel=SHOW)(brief.brief)
app.add_typer(handling.app, name="handling", rich_help_panel=KEEP)
app.command("disclosures", rich_help_panel=KEEP)(disclosures.disclosures)
app.command("backup", rich_help_panel=KEEP)(backup.backup)
app.command("restore", rich_help_panel=KEEP)(backup.restore)
app.add_typer(audit.app, name="audit", rich_help_panel=KEEP)
app.command("cluster", rich_help_panel=TOOL)(cluster.cluster)
app.add_typer(benchmark.app, name="benchmark", rich_help_panel=TOOL)
app.command("warm-up", rich_help_panel=TOOL)(about.warm_up)
app.command("version", rich_help_panel=TOOL)(about.version)
