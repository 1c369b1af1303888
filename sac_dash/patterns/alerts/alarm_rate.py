"""How often alarms rang, with what that can be told from."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import gammaincinv


@dataclass(frozen=True)
class AlarmRate:
    """Alarms over a time: how many, in how many years, and the exact 95 % interval of the yearly rate."""

    n: int
    years: float

    @property
    def per_year(self) -> float:
        """Return alarms a year."""
        return self.n / self.years

    @property
    def interval(self) -> tuple[float, float]:
        """Return the exact Poisson interval (F. Garwood, *Biometrika* 28 (1936)).

        >>> tuple(round(end, 2) for end in AlarmRate(4, 1.0).interval)
        (1.09, 10.24)
        """
        low = float(gammaincinv(self.n, 0.025)) if self.n else 0.0
        return low / self.years, float(gammaincinv(self.n + 1, 0.975)) / self.years
