"""Which offences are the same people: evidence, scores, series. Pure analysis, no settings or files."""
