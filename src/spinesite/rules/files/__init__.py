"""Rules of the family files: one rule a file."""
