"""How diagnostics are printed: one format a file."""
