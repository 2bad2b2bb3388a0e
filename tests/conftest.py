"""What every test shares."""

from __future__ import annotations

from hypothesis import settings

# The same examples each time: a failure here is a failure everywhere.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")
