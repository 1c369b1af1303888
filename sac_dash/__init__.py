"""SAC Dash: crime-pattern analytics for serious acquisitive crime.

From a force's export to likely series on a map, offline, on one machine. The rooms of
this package and what may import what are told in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
