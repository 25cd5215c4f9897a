"""The catalogue of projects as a Wagtail site would show it."""
