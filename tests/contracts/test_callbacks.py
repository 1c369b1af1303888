"""Every callback's ids exist in a layout: a renamed id fails here and not on an analyst's screen."""

from __future__ import annotations

import importlib
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from dash.development.base_component import Component

from sac_dash.dashboard import registry
from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.components.figure_card import FigureIds
from sac_dash.dashboard.components.reason_dialog import ReasonIds
from sac_dash.settings import Settings
from sac_dash.store import Store

FORCE = runpy.run_path(str(Path(__file__).parents[1] / "browser" / "invented_force.py"))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """Return the app over a small invented force."""
    home = tmp_path_factory.mktemp("home")
    store = Store(home)
    store.publish(FORCE["invented_frames"](120), "invented")
    return create_app(Settings(home=home), store)


@pytest.fixture(scope="module")
def layouts(app: Dash) -> dict[str, Component]:
    """Return the shell's layout and every page's, by name."""
    with app.server.test_request_context():
        pages = {page.path: page.layout({}) for page in registry.PAGES}
    return {"shell": app.layout, **pages}


def _components(component: Any) -> Iterator[Component]:
    """Yield every component of a tree, those in properties other than children too."""
    if isinstance(component, Component):
        yield component
        for name in component._prop_names:
            yield from _components(getattr(component, name, None))
    elif isinstance(component, list | tuple):
        for each in component:
            yield from _components(each)
    elif isinstance(component, dict):
        for each in component.values():
            yield from _components(each)


def _key(element_id: Any) -> str:
    """Return an id as text; a pattern id by its names, since its values come from the data."""
    return f"pattern:{','.join(sorted(element_id))}" if isinstance(element_id, dict) else str(element_id)


def _ids(layout: Component) -> set[str]:
    found = (getattr(component, "id", None) for component in _components(layout))
    return {_key(element_id) for element_id in found if element_id is not None}


def _wired(app: Dash) -> Iterator[tuple[str, str]]:
    """Yield (callback, id) for every output, input and state; patterns by their names."""
    for callback in app.callback_map:
        for output in re.findall(r"(?:\.\.|^|\.\.\.)?([^.]+?)\.[A-Za-z_]+(?:@[0-9a-f]+)?", callback):
            if output and not output.startswith("{"):
                yield callback, output
    for callback in app._callback_list:
        for each in [*callback["inputs"], *callback["state"]]:
            element_id = each["id"]
            yield (
                callback["output"],
                _key(json.loads(element_id)) if element_id.startswith("{") else element_id,
            )


PAGES = Path(registry.__file__).parent / "pages"


def _built_later() -> set[str]:
    """Return the ids that a page gives to parts it shows later: named in `ids.py`, used outside the wiring."""
    found = set()
    for folder in (each.parent for each in PAGES.glob("*/ids.py")):
        names = importlib.import_module(f"sac_dash.dashboard.pages.{folder.name}.ids")
        builders = [path for path in folder.glob("*.py") if path.name not in {"ids.py", "callbacks.py"}]
        text = "\n".join(path.read_text("utf-8") for path in builders)
        used = set(re.findall(r"\bids\.([A-Z][A-Z0-9_]*)", text))
        found |= {each for name in used for each in _named(getattr(names, name, None))}
    return found


def _named(value: object) -> set[str]:
    """Return the ids that one name of an `ids.py` stands for."""
    if isinstance(value, ReasonIds):
        return {value.dialog, value.about, value.held, value.words, value.save}
    if isinstance(value, FigureIds):
        counts = value.graph.replace("-graph", "-csv")
        return {value.graph, value.caption, value.png, value.title, counts}
    values = value.values() if isinstance(value, dict) else [value]
    return {each for each in values if isinstance(each, str)}


def test_every_id_of_every_callback_is_in_a_layout(app: Dash, layouts: dict[str, Component]) -> None:
    app._setup_server()
    known = set().union(_built_later(), *map(_ids, layouts.values()))
    missing = {
        element_id: callback
        for callback, element_id in _wired(app)
        if element_id not in known and not element_id.startswith(("pattern:", "_"))
    }
    assert missing == {}


def test_no_id_is_used_twice_on_one_screen(layouts: dict[str, Component]) -> None:
    for name, layout in layouts.items():
        trees = [layout] if name == "shell" else [layouts["shell"], layout]
        ids = [
            _key(component.id)
            for tree in trees
            for component in _components(tree)
            if isinstance(getattr(component, "id", None), str)
        ]
        assert sorted({each for each in ids if ids.count(each) > 1}) == [], name


def test_callbacks_are_plain_functions_of_a_module(app: Dash) -> None:
    for callback in app.callback_map.values():
        function = getattr(callback.get("callback"), "__wrapped__", None)
        if function is not None and function.__module__.startswith("sac_dash"):
            assert "<locals>" not in function.__qualname__, function


def test_pages_have_their_own_addresses_and_known_icons() -> None:
    from sac_dash.dashboard.components.icons import NAMES

    paths = [page.path for page in registry.PAGES]
    assert len(set(paths)) == len(paths)
    assert all(page.icon in NAMES for page in registry.PAGES)
    assert registry.page_at("/") is registry.PAGES[0]
    assert registry.page_at("/no-such-page") is None


def test_stores_hold_no_offence_rows(layouts: dict[str, Component]) -> None:
    for layout in layouts.values():
        for component in _components(layout):
            if type(component).__name__ == "Store":
                assert len(json.dumps(getattr(component, "data", None), default=str)) < 2_000


def test_nothing_in_the_page_points_beyond_the_machine(app: Dash) -> None:
    html = app.server.test_client().get("/").get_data(as_text=True)
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", html) == []


def test_every_answer_forbids_requests_beyond_the_machine(app: Dash) -> None:
    policy = app.server.test_client().get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
