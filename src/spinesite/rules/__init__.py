"""The rules: one rule a file, all of them in the literal tuple of `registry`."""
