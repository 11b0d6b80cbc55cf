"""A made-up subject, home baking, for sites of any size. Nothing here is a fact, and nobody named here exists."""
