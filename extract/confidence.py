"""How often each rule of positions gives the right holder and stance.

The shares are those that ``benchmarks/confidence.py`` prints for annotated articles, a third of
which nobody read while the rules were written; ``docs/extraction.md`` has the numbers behind them.
A rule that was seen too rarely to be measured has the share over all rules.
"""

__all__ = ["confidence_of"]

_ALL = 0.76
_SHARES = {
    "subject": 0.82,
    "subject-report": 0.78,
    "subject-speech": 0.64,
    "subject-future": 0.69,
    "nested": 0.83,
    "nested-future": 0.89,
    "ellipsis": 0.81,
    "ellipsis-report": 0.77,
    "ellipsis-speech": 0.65,
    "opening": 0.69,
    "opening-report": 0.52,
    "source-speech": 0.85,
    "quoted-speech": 0.56,
    "carried": 0.65,
    "fronted": 0.44,
}


def confidence_of(rule: str) -> float:
    """Return how often a rule was right.

    >>> confidence_of("subject"), confidence_of("a rule seen once")
    (0.82, 0.76)
    """
    return _SHARES.get(rule, _ALL)
