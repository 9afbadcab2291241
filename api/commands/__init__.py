"""The commands of ``diplograph``, a module for each or for a few that belong together.

A command is a function that takes the parsed arguments and returns the exit status: 0 done, 1
something failed (said on standard error). Wrong usage, status 2, is argparse's.
"""
