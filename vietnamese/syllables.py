"""Vietnamese spelling: which words are possible syllables (onset, rhyme, one tone).

The letters alone decide, without a dictionary. Names of the Central Highlands may use further
onsets and rhymes: `Đăk`, `Plông`, `Xiêr`.
"""

import re
import unicodedata
from itertools import chain

_COMMON_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_ONSETS_OF_THE_HIGHLANDS = "bl br chr dl dr đl đr gl gr hl hm hn hr kb kl kr pl pn pr ps px tl w"
_ONSETS = frozenset(["", *_COMMON_ONSETS.split(), *_ONSETS_OF_THE_HIGHLANDS.split()])
_BEFORE_E_AND_I = frozenset({"gh", "ngh"})
_BEFORE_OTHERS = frozenset({"c", "g", "ng"})

_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng "
    "oăt oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uên uênh uơ uy "
    "uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp "
    "ươt ươu y yêm yên yêng yêt yêu"
)
_RHYMES_OF_THE_HIGHLANDS = (
    "ak ăk ek êk ik ok ôk ơk uk ưk iêk uôk oăk al ar êr iêr iêl ôr ưh ôh ơh êh ơng ook êi"
    " ắk ák ók ék ốk ọk ịk ôông"
)

_TONES = "\u0300\u0309\u0303\u0301\u0323"
_IN_A_STOPPED_SYLLABLE = "\u0301\u0323"
_STOP = re.compile("(?:c|ch|p|t|k)$")
_VOWELS = re.compile("^[aăâeêioôơuưy]+")


def _places(rhyme: str) -> list[int]:
    """The positions in a rhyme that may carry its tone; `hòa` and `hoà` are both in use."""
    match = _VOWELS.match(rhyme)
    vowels = match[0] if match else ""
    for hatted in ("âăêôơ", "ư"):
        if places := [index for index, letter in enumerate(vowels) if letter in hatted]:
            return places[-1:]
    if len(vowels) == 3:
        return [1]
    if len(vowels) == 2 and (vowels in {"oa", "oe", "uy", "oo"} or vowels != rhyme):
        return [0, 1]
    return [0]


def _toned(rhyme: str) -> list[str]:
    """A rhyme with each tone that it may have."""
    tones = _IN_A_STOPPED_SYLLABLE if _STOP.search(rhyme) else _TONES
    toned = [
        rhyme[: place + 1] + tone + rhyme[place + 1 :] for place in _places(rhyme) for tone in tones
    ]
    return [unicodedata.normalize("NFC", each) for each in toned]


_TONED = frozenset(
    chain(
        (rhyme for rhyme in _RHYMES.split() if not _STOP.search(rhyme)),
        _RHYMES_OF_THE_HIGHLANDS.split(),
        *map(_toned, _RHYMES.split()),
    )
)


def is_syllable(word: str) -> bool:
    """Whether a word, in letters of any case, is spelled as a Vietnamese syllable."""
    word = unicodedata.normalize("NFC", word).lower()
    return any(_fit(word[:split], word[split:]) for split in range(min(4, len(word))))


def _fit(onset: str, rhyme: str) -> bool:
    if onset not in _ONSETS or rhyme not in _TONED:
        return False
    first = unicodedata.normalize("NFD", rhyme)[0]
    if onset in _BEFORE_E_AND_I:
        return first in "ei"
    if onset in _BEFORE_OTHERS:
        return first != "e" and (first != "i" or onset == "g")  # gì, giếng
    return True
