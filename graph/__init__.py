"""A model in, quads out: the store, its snapshots, and what leaves it."""
