"""Where a setting comes from, what is refused, and that each is documented."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.settings import Settings, load_jobs, load_settings
from sac_dash.settings.settings import VARIABLES

DOCUMENT = Path(__file__).parents[3] / "docs" / "settings.md"


def test_defaults_need_nothing_set(tmp_path: Path) -> None:
    settings = load_settings({"SAC_DASH_HOME": str(tmp_path), "USER": "ab1234"})
    assert settings == Settings(home=tmp_path, user="ab1234")
    assert settings.address == "http://127.0.0.1:8050"
    assert settings.marking == "OFFICIAL-SENSITIVE"


def test_without_a_home_the_platform_says_where() -> None:
    home = load_settings({}).home
    assert home.is_absolute()
    assert home.name == "sac-dash"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('port = 9000\nmarking = "OFFICIAL"\n')
    settings = load_settings({"SAC_DASH_HOME": str(tmp_path), "PORT": "9001"})
    assert (settings.port, settings.marking) == (9001, "OFFICIAL")


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    assert load_settings({"SAC_DASH_HOME": str(tmp_path), "PORT": ""}).port == 8050


@pytest.mark.parametrize("port", ["none", "0", "65536", "80.5"])
def test_an_unreadable_value_names_its_variable(tmp_path: Path, port: str) -> None:
    with pytest.raises(SacDashError, match=r"PORT .*settings\.toml"):
        load_settings({"SAC_DASH_HOME": str(tmp_path), "PORT": port})


@pytest.mark.parametrize("content", ["port = ", "prot = 1", 'home = "/x"', "port = [1]"])
def test_a_wrong_file_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.toml").write_text(content)
    with pytest.raises(SacDashError, match=r"settings\.toml"):
        load_settings({"SAC_DASH_HOME": str(tmp_path)})


def test_the_cores_are_read_whatever_else_is_wrong(tmp_path: Path) -> None:
    environ = {"SAC_DASH_HOME": str(tmp_path), "PORT": "many"}
    assert load_jobs(environ) is None
    assert load_jobs({**environ, "SAC_DASH_JOBS": "3"}) == 3
    with pytest.raises(SacDashError, match="SAC_DASH_JOBS"):
        load_jobs({**environ, "SAC_DASH_JOBS": "few"})


def test_a_listener_on_every_interface_is_opened_on_this_machine(tmp_path: Path) -> None:
    assert Settings(home=tmp_path, host="0.0.0.0").address == "http://127.0.0.1:8050"


def test_names_of_the_dashboard_are_a_list_however_they_are_written(tmp_path: Path) -> None:
    environ = {"SAC_DASH_HOME": str(tmp_path), "SAC_DASH_ALLOWED_HOSTS": "SAC.force.example, other:8443"}
    assert load_settings(environ).allowed_hosts == ("sac.force.example", "other:8443")
    (tmp_path / "settings.toml").write_text('allowed_hosts = ["sac.force.example"]\n')
    assert load_settings({"SAC_DASH_HOME": str(tmp_path)}).allowed_hosts == ("sac.force.example",)
    with pytest.raises(SacDashError, match="SAC_DASH_ALLOWED_HOSTS"):
        load_settings({**environ, "SAC_DASH_ALLOWED_HOSTS": "https://sac.force.example"})


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)
    assert dict(rows) == dict(VARIABLES)
    assert {each.name for each in fields(Settings)} == set(VARIABLES)
