"""The dashboard as a WSGI application: ``gunicorn app:server``, or ``python app.py`` to run it here."""

from __future__ import annotations

if __name__ == "__main__":
    from sac_dash.cli import main

    main(["serve"])
else:
    from sac_dash.dashboard.app import create_app
    from sac_dash.dashboard.security import keep_files_private
    from sac_dash.settings import load_settings

    keep_files_private()
    server = create_app(load_settings()).server
