"""Rules of the family wording: one rule a file."""
