"""The command line and the SPARQL endpoint."""
