"""Text search: query, word index, ranking, spelling, highlighting."""
