"""Invented forces, for demonstration and tests. Nothing in here is real."""
