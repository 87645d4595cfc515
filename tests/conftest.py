"""Settings for all tests."""

from hypothesis import settings

# Machines differ in speed: no test fails for being slow. The same examples on every run.
settings.register_profile("event-mapper", deadline=None, derandomize=True)
settings.load_profile("event-mapper")
