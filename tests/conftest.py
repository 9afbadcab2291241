"""What all tests share."""

from hypothesis import settings

# How long an example takes says something about the machine only.
settings.register_profile("diplograph", deadline=None)
settings.load_profile("diplograph")
