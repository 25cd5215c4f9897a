"""Who the site is: its identity, notices, ratings, and its about and contact pages."""
