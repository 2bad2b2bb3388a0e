"""One file a command."""

from __future__ import annotations

import typer

from api.cli.commands import (
    caseworkers,
    clashes,
    departures,
    entitlements,
    explain,
    jobs,
    lint,
    monitor,
    packs,
    serve,
    simulate,
    summary,
    synth,
    verify,
)


def register(app: typer.Typer) -> None:
    """Adds every command to the application, in the order of the contract."""
    app.command("synth")(synth.synth)
    app.command("lint")(lint.lint)
    app.command("allocate")(jobs.allocate)
    app.command("push")(jobs.push)
    app.command("shortlist")(jobs.shortlist)
    app.command("clashes")(clashes.clashes)
    app.command("entitlements")(entitlements.entitlements)
    app.command("monitor")(monitor.monitor)
    app.command("caseworkers")(caseworkers.caseworkers)
    app.command("departures")(departures.departures)
    app.command("simulate")(simulate.simulate)
    app.command("explain")(explain.explain)
    app.command("verify")(verify.verify)
    app.command("summary")(summary.summary)
    app.add_typer(packs.app, name="packs")
    app.command("serve")(serve.serve)
