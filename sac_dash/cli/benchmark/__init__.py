"""How fast, how large, how accurate: measured on invented offences, written down to be compared."""
