"""The `sac-dash` command: reads arguments, calls the workflow, prints, exits.

Exit codes: 0 done; 1 done with more rejects than allowed; 2 unusable input or arguments.
"""

from sac_dash.cli.main import main

__all__ = ["main"]
