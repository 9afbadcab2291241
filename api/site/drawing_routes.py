"""The addresses of what is drawn: the matrix of stances and the network of meetings."""

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from diplograph.api.rendering import language
from diplograph.api.site.choices import choices
from diplograph.api.site.context import reading
from diplograph.api.site.language import Messages
from diplograph.api.site.matrix import ACTORS, ISSUES, Wish, matrix, wishes
from diplograph.api.site.network import NetworkFilter, network, to_gexf, to_graphml
from diplograph.api.site.positions import Filter
from diplograph.api.site.rendering import node_path, render
from diplograph.api.site.stances import POLARITIES, Mix, mixes

__all__ = ["router"]

#: Rows and columns of a matrix at most.
_LARGEST = 200
_WRITERS = {
    "gexf": (to_gexf, "application/gexf+xml"),
    "graphml": (to_graphml, "application/graphml+xml"),
}

router = APIRouter(include_in_schema=False)


@router.get("/matrix")
def stances(request: Request, rows: int = ACTORS, columns: int = ISSUES) -> Response:
    """Show who stands where on which issue."""
    wanted = Filter.of(request.query_params)
    size = (min(max(number, 1), _LARGEST) for number in (rows, columns))
    with reading(request) as (snapshot, tables):
        by_year, asked = mixes(tables, "year", wanted), wishes(tables, wanted)
        return render(
            *(request, snapshot, "matrix.html"),
            filter=wanted,
            matrix=matrix(tables, wanted, *size),
            years_mix=by_year,
            wishes=asked,
            configuration=_drawings(Messages(language(request)), by_year, asked),
            choices=choices(tables),
        )


@router.get("/network")
def map_of_meetings(request: Request) -> Response:
    """Show who took part in which meetings."""
    wanted = _network_filter(request)
    with reading(request) as (snapshot, tables):
        return render(
            *(request, snapshot, "network.html"),
            filter=wanted,
            network=network(tables, wanted),
            query=request.url.query,
            choices=choices(tables),
        )


@router.get("/network.{extension}")
def network_file(request: Request, extension: str) -> Response:
    """Give a network as a file."""
    with reading(request) as (snapshot, tables):
        found = network(tables, _network_filter(request))
    headers = {"X-Snapshot": snapshot.id}
    if extension == "json":
        base = snapshot.manifest.base
        nodes = [asdict(node) | {"path": node_path(node.key, base)} for node in found.nodes]
        edges = [asdict(edge) for edge in found.edges]
        return JSONResponse({"nodes": nodes, "edges": edges}, headers=headers)
    if extension not in _WRITERS:
        return Response("formats: json, gexf, graphml\n", 404, media_type="text/plain")
    write, media_type = _WRITERS[extension]
    name = f"diplograph-{snapshot.id}.{extension}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(write(found), headers=headers, media_type=media_type)


def _network_filter(request: Request) -> NetworkFilter:
    asked = request.query_params
    return NetworkFilter(
        year=asked.get("year") or None,
        level=asked.get("level") or None,
        issue=asked.get("issue") or None,
        # A form says nothing of a box that is not ticked.
        persons="persons" in asked or "filtered" not in asked,
    )


def _drawings(t: Messages, years: tuple[Mix, ...], asked: tuple[Wish, ...]) -> dict[str, object]:
    """Return what the scripts of the matrix page draw."""
    return {
        "axis": t("home.positions"),
        "polarities": [{"key": key, "label": t(f"polarity.{key}")} for key in POLARITIES],
        "years": [{"year": mix.of.key, "counts": mix.counts} for mix in years],
        "wishes": [
            {
                "holder": wish.holder.label,
                "addressee": wish.addressee.label,
                "asked": wish.asked,
                "promised": wish.promised,
            }
            for wish in asked
        ],
    }
