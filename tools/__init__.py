"""Checks of the source code that no package offers; `make check` runs them."""
