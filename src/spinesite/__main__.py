"""`python -m spinesite` is the same program as `spinesite`."""

from spinesite.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
