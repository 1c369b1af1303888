"""Which engine a command's options ask for, checked before the work begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.workflow.requests import Cluster

LOCAL, DASK = "local", "dask"


def asked_cluster(engine: str, scheduler: str | None, shared: str | None, out: Path) -> Cluster | None:
    """Return the cluster that options ask for, which answers and is of this version; None for this process.

    Parameters
    ----------
    out
        Where the command writes: the file is shared below it when the scheduler is on this machine.

    Raises
    ------
    UnusableInputError
        When the options contradict one another, or the cluster cannot be used.
    """
    if engine not in {LOCAL, DASK}:
        raise UnusableInputError(f"there is no engine {engine!r}", remedy=f"Use --engine {LOCAL} or {DASK}")
    if engine == LOCAL:
        if scheduler is not None or shared is not None:
            raise UnusableInputError(
                "--scheduler and --shared are for work on other processes or machines",
                remedy=f"Add --engine {DASK}, or leave them out",
            )
        return None
    if scheduler is None:
        raise UnusableInputError(
            f"--engine {DASK} needs the address of a scheduler",
            remedy="Add --scheduler; `sac-dash cluster` starts one on this machine and prints its address",
        )
    from sac_dash.workflow.cluster_contact import check_cluster, is_on_this_machine
    from sac_dash.workflow.requests import Cluster

    if shared is None and not is_on_this_machine(scheduler):
        raise UnusableInputError(
            f"the scheduler at {scheduler} is on another machine, whose workers do not see this one's folders",
            remedy="Add --shared with a folder or object-store address that all workers reach",
        )
    check_cluster(scheduler)
    return Cluster(scheduler, shared or str(out.absolute()))
