"""Rules of the family review: one rule a file."""
