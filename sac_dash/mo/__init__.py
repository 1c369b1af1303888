"""Modus operandi text and structured values read into codes, each with the words it came from."""
