"""Visitors without accounts: form tokens and rate limits."""
