"""Everything that guards the program, and what has to fail when one of it is taken away.

`python -m tests.reliability.guards` takes each guard away in a copy of the repository and runs the tests that are named
for it. A guard that nothing misses is a finding: either a test is lacking, or the guard does nothing.
"""
