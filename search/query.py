"""A search query: the folded words of the typed text."""

from dataclasses import dataclass, replace
from functools import cached_property

from search.pasted_text import number_alone, values_in, with_one_spelling
from search.words import (
    accented_words,
    canonical,
    has_accents,
    phrases,
    spellings_of,
    without_stop_words,
    words,
)
from vietnamese.text import clean

# In characters.
MAX_QUERY = 200
# Databases refuse a condition with a thousand parts.
MAX_WORDS = 30

# Each other spelling is compared with the text of every result.
MAX_OTHER_SPELLINGS = 2

Alternatives = tuple[str, ...]


@dataclass(frozen=True)
class SearchQuery:
    """Words that must all occur, each in one of its spellings, the most likely first.

    `accents` are the words with accents as typed; records that have all of them rank first.
    `is_corrected`: the terms are not the typed ones.
    """

    typed: str
    terms: tuple[Alternatives, ...]
    accents: tuple[Alternatives, ...] = ()
    is_corrected: bool = False

    @property
    def phrase(self) -> str:
        return " ".join(term[0] for term in self.terms)

    @property
    def is_exact(self) -> bool:
        """Whether quotation marks switch off corrections."""
        return '"' in self.typed or "“" in self.typed

    def with_terms(self, terms: list[Alternatives]) -> "SearchQuery":
        """The query with corrected terms; accents of words that are no longer in it are removed."""
        kept = {word for term in terms for word in term}
        accents = tuple(
            alternatives
            for alternatives in self.accents
            if set(canonical(words(alternatives[0]))) <= kept
        )
        return replace(self, terms=tuple(terms), accents=accents, is_corrected=True)

    @cached_property
    def typed_values(self) -> dict[str, str]:
        """The values as typed, by their one spelling."""
        text = clean(self.typed)
        return {each.spelling: text[each.start : each.end] for each in values_in(text)}

    def written(self, word: str) -> str:
        """A word of the query as it was typed."""
        return self.typed_values.get(word, word)

    def number_alone(self) -> "SearchQuery | None":
        """The query for the number alone that a longer pasted text is about."""
        number = number_alone(self.typed)
        return replace(read_words(number), is_corrected=True) if number else None

    def without_stop_words(self) -> "SearchQuery":
        left = without_stop_words([term[0] for term in self.terms])
        return replace(self, terms=tuple((word,) for word in left), accents=())


def read_words(typed: str) -> SearchQuery:
    """The query of a typed text: its folded words, each once."""
    typed_values = with_one_spelling(typed)
    found = canonical(words(typed_values)[:MAX_WORDS])
    terms = tuple((word,) for word in dict.fromkeys(found))
    return SearchQuery(typed, terms, _accents(typed_values))


def _accents(typed: str) -> tuple[Alternatives, ...]:
    """The words with accents as typed; empty if none has accents.

    A phrase with other spellings also matches in those, but not in the same letters with other
    accents.
    """
    folded, accented = words(typed)[:MAX_WORDS], accented_words(typed)[:MAX_WORDS]
    if len(folded) != len(accented) or not any(map(has_accents, accented)):
        return ()
    found: list[Alternatives] = []
    place = 0
    for start, length, one in [*phrases(folded), (len(folded), 0, ())]:
        found.extend((word,) for word in accented[place:start])
        if length:
            as_typed = " ".join(accented[start : start + length])
            others = [
                each for each in spellings_of(one) if words(each) != folded[start : start + length]
            ]
            found.append((as_typed, *others[:MAX_OTHER_SPELLINGS]))
        place = start + length
    return tuple(dict.fromkeys(found))
