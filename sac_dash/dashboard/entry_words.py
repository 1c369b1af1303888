"""Every entry of the log in words: decisions, ingests, publications, exports and the rest.

The Audit page and `sac-dash audit` say the same of an entry, whatever version wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sac_dash.casework import from_payload
from sac_dash.dashboard.decision_words import say_action
from sac_dash.domain.errors import SacDashError
from sac_dash.store import Entry, EntryKind

KIND_LABELS = {
    EntryKind.INGEST: "Ingest",
    EntryKind.PUBLISH: "Publication",
    EntryKind.LINK: "Linking",
    EntryKind.SERIES_NAMED: "Decision",
    EntryKind.DECISION: "Decision",
    EntryKind.BOUNDARIES_ADDED: "Boundaries",
    EntryKind.MAPPING_SAVED: "Mapping",
    EntryKind.EXPORT: "Export",
    EntryKind.RESTORE: "Restore",
    EntryKind.MODEL_IMPORTED: "Model import",
    EntryKind.MODEL_RESET: "Model reset",
}
LOG_COLUMNS = ("no", "when_utc", "who", "kind", "what", "hash")
_LONGEST = 400  # characters of an entry nobody has words for


def label_kind(kind: str) -> str:
    """Return what a kind of entry is called; a kind of a later version by its own name."""
    return KIND_LABELS[EntryKind(kind)] if kind in set(EntryKind) else kind.replace("_", " ").capitalize()


def say_entry(entry: Entry, names: Mapping[str, str]) -> str:
    """Return what an entry says was done, without who did it.

    Parameters
    ----------
    names
        Series id → name, for decisions on series.
    """
    if entry.kind == EntryKind.DECISION:
        return _say_decision(entry.payload, names)
    say = _WORDS.get(entry.kind)
    try:
        return say(entry.payload) if say else _plain(entry.payload)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _plain(entry.payload)  # a spoiled entry, or one of another version


def log_row(entry: Entry, names: Mapping[str, str]) -> tuple[int | str, ...]:
    """Return an entry as a row of `LOG_COLUMNS`, for a CSV."""
    when = entry.at.isoformat(timespec="seconds")
    return entry.seq, when, entry.user, label_kind(entry.kind), say_entry(entry, names), entry.hash


def _say_decision(payload: Mapping[str, Any], names: Mapping[str, str]) -> str:
    try:
        return say_action(from_payload(payload), names)
    except SacDashError:
        return _plain(payload)


def _named(payload: Mapping[str, Any]) -> str:
    name = payload["name"]
    return f"named {payload['series_id']} {name}" if name else f"took the name off {payload['series_id']}"


def _ingest(payload: Mapping[str, Any]) -> str:
    counts = payload["counts"]
    listed = f", with the known series of {payload['known']}" if payload.get("known") else ""
    return (
        f"ingested {', '.join(payload['files'])}{listed}: read {counts['read']:,}, accepted {counts['accepted']:,},"
        f" duplicate {counts['duplicate']:,}, out of scope {counts['out_of_scope']:,},"
        f" rejected {counts['rejected']:,} ({payload['diff']})"
    )


def _publish(payload: Mapping[str, Any]) -> str:
    return f"published: {payload['note']}"


def _link(payload: Mapping[str, Any]) -> str:
    n = len(payload["models"])
    return f"linked what is held anew{_count(n, 'imported model', ', from ')}"


def _boundaries(payload: Mapping[str, Any]) -> str:
    if "layer" not in payload:
        return f"added boundaries: {', '.join(payload['layers'])}"
    return (
        f"added {payload['areas']:,} areas of {payload['layer']} from {payload['file']},"
        f" in force from {payload['valid_from']}"
    )


def _mapping(payload: Mapping[str, Any]) -> str:
    return f"saved the mapping of a source with {_count(len(payload['columns']), 'column')}"


def _export(payload: Mapping[str, Any]) -> str:
    what = payload["what"]
    of = f" of {payload['of']}" if payload.get("of") else ""
    file = f" as {payload['file']}" if payload.get("file") else ""
    n = f", {_count(payload['n'], payload.get('unit', 'offence'))}" if payload.get("n") is not None else ""
    return f"exported the {what}{of}{file}{n}"


def _restore(payload: Mapping[str, Any]) -> str:
    return f"restored the backup {payload.get('file') or payload.get('backup') or ''}".rstrip()


def _model_imported(payload: Mapping[str, Any]) -> str:
    called = f" ({payload['name']})" if payload.get("name") else ""
    return f"imported the model {payload['file']}{called}, taught by {_count(payload['taught_on']['series'], 'series')}"


def _model_reset(_payload: Mapping[str, Any]) -> str:
    return "went back to the shipped model"


def _count(n: int, unit: str, before: str = "") -> str:
    """Return a number with its unit; nothing for none where it would follow `before`."""
    if before and not n:
        return ""
    return f"{before}{n:,} {unit}{'' if n == 1 or unit.endswith('s') else 's'}"


def _plain(payload: Mapping[str, Any]) -> str:
    """Return what an entry holds, named part by named part."""
    text = "; ".join(f"{str(name).replace('_', ' ')}: {value}" for name, value in payload.items())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    EntryKind.SERIES_NAMED: _named,
    EntryKind.INGEST: _ingest,
    EntryKind.PUBLISH: _publish,
    EntryKind.LINK: _link,
    EntryKind.BOUNDARIES_ADDED: _boundaries,
    EntryKind.MAPPING_SAVED: _mapping,
    EntryKind.EXPORT: _export,
    EntryKind.RESTORE: _restore,
    EntryKind.MODEL_IMPORTED: _model_imported,
    EntryKind.MODEL_RESET: _model_reset,
}
