"""Alarms for rare offences, with a false-alarm budget that the analyst sets.

Dashboards do not ring; this room does, and says with every alarm how often chance alone would ring it. The
budget ("at most four a year") is split over the detectors, each detector spends its part over everything it
watches (:mod:`.spending`), and :mod:`.back_test` tells what a year of it would have been like.
"""
