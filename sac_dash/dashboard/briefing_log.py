"""Documents that leave the program are entered into the log first, each with its checksum.

What leaves the police is entered as a disclosure besides: to whom, on what basis, with whose approval.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sac_dash.briefing.making import MadeFile
from sac_dash.briefing.products import product_called
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.casework import Disclose
from sac_dash.store import EntryKind, Store
from sac_dash.workflow.case_book import decide


def enter_files(store: Store, request: BriefRequest, files: Sequence[MadeFile], user: str) -> None:
    """Enter the files of a product into the log; it must be called before any of them is handed over.

    Raises
    ------
    SacDashError
        When a disclosure lacks its recipient, basis or approver; nothing is entered then.
    """
    product, people = product_called(request.product), request.people
    sums = tuple((each.name, sha256(each.content).hexdigest()) for each in files)
    if product.external:
        disclosed = Disclose(
            product.name,
            request.scope,
            people.recipient,
            people.basis,
            people.approver,
            files=sums,
            removed=files[0].removed if files else (),
        )
        decide(store, disclosed, user)
    for name, checksum in sums:
        said = {"what": product.label, "of": request.scope, "file": name, "sha256": checksum}
        store.decisions.append(EntryKind.EXPORT, said, user)
