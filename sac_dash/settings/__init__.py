"""Environment and TOML read once into one frozen dataclass.

Every setting is in ``docs/settings.md``; a test compares the two.
"""

from sac_dash.settings.settings import SETTINGS_FILE, Settings, load_jobs, load_settings

__all__ = ["SETTINGS_FILE", "Settings", "load_jobs", "load_settings"]
