"""Rules of the family citations: one rule a file."""
