"""The five articles that the project started from, and their gold annotations."""
