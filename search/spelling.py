"""What a word that finds nothing may have been meant to be.

Tried in turn: without words that mean nothing to a search; letters and numbers written together,
a missing space, keys of Telex left over, letters in the wrong order; what sounds alike; the
beginning of a word; the nearest words. A common English word is no slip. Each reading counts only
when something public is found by it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from records.models import Publication
from search.models import SearchWord
from search.query import Alternatives, Wanted, read_words
from search.words import BORDER, english, has_accents, singular, words

Finds = Callable[[Wanted], bool]
# The words of published records in their order, quickly asked for.
Words = dict[str, None]

# More words are a text, not a question with a slip in it.
MOST_READ_ANEW = 8
# How many words one beginning or one slip may stand for.
MOST_ALTERNATIVES = 40
MOST_READINGS = 3
SURELY_LONG = 6
LONGEST: int = SearchWord._meta.get_field("word").max_length or 0

_LETTERS_OR_DIGITS = re.compile(r"[0-9]+|[^0-9]+")
_DOUBLED_KEYS = re.compile(r"([aeod])\1")
# Onsets that many people speak alike; what follows is the rest of a Vietnamese syllable.
_SOUND_ALIKE = (("s", "x"), ("ch", "tr"), ("d", "gi", "r"), ("l", "n"))
_RHYME = re.compile(r"[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?")
_TONE_KEYS = re.compile(r"(?<=[aeiouy])[sfrxj](?=[aeiouy]*[cghmnpt]*$)|(?<=[cghmnpt])[sfrxj]$")


def remember_words(records: Iterable[Any]) -> None:
    """Note the words of published records, so that slips can be told from them."""
    accented = {
        word
        for record in records
        if record.publication == Publication.PUBLISHED
        for word in record.accented_text.split()
        if word.isalpha() and 1 < len(word) <= LONGEST
    }
    if not accented:
        return
    known = SearchWord.objects.filter(accented__in=accented).values_list("accented", flat=True)
    news = sorted(accented.difference(known))
    SearchWord.objects.bulk_create(
        [SearchWord(accented=word, word=words(word)[0][:LONGEST]) for word in news if words(word)],
        ignore_conflicts=True,
    )


def understood(typed: str, querysets: Sequence[Any]) -> Wanted:
    """The words as typed where they find something in one of the lists, or read anew.

    What finds nothing even so comes back as it was typed.
    """

    def finds(wanted: Wanted) -> bool:
        return any(records.matching(wanted).exists() for records in querysets)

    wanted = read_words(typed)
    return wanted if not wanted.terms or finds(wanted) else read_anew(wanted, finds)


def read_anew(wanted: Wanted, finds: Finds) -> Wanted:
    """Another reading of words that find nothing together; the same where there is none."""
    if wanted.is_exact or not wanted.terms or len(wanted.terms) > MOST_READ_ANEW:
        return wanted
    shorter = wanted.without_fillers()
    if shorter.terms != wanted.terms and finds(shorter):
        return wanted.with_terms(list(shorter.terms))
    known = {term[0] for term in wanted.terms if finds(Wanted("", (term,)))}
    known_words = _vocabulary()
    read = {term[0]: _readings(term[0], known_words) for term in wanted.terms}
    tried = {wanted.terms, shorter.terms}
    for at_least in (False, True):  # words that are known, but not beside the others, come last
        for attempt in range(MOST_READINGS):
            for start in (wanted, shorter):
                terms: list[Alternatives] = []
                for (word,) in start.terms:
                    readings = read[word]
                    if not readings or (word in known and not at_least):
                        terms.append((word,))
                        continue
                    reading = readings[min(attempt, len(readings) - 1)]
                    if word in known:
                        reading = [(word, *reading[0])] if len(reading) == 1 else [(word,)]
                    terms += reading
                anew = wanted.with_terms(list(dict.fromkeys(terms)))
                if anew.terms not in tried and finds(anew):
                    return anew
                tried.add(anew.terms)
    return wanted


def with_fewer_words(wanted: Wanted, finds: Finds) -> list[str]:
    """Shorter questions that find something, by leaving out a word, or all but one."""
    terms = [term[0] for term in wanted.terms[:MOST_READ_ANEW]]
    if len(terms) < 2:
        return []
    without_one = [terms[:place] + terms[place + 1 :] for place in range(len(terms))]
    return [
        " ".join(left) for left in without_one if finds(Wanted("", tuple((word,) for word in left)))
    ] or [word for word in terms if finds(Wanted("", ((word,),)))]


def in_words(wanted: Wanted, accented_text: str) -> str:
    """What was looked for instead, written as the best result writes it.

    From the one of its texts that holds most of it: beside `dệt`, `may` is not `máy`.
    """
    sought = {word for term in wanted.terms for word in term}
    texts = [
        {
            said: word
            for word in text.split()
            for folded in words(word)
            for said in {folded, singular(folded)}
            if said in sought
        }
        for text in accented_text.split(BORDER)
    ]
    texts.sort(key=lambda text: (-len(text), -sum(map(has_accents, text.values()))))
    said = []
    for term in wanted.terms:
        written = (text[word] for word in term for text in texts if word in text)
        said.append(next(written, term[0]))
    return " ".join(said)


def _readings(word: str, known: Words) -> list[list[Alternatives]]:
    """What a word may have been meant to be, the likeliest first; each is one word or several."""
    if word in english():
        return []
    ways = (_same_letters, _sound_alikes, _beginnings, _nearest)
    tried = (read(word, known) for read in ways)
    return [reading for reading in tried if reading]


def _vocabulary() -> Words:
    found = SearchWord.objects.order_by("word").values_list("word", flat=True).distinct()
    return dict.fromkeys(found)


def _same_letters(word: str, known: Words) -> list[Alternatives]:
    """The same letters, otherwise put together."""
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
    # The most even halves: “thuydien” is “thuy dien”, not “thu ydien”.
    return list(min(halves, key=lambda pair: abs(len(pair[0][0]) - len(pair[1][0])), default=()))


def _without_telex(word: str) -> str:
    """Letters as they stand after Telex has done its work: `deejt` -> `det`."""
    undoubled = _DOUBLED_KEYS.sub(r"\1", word).replace("w", "")
    return _TONE_KEYS.sub("", undoubled)


def _sound_alikes(word: str, known: Words) -> list[Alternatives]:
    """Syllables that many speak the same way: `cao xu` is `cao su`."""
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
    """Words that begin so, as someone types who is not done yet; the shortest first."""
    if len(word) < 2 or not word.isalpha():
        return []
    begun = sorted((other for other in known if other.startswith(word)), key=len)
    return [tuple(begun[:MOST_ALTERNATIVES])] if begun else []


def _nearest(word: str, known: Words) -> list[Alternatives]:
    """Words a slip away, two in a long word; numbers are never guessed.

    Few mistake the first letter: another one is a slip only of a long word that is else the same.
    """
    if len(word) < 3 or not word.isalpha():
        return []
    found = process.extract(
        word,
        list(known),
        scorer=OSA.distance,
        score_cutoff=1 if len(word) < SURELY_LONG else 2,
        limit=MOST_ALTERNATIVES,
    )
    likely = [
        (other, distance)
        for other, distance, _place in found
        if other[0] == word[0] or (distance == 1 and len(word) >= SURELY_LONG)
    ]
    best = min((distance for _word, distance in likely), default=0)
    near = sorted(
        (other for other, distance in likely if distance == best),
        key=lambda other: (other[0] != word[0], len(other) != len(word), other),
    )
    return [tuple(near)] if near else []
