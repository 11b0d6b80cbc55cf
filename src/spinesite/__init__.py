"""spinesite: a static-site generator for evidence."""

__version__ = "0.1.0"
