"""The site itself: its identity, notices and ratings."""
