"""The ids of the Audit page. The address names the kind, the person, the first day and the words sought."""

from __future__ import annotations

CHAIN = "audit-chain"
LOG = "audit-log"
COUNT = "audit-count"
KIND = "audit-kind"
USER = "audit-user"
SINCE = "audit-since"
WORDS = "audit-words"
CSV = "audit-csv"
DOWNLOAD = "audit-download"
AGAIN = "audit-again"
CLEAR = "audit-clear"
