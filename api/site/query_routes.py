"""The addresses of the query editor, of answered questions, and of what the editor completes."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from diplograph.api.rendering import language
from diplograph.api.site.answers import answer_table
from diplograph.api.site.choices import nodes_in
from diplograph.api.site.completion import complete, terms
from diplograph.api.site.context import reading, site_of
from diplograph.api.site.examples import Field, fields_of, filled
from diplograph.api.site.rendering import GRAPH_FORMATS, TABLE_FORMATS, render
from diplograph.api.site.tables import Link, Tables, open_tables
from diplograph.graph.questions import Question, questions
from diplograph.ontology.terms import prefixes

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/query")
def editor(request: Request, example: str = "", query: str = "") -> Response:
    """Show the query editor, with an example or with a query that is given."""
    question = _question(example) or questions()[0]
    fields = _fields(question, request)
    sparql = query or filled(question, request.query_params)
    with reading(request) as (snapshot, tables):
        return render(
            *(request, snapshot, "query.html"),
            questions=questions(),
            example=question.name,
            fields=fields,
            offers=_offers(tables, fields),
            sparql=sparql,
            timeout=f"{site_of(request).settings.timeout:g}",
            configuration={
                "query": sparql,
                "run": bool(query),
                "prefixes": prefixes(snapshot.manifest.base),
                **terms(),
                "tables": list(TABLE_FORMATS),
                "graphs": list(GRAPH_FORMATS),
            },
        )


@router.get("/answers/{name}")
async def answer(request: Request, name: str) -> Response:
    """Show the answer to an example question."""
    site, question = site_of(request), _question(name)
    snapshot = site.snapshot()
    if question is None:
        return render(request, snapshot, "missing.html", 404, key=name)
    sparql = filled(question, request.query_params)
    found = await site.ask(sparql, snapshot)
    fields = _fields(question, request)
    wanted = language(request)
    with open_tables(snapshot, wanted) as tables:
        return render(
            *(request, snapshot, "answer.html"),
            asked=question.vietnamese if wanted == "vi" else question.english,
            fields=fields,
            offers=_offers(tables, fields),
            sparql=sparql,
            answer=answer_table(tables, found, snapshot.manifest.base),
        )


@router.get("/prefixes.json")
def all_prefixes(request: Request) -> JSONResponse:
    """Give the prefixes that the endpoint knows."""
    return JSONResponse(prefixes(site_of(request).snapshot().manifest.base))


@router.get("/completions.json")
def completions(request: Request, prefix: str = "", text: str = "") -> JSONResponse:
    """Give the nodes of a kind with some text in their names."""
    with reading(request) as (snapshot, tables):
        return JSONResponse(complete(tables, prefix, text, snapshot.manifest.base))


def _question(name: str) -> Question | None:
    return next((question for question in questions() if question.name == name), None)


def _fields(question: Question, request: Request) -> list[Field]:
    """Return the fields of a question with the values that the request gives them."""
    asked = request.query_params
    return [
        replace(field, value=asked.get(field.name) or field.value) for field in fields_of(question)
    ]


def _offers(tables: Tables, fields: list[Field]) -> dict[str, tuple[Link, ...]]:
    """Return what each kind of field can be set to, by prefix."""
    folders = {field.prefix: field.value.partition("/")[0] + "/" for field in fields}
    return {prefix: nodes_in(tables, folder) for prefix, folder in folders.items()}
