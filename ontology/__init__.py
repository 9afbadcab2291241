"""What the graph may say: the ontology, its vocabularies and authority files, and the model.

Every other package imports this one; it imports none of them.
"""
