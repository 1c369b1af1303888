"""Where offences are: coordinates in metres, boundaries with dates. Pure functions; no files."""
