"""Serves a snapshot by rdflib-endpoint, for ``endpoint.py``: ``peer.py DATA PORT``."""

import sys

import uvicorn
from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

store = OxigraphStore(store=Store.read_only(sys.argv[1]))
app = SparqlEndpoint(graph=Dataset(store=store, default_union=True), path="/")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
