"""The roof: settings, addresses, and the pages and commands that know every app."""
