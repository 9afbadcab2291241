"""How often each rule of positions gives the right holder and stance.

The shares are those that ``benchmarks/confidence.py`` prints for the gold that the rules were
developed on, so they flatter a little; ``docs/extraction.md`` has the numbers behind them. A rule
that was seen too rarely to be measured has the share over all rules.
"""

__all__ = ["confidence_of"]

_ALL = 0.72
_SHARES = {
    "subject": 0.80,
    "subject-report": 0.82,
    "subject-speech": 0.51,
    "subject-future": 0.68,
    "nested": 0.86,
    "nested-future": 0.85,
    "ellipsis": 0.74,
    "ellipsis-report": 0.72,
    "opening": 0.69,
    "source-speech": 0.58,
    "quoted-speech": 0.55,
}


def confidence_of(rule: str) -> float:
    """Return how often a rule was right.

    >>> confidence_of("subject"), confidence_of("a rule seen once")
    (0.8, 0.72)
    """
    return _SHARES.get(rule, _ALL)
