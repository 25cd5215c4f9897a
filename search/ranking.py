"""The rank of a result: how well its names match the words, and whether the accents are as typed.

`search_rank` ranks records in the database, `rank_of` ranks anything else by the same rule.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Expression, F, Value

from search.query import SearchQuery
from search.word_index import has_all
from search.words import accented_forms, joined, searched_forms

# Added to the rank of records without the accents as typed.
OTHER_ACCENTS = 10
# Ranks: the name or code itself; a name begins with the words; they are together in a name; all are
# in names; elsewhere.
THE_NAME, BEGINS, TOGETHER_IN_NAME, IN_NAME, ELSEWHERE = range(5)


def search_rank(query: SearchQuery) -> Any:
    """The rank of a record as an expression; the lowest is the best."""
    if not query.terms:
        return Value(THE_NAME, output_field=models.SmallIntegerField())
    return SearchRank(query)


class SearchRank(Expression):
    """The rank of a record for a query that has words.

    One expression instead of a tree of conditions: a search ranks many models, and building such
    trees takes longer than the database needs to answer.
    """

    output_field = models.SmallIntegerField()

    def __init__(self, query: SearchQuery) -> None:
        super().__init__()
        self.query = query
        self.names: Any = F("search_names")
        self.accented: Any = F("accented_text")

    def get_source_expressions(self) -> list[Any]:
        return [self.names, self.accented]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.names, self.accented = exprs

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self.as_case(compiler, "STRPOS")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self.as_case(compiler, "INSTR")

    def as_case(self, compiler: Any, position: str) -> tuple[str, list[Any]]:
        """The rank as SQL; `position` is the function that finds a text in another one."""
        names, _params = compiler.compile(self.names)
        in_names, values = has_all(names, self.query.terms, position)
        # The most frequent case first: it needs no further comparison.
        cases = [f"WHEN NOT {in_names} THEN {ELSEWHERE}"]
        phrase = self.query.phrase
        for text, rank in (
            (f"| {phrase} |", THE_NAME),
            (f"| {phrase} ", BEGINS),
            (f" {phrase} ", TOGETHER_IN_NAME),
        ):
            cases.append(f"WHEN {position}({names}, %s) > 0 THEN {rank}")
            values.append(text)
        sql = f"CASE {' '.join(cases)} ELSE {IN_NAME} END"
        if self.query.accents:
            column, _params = compiler.compile(self.accented)
            as_typed, words = has_all(column, self.query.accents, position)
            sql = f"({sql} + CASE WHEN {as_typed} THEN 0 ELSE {OTHER_ACCENTS} END)"
            values += words
        return sql, values


def rank_of(names: Iterable[str], texts: Iterable[str], query: SearchQuery) -> int | None:
    """The rank of something that is not a record; None if it does not have every word."""
    in_names, everywhere, accented = _columns(tuple(names), tuple(texts))

    def has(text: str, words: Iterable[str]) -> bool:
        return any(f" {word} " in text for word in words)

    if not all(has(everywhere, term) for term in query.terms):
        return None
    phrase = query.phrase
    if f"| {phrase} |" in in_names:
        rank = THE_NAME
    elif f"| {phrase} " in in_names:
        rank = BEGINS
    elif f" {phrase} " in in_names:
        rank = TOGETHER_IN_NAME
    elif all(has(in_names, term) for term in query.terms):
        rank = IN_NAME
    else:
        rank = ELSEWHERE
    as_typed = all(has(accented, words) for words in query.accents)
    return rank if as_typed else rank + OTHER_ACCENTS


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...], texts: tuple[str, ...]) -> tuple[str, str, str]:
    """The folded names, all folded texts, and all texts with accents, as a record stores them."""
    in_names = joined(form for name in names for form in searched_forms(name))
    everywhere = in_names + joined(form for text in texts for form in searched_forms(text))
    accented = joined(form for text in names + texts for form in accented_forms(text))
    return in_names, everywhere, accented
