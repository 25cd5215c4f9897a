"""Correction of search words without results.

In this order: leave out filler words; separate letters and digits, and repair missing spaces,
leftover Telex keys and swapped letters; then syllables that sound alike, words with the same
beginning, and the nearest words. Common English words are not corrected. A correction counts only
if it finds something public.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import compress, pairwise
from operator import or_
from typing import Any

from django.db.models import Exists, Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from records.models import Publication
from search.models import SearchWord
from search.query import Alternatives, SearchQuery, read_words
from search.words import BORDER, base_form, english, has_accents, words

# For each query, whether it finds something public.
HaveResults = Callable[[Sequence[SearchQuery]], Sequence[bool]]
# The words of published records in alphabetical order; a dictionary for fast look-up.
Words = dict[str, None]

# A longer query is a text, not a query with a typing mistake.
MAX_CORRECTED_WORDS = 8
# Limit on the words that one beginning or one mistake may mean.
MAX_ALTERNATIVES = 40
MAX_ATTEMPTS = 3
LONG_WORD = 6
MAX_WORD_LENGTH: int = SearchWord._meta.get_field("word").max_length or 0

_LETTERS_OR_DIGITS = re.compile(r"[0-9]+|[^0-9]+")
_DOUBLED_KEYS = re.compile(r"([aeod])\1")
# Onsets that sound alike in some regions, each followed by a Vietnamese rhyme.
_SOUND_ALIKE = (("s", "x"), ("ch", "tr"), ("d", "gi", "r"), ("l", "n"))
_RHYME = re.compile(r"[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?")
_TONE_KEYS = re.compile(r"(?<=[aeiouy])[sfrxj](?=[aeiouy]*[cghmnpt]*$)|(?<=[cghmnpt])[sfrxj]$")


def remember_words(records: Iterable[Any]) -> None:
    """Store the words of published records for later corrections."""
    accented = {
        word
        for record in records
        if record.publication == Publication.PUBLISHED
        for word in record.accented_text.split()
        if word.isalpha() and 1 < len(word) <= MAX_WORD_LENGTH
    }
    if not accented:
        return
    known = SearchWord.objects.filter(accented__in=accented).values_list("accented", flat=True)
    new_words = sorted(accented.difference(known))
    SearchWord.objects.bulk_create(
        [
            SearchWord(accented=word, word=words(word)[0][:MAX_WORD_LENGTH])
            for word in new_words
            if words(word)
        ],
        ignore_conflicts=True,
    )


def corrected_query(typed: str, querysets: Sequence[Any]) -> SearchQuery:
    """The query as typed if one of the lists has results for it, else a corrected one.

    A query that cannot be corrected is returned as it was typed.
    """

    def have_results(queries: Sequence[SearchQuery]) -> list[bool]:
        return with_results(queries, querysets)

    query = read_words(typed)
    return query if not query.terms or any(have_results([query])) else correct(query, have_results)


def with_results(queries: Sequence[SearchQuery], querysets: Sequence[Any]) -> list[bool]:
    """For each query, whether one of the lists has its words; one database query for all."""
    if not queries:
        return []
    matches: list[Any] = [
        reduce(or_, [Q(Exists(records.matching(query))) for records in querysets])
        for query in queries
    ]
    # Any table with a row would do; without a known word there is nothing to find.
    row = SearchWord.objects.values_list(*matches).first()
    return list(map(bool, row or [False] * len(queries)))


def correct(query: SearchQuery, have_results: HaveResults) -> SearchQuery:
    """The corrected query; the same query if no correction has results.

    Asks at most three times, however many corrections there are.
    """
    if query.is_exact or not query.terms:
        return query
    shorter = query.without_stop_words()
    simpler = [query.with_terms(list(shorter.terms))] if shorter.terms != query.terms else []
    if number := query.number_alone():
        simpler.append(number)
    is_short = len(query.terms) <= MAX_CORRECTED_WORDS
    singles = [SearchQuery("", (term,)) for term in query.terms] if is_short else []
    found = have_results([*simpler, *singles])
    if simpler_query := next(compress(simpler, found), None):
        return simpler_query
    if not is_short:
        return query
    found = found[len(simpler) :]
    known = {term[0] for term, has in zip(query.terms, found, strict=True) if has}
    corrections = _corrected_queries(query, shorter, known)
    return next(compress(corrections, have_results(corrections)), query)


def _corrected_queries(
    query: SearchQuery, shorter: SearchQuery, known: set[str]
) -> list[SearchQuery]:
    """The possible corrections, the most likely first; `known` are the words with results."""
    known_words = _vocabulary()
    # Of words that find something only the last one may be incomplete.
    whole = known.difference(query.terms[-1])
    read = {
        term[0]: _corrections(term[0], known_words, is_whole=term[0] in whole)
        for term in query.terms
    }
    tried = {query.terms, shorter.terms}
    found = []
    for at_least in (False, True):  # known words are corrected last
        for attempt in range(MAX_ATTEMPTS):
            for start in (query, shorter):
                terms: list[Alternatives] = []
                for (word,) in start.terms:
                    corrections = read[word]
                    if not corrections or (word in known and not at_least):
                        terms.append((word,))
                        continue
                    correction = corrections[min(attempt, len(corrections) - 1)]
                    if word in known:
                        correction = [(word, *correction[0])] if len(correction) == 1 else [(word,)]
                    terms += correction
                corrected = query.with_terms(list(dict.fromkeys(terms)))
                # A word that finds nothing alone finds nothing beside others.
                is_possible = all(
                    len(term) > 1 or term[0] in known or term[0] not in read
                    for term in corrected.terms
                )
                if corrected.terms not in tried and is_possible:
                    found.append(corrected)
                tried.add(corrected.terms)
    return found


def shorter_queries(query: SearchQuery, have_results: HaveResults) -> list[str]:
    """Shorter queries with results: without one of the words, or one word alone."""
    terms = list(query.terms[:MAX_CORRECTED_WORDS])
    if len(terms) < 2:
        return []
    without_one = [terms[:place] + terms[place + 1 :] for place in range(len(terms))]
    shorter = [SearchQuery("", tuple(left)) for left in [*without_one, *([term] for term in terms)]]
    found = have_results(shorter)
    phrases = [" ".join(query.written(term[0]) for term in each.terms) for each in shorter]
    return list(compress(phrases[: len(terms)], found)) or list(compress(phrases, found))


def as_written(query: SearchQuery, accented_text: str) -> str:
    """The corrected query in the spelling of the best result.

    The spelling comes from the text of the result with most of the words: beside `dệt`, `may` does
    not become `máy`.
    """
    if query.terms == read_words(query.typed).terms:
        return query.typed  # the number that a pasted text is about
    terms = {word for term in query.terms for word in term}
    texts = [
        {
            term: word
            for word in text.split()
            for folded in words(word)
            for term in {folded, base_form(folded)}
            if term in terms
        }
        for text in accented_text.split(BORDER)
    ]
    texts.sort(key=lambda text: (-len(text), -sum(map(has_accents, text.values()))))
    spelled = []
    for alternatives in query.terms:
        found = (text[word] for word in alternatives for text in texts if word in text)
        word = alternatives[0]
        spelled.append(query.typed_values.get(word) or next(found, word))
    return " ".join(spelled)


def _corrections(word: str, known: Words, *, is_whole: bool) -> list[list[Alternatives]]:
    """Corrections of a word, the most likely first; each is one word or several.

    `is_whole`: the word is not the beginning of another one.
    """
    if word in english():
        return []
    ways = (_same_letters, _sound_alikes, _beginnings, _nearest)
    tried = (read(word, known) for read in ways if read is not _beginnings or not is_whole)
    return [correction for correction in tried if correction]


def _vocabulary() -> Words:
    found = SearchWord.objects.order_by("word").values_list("word", flat=True).distinct()
    return dict.fromkeys(found)


def _same_letters(word: str, known: Words) -> list[Alternatives]:
    """The same letters with other boundaries or in another order."""
    pieces = _LETTERS_OR_DIGITS.findall(word)
    if len(pieces) > 1:
        return [(piece,) for piece in pieces]
    if word.isdigit():
        return []
    telex = _without_telex(word)
    if telex != word and telex in known:
        return [(telex,)]
    swapped = [
        word[:place] + two + one + word[place + 2 :]
        for place, (one, two) in enumerate(pairwise(word))
        if one != two
    ]
    if found := tuple(other for other in swapped if other in known):
        return [found]
    halves = [
        ((word[:place],), (word[place:],))
        for place in range(2, len(word) - 1)
        if word[:place] in known and word[place:] in known
    ]
    # The most even halves: “thuydien” becomes “thuy dien”, not “thu ydien”.
    return list(min(halves, key=lambda pair: abs(len(pair[0][0]) - len(pair[1][0])), default=()))


def _without_telex(word: str) -> str:
    """A word without leftover keys of the Telex input method: `deejt` -> `det`."""
    undoubled = _DOUBLED_KEYS.sub(r"\1", word).replace("w", "")
    return _TONE_KEYS.sub("", undoubled)


def _sound_alikes(word: str, known: Words) -> list[Alternatives]:
    """Known syllables that sound alike: `cao su` for `cao xu`."""
    found = tuple(
        other
        for onsets in _SOUND_ALIKE
        for onset in onsets
        if word.startswith(onset) and _RHYME.fullmatch(rest := word.removeprefix(onset))
        for other in (each + rest for each in onsets if each != onset)
        if other in known
    )
    return [found] if found else []


def _beginnings(word: str, known: Words) -> list[Alternatives]:
    """Known words that begin with this one, the shortest first."""
    if len(word) < 2 or not word.isalpha():
        return []
    begun = sorted((other for other in known if other.startswith(word)), key=len)
    return [tuple(begun[:MAX_ALTERNATIVES])] if begun else []


def _nearest(word: str, known: Words) -> list[Alternatives]:
    """Known words at an edit distance of 1, or 2 for a long word; numbers are not corrected.

    The first letter is rarely wrong, so it is corrected only in a long word with no other mistake.
    """
    if len(word) < 3 or not word.isalpha():
        return []
    found = process.extract(
        word,
        list(known),
        scorer=OSA.distance,
        score_cutoff=1 if len(word) < LONG_WORD else 2,
        limit=MAX_ALTERNATIVES,
    )
    likely = [
        (other, distance)
        for other, distance, _place in found
        if other[0] == word[0] or (distance == 1 and len(word) >= LONG_WORD)
    ]
    best = min((distance for _word, distance in likely), default=0)
    near = sorted(
        (other for other, distance in likely if distance == best),
        key=lambda other: (other[0] != word[0], len(other) != len(word), other),
    )
    return [tuple(near)] if near else []
