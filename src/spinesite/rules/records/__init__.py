"""Rules of the family records: one rule a file."""
