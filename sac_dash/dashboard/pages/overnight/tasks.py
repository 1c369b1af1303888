"""The actions of a meeting: typed by analysts, ticked off by analysts; nothing computed stands among them."""

from __future__ import annotations

from datetime import date

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework import CaseBook, Task
from sac_dash.dashboard.pages.overnight import ids
from sac_dash.dashboard.pages.overnight.cards import nothing
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.wording import say_day


def open_tasks(book: CaseBook) -> list[Task]:
    """Return the actions that are open: what is due first stands first, then what has no day, oldest first."""
    still = [task for task in book.tasks.values() if task.done is None]
    return sorted(still, key=lambda task: (not task.due, task.due, task.seq))


def count_overdue(book: CaseBook, today: date) -> int:
    """Return how many open actions were due before today."""
    return sum(_is_overdue(task, today) for task in open_tasks(book))


def task_list(book: CaseBook, head: int, today: date) -> list[Component]:
    """Return the open actions, then those ticked off after entry `head`; earlier ones are counted.

    `today` is the local day by which an action is overdue.
    """
    done = [task for task in book.tasks.values() if task.done is not None]
    fresh = [task for task in done if task.done is not None and task.done.seq > head]
    shown = [_task(task, today) for task in (*open_tasks(book), *fresh)]
    earlier = len(done) - len(fresh)
    if not shown:
        shown = [nothing("No action is open.")]
    if earlier:
        shown.append(html.P(f"{earlier:,} ticked off before this night.", className="on-none"))
    return shown


def say_due(due: str, today: date) -> str:
    """Return when an action is due (ISO day): ``due today``, ``overdue since 4 Mar 2026``; nothing without a day.

    >>> say_due("2026-03-04", date(2026, 3, 5)), say_due("2026-03-06", date(2026, 3, 5))
    ('overdue since 4 Mar 2026', 'due tomorrow')
    """
    if not due:
        return ""
    day = date.fromisoformat(due)
    near = {0: "due today", 1: "due tomorrow"}.get((day - today).days)
    return near or f"{'overdue since' if day < today else 'due'} {british_day(day)}"


def _is_overdue(task: Task, today: date) -> bool:
    return task.done is None and bool(task.due) and date.fromisoformat(task.due) < today


def _told(task: Task, today: date) -> list[Component | str]:
    """Return what stands beneath an action: by when, whose it is, who asked or ticked it off."""
    owner = f"{task.owner} · " if task.owner else ""
    if task.done is not None:
        return [f"{owner}ticked off by {task.done.user}, {say_day(task.done.at)}"]
    due = say_due(task.due, today)
    late = "on-due on-overdue" if _is_overdue(task, today) else "on-due"
    said: list[Component | str] = [html.Span(due, className=late), " · "] if due else []
    return [*said, f"{owner}asked by {task.user}, {say_day(task.at)}"]


def _task(task: Task, today: date) -> Component:
    """Return one action with its box."""
    box = dmc.Checkbox(
        id={"type": ids.TICK, "task": task.seq},
        checked=task.done is not None,
        label=task.text,
        description=_told(task, today),
        size="xs",
    )
    return html.Div(box, className="on-task on-task-done" if task.done else "on-task")
