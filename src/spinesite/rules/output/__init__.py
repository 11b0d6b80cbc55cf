"""Rules of the family output: one rule a file."""
