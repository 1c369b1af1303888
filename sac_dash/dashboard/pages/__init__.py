"""One package for each page of the dashboard; no page knows another."""
