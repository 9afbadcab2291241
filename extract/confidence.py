"""How often each rule of positions gives the right holder and stance.

The shares are those that ``benchmarks/confidence.py`` prints for the gold that the rules were
developed on, so they flatter a little; ``docs/extraction.md`` has the numbers behind them. A rule
that was seen too rarely to be measured has the share over all rules.
"""

__all__ = ["confidence_of"]

_ALL = 0.76
_SHARES = {
    "subject": 0.81,
    "subject-report": 0.84,
    "subject-speech": 0.66,
    "subject-future": 0.71,
    "nested": 0.87,
    "nested-future": 0.87,
    "ellipsis": 0.75,
    "ellipsis-report": 0.75,
    "opening": 0.70,
    "source-speech": 0.71,
    "quoted-speech": 0.57,
}


def confidence_of(rule: str) -> float:
    """Return how often a rule was right.

    >>> confidence_of("subject"), confidence_of("a rule seen once")
    (0.81, 0.76)
    """
    return _SHARES.get(rule, _ALL)
