"""Middleware of the portal."""
