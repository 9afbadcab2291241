"""The figures that Prometheus reads at ``/metrics``: requests, workers, the snapshot."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.responses import Response

from diplograph.api.workers import Load
from diplograph.graph.snapshots import current_snapshot
from diplograph.ontology.errors import StoreError

__all__ = ["Figures", "metrics_page"]


class Figures(Collector):
    """What is asked of workers and store when someone looks."""

    def __init__(self, store: Path, load: Callable[[], Load]) -> None:
        """Take the folder of the store and what tells the workers' load."""
        self._store = store
        self._load = load

    def collect(self) -> Iterator[Metric]:
        """Yield all figures."""
        yield InfoMetricFamily("diplograph", "The server.", {"version": version("diplograph")})
        yield from _of_workers(self._load())
        try:
            manifest = current_snapshot(self._store).manifest
        except StoreError:
            return
        yield InfoMetricFamily("diplograph_snapshot", "What is served.", {"id": manifest.id})
        yield _gauge("snapshot_articles", "Articles in the snapshot.", manifest.articles)
        yield _gauge("snapshot_quads", "Statements in the snapshot.", manifest.quads)


def metrics_page(registry: CollectorRegistry) -> Response:
    """Return all figures in the text format of Prometheus."""
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _of_workers(load: Load) -> Iterator[Metric]:
    yield _gauge("workers_busy", "Workers that answer a query.", load.busy)
    yield _gauge("workers_idle", "Workers that wait for one.", load.idle)
    yield _gauge("queries_waiting", "Queries that wait for a worker.", load.waiting)
    started = CounterMetricFamily("diplograph_workers_started", "Workers started.")
    started.add_metric((), load.started)
    yield started
    killed = CounterMetricFamily(
        "diplograph_workers_killed", "Workers killed in a query.", labels=("reason",)
    )
    for reason, number in load.killed.items():
        killed.add_metric((reason,), number)
    yield killed


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"diplograph_{name}", text, value)
