"""A search query: the folded words of what was typed."""

from dataclasses import dataclass, replace

from search.words import (
    accented_words,
    canonical,
    has_accents,
    phrases,
    spellings_of,
    without_fillers,
    words,
)

# A search is a few words; the limit in characters keeps a query small enough for every database.
MAX_QUERY = 200
# A database refuses a condition of a thousand parts; nobody types so many words.
MAX_WORDS = 30

# Each costs a look at the text of everything found.
MAX_OTHER_SPELLINGS = 2

Alternatives = tuple[str, ...]


@dataclass(frozen=True)
class SearchQuery:
    """Words of which every one must occur, each in one of its spellings, the likeliest first.

    `accents` are words as typed, with their accents: what carries them all comes first.
    `is_corrected`: the terms are not those that were typed.
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
        """Quotation marks ask for these words and no others."""
        return '"' in self.typed or "“" in self.typed

    def with_terms(self, terms: list[Alternatives]) -> "SearchQuery":
        """The corrected query; accents count only for words that are still in it."""
        kept = {word for term in terms for word in term}
        accents = tuple(
            alternatives
            for alternatives in self.accents
            if set(canonical(words(alternatives[0]))) <= kept
        )
        return replace(self, terms=tuple(terms), accents=accents, is_corrected=True)

    def without_fillers(self) -> "SearchQuery":
        left = without_fillers([term[0] for term in self.terms])
        return replace(self, terms=tuple((word,) for word in left), accents=())


def read_words(typed: str) -> SearchQuery:
    """The words of a search, folded, each once."""
    found = canonical(words(typed)[:MAX_WORDS])
    terms = tuple((word,) for word in dict.fromkeys(found))
    return SearchQuery(typed, terms, _accents(typed))


def _accents(typed: str) -> tuple[Alternatives, ...]:
    """The words with their accents, where any was typed with them.

    A phrase with other spellings may stand in one of those instead, but not in the same letters
    with other accents.
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
