"""How hypothesis works in all tests: the same examples in every run, however slow the machine, and nothing kept."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "spinesite",
    derandomize=True,
    deadline=None,
    database=None,
    # To explain a failure, every line is traced, for many minutes where an example is a whole site.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("spinesite")
