"""The officials: their roles and accounts."""
