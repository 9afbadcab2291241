"""Watches every request: a line in the log, and figures for Prometheus.

Neither says who asked: a line has no address and no header of the client, the path of the route
instead of the one asked for, and a digest instead of the query, unless the text is wanted. Handlers
``note`` what only they know.
"""

import hashlib
import json
import logging
import time
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Observer", "digest", "log_requests", "note"]

_log = logging.getLogger("diplograph.requests")
_FACTS: Final = "diplograph.facts"
_json = json.JSONEncoder(ensure_ascii=False).encode
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
#: What statuses say of a request; those that are not here are ``refused`` or ``fault``.
_OUTCOMES = {304: "unchanged", 499: "left", 503: "overload", 504: "timeout", 507: "memory"}
_ERROR, _FAULT = 400, 500


def note(scope: Scope, **facts: str) -> None:
    """Remember something about a request for its line in the log.

    Args:
        scope: Of the request.
        facts: ``query``: its text; ``source``: ``cache`` where the answer was kept from before;
            ``cut``: why the answer stopped in the middle.
    """
    scope.get(_FACTS, {}).update(facts)


def log_requests() -> None:
    """Write the lines to standard error, one a request and nothing around them."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


def digest(query: str) -> str:
    """Return what a query is called in the log."""
    return hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Observer:
    """Middleware around everything else."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry, log: str) -> None:
        """Take what to watch.

        Args:
            app: What answers.
            registry: Where the figures go.
            log: One of ``settings.LOGS``.
        """
        self._app = app
        self._log = log
        labels = ("route", "method", "outcome")
        requests = Counter("diplograph_requests", "Requests answered.", labels, registry=registry)
        times = Histogram(
            "diplograph_request_seconds",
            "Time until the last byte was sent.",
            ("route",),
            registry=registry,
            buckets=_BUCKETS,
        )
        kept = Counter(
            "diplograph_kept_answers", "Answers from the cache.", ("route",), registry=registry
        )
        size = Counter(
            "diplograph_sent_bytes", "Bytes of bodies sent.", ("route",), registry=registry
        )

        @cache  # labels are few, and looking them up takes longer than counting
        def figures(
            route: str, method: str, outcome: str
        ) -> tuple[Counter, Histogram, Counter, Counter]:
            return (
                requests.labels(route, method, outcome),
                times.labels(route),
                size.labels(route),
                kept.labels(route),
            )

        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and record how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        facts: dict[str, str] = {}
        scope[_FACTS] = facts
        watch = _Watch(send)
        start = time.perf_counter()
        try:
            await self._app(scope, receive, watch)
        except Exception:
            watch.status = _FAULT
            raise
        finally:
            self._record(scope, watch, facts, time.perf_counter() - start)

    def _record(self, scope: Scope, watch: "_Watch", facts: dict[str, str], seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        outcome = watch.outcome(facts.get("cut", "broken"))
        requests, times, size, kept = self._figures(route, scope["method"], outcome)
        requests.inc()
        times.observe(seconds)
        size.inc(watch.size)
        if "source" in facts:
            kept.inc()
        if self._log == "off":
            return
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "method": scope["method"],
            "route": route,
            "status": watch.status,
            "outcome": outcome,
            "seconds": round(seconds, 4),
            "bytes": watch.size,
            "snapshot": watch.snapshot,
        }
        if "source" in facts:
            line["source"] = facts["source"]
        if "query" in facts:
            line["query"] = digest(facts["query"])
            if self._log == "queries":
                line["text"] = facts["query"]
        _log.info(_json(line))


class _Watch:
    """Passes messages to the client and remembers what they were."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.size = 0
        self.snapshot: str | None = None
        self._is_whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            for name, value in message["headers"]:
                if name == b"x-snapshot":
                    self.snapshot = value.decode("latin-1")
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
            self._is_whole = not message.get("more_body", False)
        await self._send(message)

    def outcome(self, cut: str) -> str:
        """Return how it ended, given why it was cut where it was."""
        if self.status < _ERROR and self.status not in _OUTCOMES:
            return "answered" if self._is_whole else cut
        return _OUTCOMES.get(self.status, "refused" if self.status < _FAULT else "fault")
