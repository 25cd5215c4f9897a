"""Text in the old font encodings .VnTime (TCVN3) and VNI-Times, found in Unicode files.

Before Unicode, these fonts drew Vietnamese letters at the code points of Western ones. `Công nghiệp
hỗ trợ` on the screen is stored as `C«ng nghiÖp hç trî` (TCVN3) or `Coâng nghieäp hoã trôï` (VNI).
Files often lose the name of the font, so the encoding is recognised by the words alone.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from vietnamese.syllables import is_syllable


class Encoding(StrEnum):
    """The encoding of a text."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3"
    VNI = "VNI"

    @property
    def is_old(self) -> bool:
        return self is not Encoding.UNICODE


OLD_ENCODINGS = (Encoding.TCVN3, Encoding.VNI)
_PLAIN = frozenset({Encoding.UNICODE})


# The font .VnTimeH draws small letters as capitals. Nothing in the text shows that it was used, so
# such texts become small letters. Capitals with a tone exist in that font only.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§" + "¨©ª«¬\u00ad®" + "µ¶·¸¹" + "»¼½¾Æ" + "ÇÈÉÊË" + "ÌÎÏÐÑ" + "ÒÓÔÕÖ" + "×ØÜÝÞ"
        "ßáâãä" + "åæçèé" + "êëìíî" + "ïñòóô" + "õö÷øù" + "úûüýþ",
        "ĂÂÊÔƠƯĐ" + "ăâêôơưđ" + "àảãáạ" + "ằẳẵắặ" + "ầẩẫấậ" + "èẻẽéẹ" + "ềểễếệ" + "ìỉĩíị"
        "òỏõóọ" + "ồổỗốộ" + "ờởỡớợ" + "ùủũúụ" + "ừửữứự" + "ỳỷỹýỵ",
        strict=True,
    )
)


def _vni() -> dict[str, str]:
    """In VNI a second character draws the accents of a letter; few letters are one character."""
    tones, marks = "áàảãạ", "ùøûõï"
    letters = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
    for base, drawn in zip("aeouơư", "aeouôö", strict=True):
        for tone, mark in zip(tones, marks, strict=True):
            letters[drawn + mark] = _with_tone_of(tone, base)
    letters |= dict(zip(("yù", "yø", "yû", "yõ"), "ýỳỷỹ", strict=True))
    for base, hatted in zip("aeo", "âêô", strict=True):
        letters[base + "â"] = hatted
        for tone, mark in zip(tones, "áàåãä", strict=True):
            letters[base + mark] = _with_tone_of(tone, hatted)
    letters["aê"] = "ă"
    for tone, mark in zip(tones, "éèúüë", strict=True):
        letters["a" + mark] = _with_tone_of(tone, "ă")
    return letters | {drawn.upper(): letter.upper() for drawn, letter in letters.items()}


def _with_tone_of(toned: str, letter: str) -> str:
    tone = unicodedata.normalize("NFD", toned)[-1]
    return unicodedata.normalize("NFC", letter + tone)


LETTERS = {Encoding.TCVN3: _TCVN3, Encoding.VNI: _vni()}
"""For each old encoding, the character sequences and the Vietnamese letters they draw."""

# A capital may be followed by the character of a small letter: `Aâu`.
_VNI_SIGNS = LETTERS[Encoding.VNI] | {
    drawn[0].upper() + drawn[1]: letter.upper()
    for drawn, letter in LETTERS[Encoding.VNI].items()
    if len(drawn) == 2 and drawn.islower()
}
_VNI_LETTER = re.compile("|".join(sorted(_VNI_SIGNS, key=len, reverse=True)))
_TO_UNICODE = str.maketrans(_TCVN3)


def convert(text: str, encoding: Encoding) -> str:
    """A text in an old encoding, converted to Unicode (NFC) as a whole."""
    if encoding is Encoding.TCVN3:
        text = text.translate(_TO_UNICODE)
    elif encoding is Encoding.VNI:
        text = _VNI_LETTER.sub(lambda match: _VNI_SIGNS[match[0]], text)
    return unicodedata.normalize("NFC", text)


# Letters in TCVN3 that are symbols in Unicode.
_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾×÷")
# Symbols that are also used alone in Unicode texts: 20 × 30, ½, § 5.
_OFTEN_ALONE = frozenset("¡¢¤¥¦§©·¹»¼½¾×÷")
_MICRO_UNITS = frozenset({"µm", "µg", "µl", "µs"})
_VIETNAMESE = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_WESTERN = "".join(
    char
    for char in map(chr, range(0xA1, 0xFF))
    if char not in _VIETNAMESE and char not in "²³°±´º¯¿"
)
_WORD = re.compile(
    r"[A-Za-z\u00ad\xa1-\xae\xb5-\xb9\xbb-\xbe\xc0-\u024f\u0300-\u036f\u1e00-\u1eff]+"
)
_OF_UNICODE_ALONE = re.compile("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_SIGN = re.compile(f"[{''.join(sorted(_SIGNS))}]")
# Frequent in old encodings, rare in Unicode: a symbol, or two characters for one letter.
_SUSPECT = re.compile(
    f"[{re.escape(_WESTERN)}]|[aeoAEO][áàåãäâÁÀÅÃÄÂ]|[aeouyôAEOUYÔ][ùõÙÕ]|a[êéèú]|A[ÊÉÈÚ]"
)
# QĐ, NĐ, ĐTXD; a single đ is dong or the beginning of đ/c.
_ABBREVIATION = re.compile("[A-Z]{0,6}Đ[BCDGHKLMNPQRSTVX]{0,5}|đ")
_TRADE_MARK = re.compile("(?<=.)[®©]$")
_FOOTNOTE = re.compile("[A-Za-z]+[¹·]")


@lru_cache(maxsize=20_000)  # offices use few different words
def _reads_in(word: str, encoding: Encoding) -> bool:
    """Whether a word, read in an encoding, is a possible Vietnamese word."""
    if encoding is Encoding.TCVN3 and not all(c.isascii() or c in _TCVN3 for c in word):
        return False
    if encoding is Encoding.VNI and not _VNI_LETTER.sub("", word).isascii():
        return False
    converted = convert(word, encoding)
    return is_syllable(converted) or _ABBREVIATION.fullmatch(converted) is not None


def _accented_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _stands_alone(word: str) -> bool:
    return len(word) == 1 and word in _OFTEN_ALONE


def _has_a_sign(word: str) -> bool:
    """Whether a word has a symbol among its letters: `C«ng`, but not `Lego®`."""
    return not _SIGNS.isdisjoint(_TRADE_MARK.sub("", word))


def is_suspect(text: str) -> bool:
    """Whether a text may be in an old encoding; a fast test with many false positives."""
    if _OF_UNICODE_ALONE.search(text):
        return _SIGN.search(text) is not None
    return _SUSPECT.search(text) is not None


def is_mixed(text: str) -> bool:
    """Whether a text mixes words in an old encoding and in Unicode: `C«ng ty Đăk Tô`."""
    return _OF_UNICODE_ALONE.search(text) is not None and not possible_encodings(text)


def possible_encodings(text: str) -> frozenset[Encoding]:
    """Every encoding in which all words with accents are Vietnamese.

    Only Unicode for a text without accents, and for foreign words such as `Société Générale`. Empty
    for a text in no encoding, or in a mixture.
    """
    text = unicodedata.normalize("NFC", text)
    words = [word for word in _accented_words(text) if word not in _MICRO_UNITS]
    telling = [word for word in words if not _stands_alone(word)]
    if _OF_UNICODE_ALONE.search(text):
        return frozenset() if any(map(_is_old_beside_unicode, telling)) else _PLAIN
    if not telling:
        return _PLAIN
    found = frozenset(
        encoding for encoding in Encoding if all(_reads_in(word, encoding) for word in telling)
    )
    if not found:
        return frozenset() if any(map(_has_a_sign, telling)) else _PLAIN
    # In TCVN3, “20×30” would be “20ì30”; the intended meaning is unknown.
    return found if len(telling) == len(words) else found - {Encoding.TCVN3}


def _is_old_beside_unicode(word: str) -> bool:
    """Whether a word in a Unicode text is in an old encoding: `C«ng ty Đăk Tô`."""
    return (
        _has_a_sign(word)
        and not _FOOTNOTE.fullmatch(word)
        and any(_reads_in(word, encoding) for encoding in OLD_ENCODINGS)
    )


def certain_encoding(text: str) -> Encoding | None:
    """The one encoding in which a text has Vietnamese words; None if there are several or none.

    Foreign names and symbols do not prove that the cells beside them are in Unicode.
    """
    possible = possible_encodings(text)
    if len(possible) != 1:
        return None
    encoding = next(iter(possible))
    words = _accented_words(unicodedata.normalize("NFC", text))
    return encoding if any(_reads_in(word, encoding) for word in words) else None


def evident_encoding(text: str) -> Encoding | None:
    """The old encoding of a text if it is beyond doubt, else None.

    A foreign name can by chance be a Vietnamese word in VNI: `Loïc` is `Lọc`. Two such words, or
    one with a symbol in it, are beyond doubt.
    """
    if not is_suspect(text):
        return None
    encoding = certain_encoding(text)
    if encoding is None or not encoding.is_old:
        return None
    words = {word for word in _accented_words(text) if not _reads_in(word, Encoding.UNICODE)}
    if len(words) > 1 or any(len(word) > 1 and _has_a_sign(word) for word in words):
        return encoding
    return None
