"""How a document may be handled: the government's security classification and the police handling code.

Both are picked once for the unit and burned into every page and picture. The classification says how it is
protected (Cabinet Office, *Government Security Classifications*, 2024); the handling code says who may be
told (College of Policing, 3x5x2: P lawful sharing permitted, C lawful sharing permitted with conditions).
Under code C no product leaves the police by this program: the conditions are a person's to weigh.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.domain.errors import SacDashError
from sac_dash.domain.marking import MARKINGS, HandlingCode

__all__ = ["CODE_WORDS", "MARKINGS", "UNHANDLED", "Handling", "HandlingCode", "may_leave"]

CODE_WORDS = {
    HandlingCode.UNSET: "",
    HandlingCode.PERMITTED: "Handling code P: lawful sharing permitted",
    HandlingCode.CONDITIONS: "Handling code C: lawful sharing permitted with conditions",
}


@dataclass(frozen=True)
class Handling:
    """How a document may be handled.

    Parameters
    ----------
    code
        The handling code; unset until somebody picks it.
    instruction
        Conditions and caveats in the unit's own words: "Not for disclosure without the originator".
    """

    code: HandlingCode = HandlingCode.UNSET
    instruction: str = ""

    def words(self) -> str:
        """Return it as it stands on a page; "" where nothing was set."""
        return ". ".join(filter(None, (CODE_WORDS[self.code], self.instruction)))


UNHANDLED = Handling()


def may_leave(marking: str, handling: Handling) -> None:
    """Refuse a product for outsiders where its handling forbids it.

    Raises
    ------
    SacDashError
        Under handling code C, without a code, or above OFFICIAL-SENSITIVE.
    """
    if handling.code is HandlingCode.CONDITIONS:
        raise SacDashError(
            "handling code C: this may not be shared outside the police by this program",
            remedy="Ask the originator; change the handling code only with their agreement",
        )
    if handling.code is HandlingCode.UNSET:
        raise SacDashError(
            "no handling code is set, and an external pack needs one",
            remedy="Set handling code P or C on the Briefings page, or with sac-dash handling set",
        )
    if "SECRET" in marking.upper():
        raise SacDashError(
            f"{marking}: nothing above OFFICIAL-SENSITIVE is packed for outsiders",
            remedy="Make the pack from a marking that may be shared",
        )
