"""The actions of a meeting: typed by analysts, ticked off by analysts; nothing computed stands among them."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework import CaseBook, Task
from sac_dash.dashboard.pages.overnight import ids
from sac_dash.dashboard.pages.overnight.cards import nothing
from sac_dash.dashboard.wording import say_day


def open_tasks(book: CaseBook) -> list[Task]:
    """Return the actions that are open, oldest first."""
    return [task for task in book.tasks.values() if task.done is None]


def task_list(book: CaseBook, head: int) -> list[Component]:
    """Return the open actions, then those ticked off after entry `head`; earlier ones are counted."""
    done = [task for task in book.tasks.values() if task.done is not None]
    fresh = [task for task in done if task.done is not None and task.done.seq > head]
    shown = [_task(task) for task in (*open_tasks(book), *fresh)]
    earlier = len(done) - len(fresh)
    if not shown:
        shown = [nothing("No action is open.")]
    if earlier:
        shown.append(html.P(f"{earlier:,} ticked off before this night.", className="on-none"))
    return shown


def _task(task: Task) -> Component:
    """Return one action with its box."""
    owner = f"{task.owner} · " if task.owner else ""
    asked = f"{owner}asked by {task.user}, {say_day(task.at)}"
    told = asked if task.done is None else f"{owner}ticked off by {task.done.user}, {say_day(task.done.at)}"
    box = dmc.Checkbox(
        id={"type": ids.TICK, "task": task.seq},
        checked=task.done is not None,
        label=task.text,
        description=told,
        size="xs",
    )
    return html.Div(box, className="on-task on-task-done" if task.done else "on-task")
