"""Pictures as plain dictionaries: what a page shows, without the library that draws it."""
