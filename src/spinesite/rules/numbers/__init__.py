"""Rules of the family numbers: one rule a file."""
