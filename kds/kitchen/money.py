"""How many digits of a currency stand behind the point: what turns minor units into a price."""

from __future__ import annotations

_DIGITS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217 minor units that are not 2."""


def minor_digits(currency: str) -> int:
    return _DIGITS.get(currency, 2)
