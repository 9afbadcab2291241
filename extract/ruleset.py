"""Names the rules: a digest of the code and the lexicon that the graph of an article depends on.

That is all of ``extract`` and ``ontology``, and the module of ``graph`` that writes the quads. An
article is up to date in a store as long as its bytes and this digest are the same.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from diplograph.ontology.lexicon import Lexicon
from diplograph.ontology.model import Software

__all__ = ["software"]


@cache
def software() -> Software:
    """Return the version of diplograph and the digest of its rules."""
    digest = hashlib.sha256(Lexicon.load().digest.encode())
    package = Path(__file__).resolve().parent.parent
    for pattern in ("extract/*.py", "ontology/*.py", "graph/build.py"):
        for path in sorted(package.glob(pattern)):
            digest.update(path.read_bytes())
    return Software(version=version("diplograph"), ruleset=digest.hexdigest())
