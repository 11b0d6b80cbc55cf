"""One command a file; `spinesite.cli` lists them. What a command needs is imported when it runs."""
