"""From a force's export to typed offences: nothing lost, nothing guessed in silence.

Readers turn any supported container into a :class:`~sac_dash.ingest.raw_table.RawTable` of
text; recognition says which column is what; the value rooms (dates, places, titles) type it;
and every row ends as accepted, duplicate, out of scope or rejected with its reason.
"""

from sac_dash.ingest.boundaries import read_boundaries
from sac_dash.ingest.diff import OffenceDiff, diff_offences
from sac_dash.ingest.mapped_file import MappedFile
from sac_dash.ingest.mapping import ColumnMapping, read_mapping, write_mapping
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.orchestration import ingest_files, ingest_mapped, preview_file
from sac_dash.ingest.rejects import write_rejects
from sac_dash.ingest.result import IngestResult, Preview

__all__ = [
    "ColumnMapping",
    "IngestOptions",
    "IngestResult",
    "MappedFile",
    "OffenceDiff",
    "Preview",
    "diff_offences",
    "ingest_files",
    "ingest_mapped",
    "preview_file",
    "read_boundaries",
    "read_mapping",
    "write_mapping",
    "write_rejects",
]
