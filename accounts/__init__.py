"""Accounts and roles of officials."""
