"""Documents an analyst hands on: pure functions from frames to bytes, each with where it comes from.

Nothing here knows a store, a screen or a clock: what is said of the data (marking, extract, snapshot)
arrives as :class:`.provenance.Provenance`, and whoever hands a document out enters it into the log. Nothing is
imported here either: a library for one format is none of another's.
"""
