"""From a force's export to typed offences: nothing lost, nothing guessed in silence.

Readers turn any supported container into a :class:`~sac_dash.ingest.raw_table.RawTable` of
text; recognition says which column is what; the value rooms (dates, places, titles) type it;
and every row ends as accepted, duplicate, out of scope or rejected with its reason.
"""
