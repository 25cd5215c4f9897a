"""The catalogue of projects as a Wagtail site."""
