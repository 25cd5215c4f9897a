"""The Django project: settings, URLs, and the pages and commands that need every app."""
