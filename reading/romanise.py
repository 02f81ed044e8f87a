"""Any text in ASCII letters, as far as it can be: for citation keys and for files that must be ASCII."""

import re
import unicodedata

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
"""Regular expression for a stretch of Han characters."""
_HAN = re.compile(HAN)
_LETTERS = {
    "ß": "ss",
    "ẞ": "SS",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ı": "i",
    "ȷ": "j",
    "ħ": "h",
    "Ħ": "H",
    "ŋ": "ng",
    "Ŋ": "Ng",
    "ĸ": "k",
    "ŧ": "t",
    "Ŧ": "T",
    "ə": "e",
    "Ə": "E",
}
_CYRILLIC = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e ye i yi g dj j lj nj c dz u"
_GREEK = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_READINGS = {
    **dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґђјљњћџў", _CYRILLIC.split(), strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", _GREEK.split(), strict=True)),
}
_SURNAMES = {
    "单": "shan",
    "單": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "區": "ou",
    "查": "zha",
    "盖": "ge",
    "朴": "piao",
    "翟": "zhai",
    "覃": "qin",
    "缪": "miao",
    "尉迟": "yuchi",
    "万俟": "moqi",
}
"""Family names that are read otherwise than the word."""


def romanised(text: str, *, family: bool = False) -> str:
    """Return a text in ASCII: accents dropped, Han in pinyin, other scripts letter by letter.

    What has no reading is dropped. A family name is read as one.

    >>> romanised("Łukasz Šrámek"), romanised("茶壶"), romanised("曾", family=True), romanised("Чайник")
    ('Lukasz Sramek', 'Chahu', 'Zeng', 'Chainik')
    """
    if text.isascii():
        return text
    if family and text in _SURNAMES:
        return _SURNAMES[text].capitalize()
    text = _HAN.sub(lambda found: _pinyin(found[0]), text)
    return "".join(char if char.isascii() else _ascii(char) for char in unicodedata.normalize("NFC", text))


def _pinyin(han: str) -> str:
    # Its dictionary takes a fifth of a second to load, and most bibliographies hold no Han.
    from pypinyin import lazy_pinyin

    return "".join(syllable for syllable in lazy_pinyin(han, errors="ignore") if syllable.isascii()).capitalize()


def _ascii(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    for base in (char.lower(), unicodedata.normalize("NFD", char.lower())[0]):
        if base in _READINGS:
            reading = _READINGS[base].replace("-", "")
            return reading.capitalize() if char.isupper() else reading
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if part.isascii())
    if plain or not char.isalpha():
        return plain
    # Their names end in the syllable.
    name = unicodedata.name(char, "")
    syllable = name.startswith(("HANGUL SYLLABLE", "HIRAGANA", "KATAKANA"))
    return name.rsplit(" ", 1)[-1].capitalize() if syllable else ""
