"""Rules of the family balance: one rule a file."""
