"""The sac-dash command."""
