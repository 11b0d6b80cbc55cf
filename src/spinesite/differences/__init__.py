"""What changed in the evidence between two states of a site: in the claims and references, not in the text of files."""
