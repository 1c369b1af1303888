"""Names of the Briefings page's elements, and of what its address says."""

from __future__ import annotations

PRODUCT, SCOPE, MONTH, AGAINST = "product", "of", "month", "series"  # in the address
VIEW, WORDS = (
    "view",
    "words",
)  # too: which of the page's two views, and what its list of disclosures is narrowed to

VIEW_CONTROL = "briefings-view"
WRITING = "briefings-writing"
DISCLOSED = "briefings-disclosed"
DISCLOSED_WORDS = "briefings-disclosed-words"
DISCLOSED_PRODUCT = "briefings-disclosed-product"
DISCLOSED_SINCE = "briefings-disclosed-since"
DISCLOSED_CLEAR = "briefings-disclosed-clear"
DISCLOSED_CSV = "briefings-disclosed-csv"
DISCLOSED_COUNT = "briefings-disclosed-count"
DISCLOSED_LIST = "briefings-disclosed-list"

PRODUCT_SELECT = "briefings-product"
SCOPE_SELECT = "briefings-scope"
SCOPE_HOLDER = "briefings-scope-holder"
SCOPE_LABEL = "briefings-scope-label"
PLACE_TEXT = "briefings-place"
PLACE_HOLDER = "briefings-place-holder"
MONTH_SELECT = "briefings-month"
MONTH_HOLDER = "briefings-month-holder"
AGAINST_SELECT = "briefings-against"
AGAINST_HOLDER = "briefings-against-holder"

PREVIEW = "briefings-preview"
STATUS = "briefings-status"
EDITOR = "briefings-editor"
CHANGED = "briefings-changed"
VERSIONS = "briefings-versions"
FORMATS = "briefings-formats"
DOWNLOAD = "briefings-download"
SET = "briefings-set"
KEEP = "briefings-keep"

EDITS = "briefings-edits"  # the analyst's words by document and passage, kept while the tab is open
DRAFTS = "briefings-drafts"  # drafts by passage of the document on screen
SHOWN = "briefings-shown"  # which document that is

PASSAGE = "briefings-passage"  # one text field a passage: {"passage": key}
RESET = "briefings-reset"  # back to the draft
FORMAT = "briefings-format"  # one button a format

AUTHORISED, DISSEMINATION, REVIEW = "briefings-authorised", "briefings-dissemination", "briefings-review"
RECIPIENT, BASIS, APPROVER = "briefings-recipient", "briefings-basis", "briefings-approver"
OUTSIDE = "briefings-outside"

HANDLING = "briefings-handling"
HANDLING_OPEN = "briefings-handling-open"
MARKING_SELECT, CODE_SELECT, INSTRUCTION = "briefings-marking", "briefings-code", "briefings-instruction"
HANDLING_SAVE = "briefings-handling-save"

PACK = "briefings-pack"
PACK_WORK = "briefings-pack-work"
PACK_JOB = "briefings-pack-job"
PACK_TICK = "briefings-pack-tick"
PACK_STOP = "briefings-pack-stop"
