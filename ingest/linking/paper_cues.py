"""How the words around a name in a title or abstract tell what the paper does with what is named.

What is announced is introduced (``we propose X``, ``an objective called X``), what an overview is of is surveyed
(``a survey of X``), what something is done with is used (``trained with X``, ``evaluated on X``), and what is only held
against it (``without X``, ``unlike X``, ``outperforms X``) is no subject of the paper at all.
"""

import re
from enum import Enum

_REACH = 120
_FILLED = r"(?:(?!\b(?:for|of|with|using|by|via|to|that|which|from|in|on|over|than|without|based|where|when)\b)[^.;:])"
_ANNOUNCES = re.compile(
    r"\b(?:we|paper|work|article|report|study|authors|here|technique|method)\b[^.;:]{0,60}?"
    r"\b(?:introduc|propos|present|develop|devis|design|releas|describ|contribut|formulat)(?:e|es|ing|s)?\b"
    rf"{_FILLED}{{0,80}}$",
    re.IGNORECASE,
)
# "We present X, a Y method", "we propose a Y method": of the sort Y, which is no news.
_OF_SORT = re.compile(r",\s*(?:a|an|the|our|another|one)\s[^,]{0,60}$", re.IGNORECASE)
_ONE = re.compile(r"\b(?:a|an|another|several|many)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_SORT_BEHIND = re.compile(
    r"\s*(?:algorithms?|methods?|frameworks?|approach(?:es)?|objectives?|models?|systems?|techniques?|procedures?)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:called|named|termed|dubbed|coined|denoted|abbreviated|call|name|term|dub)\s+"
    r"(?:(?:this|it|them|the|our)\s+(?:\w+\s+){0,2})?[\"“'‘]*$",
    re.IGNORECASE,
)
# What may follow a name that is announced itself, rather than being part of a longer one.
_STANDS_FOR_ITSELF = re.compile(
    r"[\"”'’]*\s*(?:$|[.,;:()\[\]—–]|-\s"
    r"|(?:algorithms?|methods?|frameworks?|approach(?:es)?|objectives?|loss(?:es)?|models?|benchmarks?|datasets?|systems?"
    r"|techniques?|procedures?|librar(?:y|ies))\b"
    r"|(?:that|which|to|for|as|and|by|in|with|where|when|is|are|whose|on)\b)",
    re.IGNORECASE,
)
_SURVEYS = re.compile(
    r"\b(?:surveys?|surveying|reviews?|reviewing|overviews?|taxonom(?:y|ies))"
    r"(?:\s+(?:of|on|covers?|the|recent|current|existing|work|research|literature|methods?|techniques?|for|in))*\s+$",
    re.IGNORECASE,
)
_IS_SURVEY = re.compile(r"\b(?:survey|overview|literature review|systematic review|a review)\b", re.IGNORECASE)
_SURVEY_BEHIND = re.compile(r"[^.]{0,40}\b(?:survey|overview|review)\b", re.IGNORECASE)
_LIST = r"(?:[\w+./-]+(?:\s*\([^()]*\))?\s*(?:,|,?\s*(?:and|or)\b)\s*){0,4}"
_HELD_AGAINST = re.compile(
    r"\b(?:without|instead of|unlike|rather than|in contrast to|as opposed to|contrary to|alternatives? (?:to|of)"
    r"|beyond|drop(?:s|ped|ping)?|replac(?:e|es|ing)|eliminat(?:e|es|ing)|remov(?:e|es|ing)|avoid(?:s|ing)?"
    r"|bypass(?:es|ing)?|discard(?:s|ing)?"
    r"|dispens(?:e|es|ing) with|do(?:es|ing)? away with|free (?:of|from)|(?:no|the) need (?:for|of|to \w+)|needs? no"
    r"|requir(?:e|es|ing) no|nor|neither|than|outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?"
    r"|compared? (?:to|with)|comparable to|on par with|match(?:es|ed|ing)?|over"
    r"|(?:traditional|conventional|existing|prior|previous|earlier)\b[^.,;:]{0,30}?)"
    rf"\s+(?:(?:a|an|the|any|its|their|both|either|explicit|separate|strong|standard|vanilla|popular|recent)\s+){{0,3}}{_LIST}"
    r"(?:(?:a|an|the|any)\s+)?$",
    re.IGNORECASE,
)
_FREE_BEHIND = re.compile(r"[-\s]?free\b|\s+(?:baselines?|alternatives?)\b", re.IGNORECASE)
_DONE_WITH = re.compile(
    r"\b(?:using|uses?|used|via|with|through|appl(?:y|ies|ied|ying)(?: (?:of|to))?|adopt\w*|employ\w*|leverag\w+"
    r"|utili[sz]\w+|buil(?:d|ds|t|ding) (?:up)?on|based on|extend\w*|improv(?:e|es|ed|ing)|combin\w+|integrat\w+"
    r"|stabili[sz]\w+|train(?:s|ed|ing)?(?: (?:a|an|the|our))?|fine-?tun(?:e|es|ed|ing)|optimi[sz](?:e|es|ed|ing)"
    r"|learn(?:s|ed|ing)?"
    r"|evaluat(?:e|es|ed|ing) (?:on|with|by)|(?:results|performance|accuracy|scores?|gains?|improvements?) (?:on|in|of)"
    r"|stud(?:y|ies|ied|ying)|analy[sz](?:e|es|ed|ing)|analysis of|understand(?:ing)?|revisit(?:s|ed|ing)?"
    r"|investigat\w+|examin\w+|explor\w+|scal(?:e|es|ed|ing)|perform(?:s|ed|ing)?|by|on"
    r"|(?:variant|form|version|case) of)"
    r"\s+(?:(?!\b(?:that|which|while|whereas|but|however|because)\b)[^.;:]){0,40}$",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*:\s")
_AS_SUCH = re.compile(r"\s*(?:[(（][^()（）]*[)）])?\s*(?:algorithms?|methods?|technical report)?\s*", re.IGNORECASE)
_ARTICLE = re.compile(r"\s*(?:the|an?)?\s*", re.IGNORECASE)


class Treated(Enum):
    """What a paper does with what it names, by the words around the name."""

    TITLED = "titled"
    """Its title is the name, or the name and what comes behind a colon."""
    PROPOSED = "proposed"
    """It announces it, or gives it its name."""
    SURVEYED = "surveyed"
    """It is an overview of it."""
    SUBJECT = "subject"
    """Its title names it in some other way."""
    USED = "used"
    """Something is done with it."""
    NAMED = "named"
    """It is named, and no more."""
    AGAINST = "against"
    """It is what the paper does without, or does better than."""


def treated_in_title(title: str, start: int, end: int) -> Treated:
    """Return what a title says of the name that stands in it.

    >>> treated_in_title("Gongfu: Brewing in Small Pots", 0, 6), treated_in_title("A Survey of Gongfu", 12, 18)
    (<Treated.TITLED: 'titled'>, <Treated.SURVEYED: 'surveyed'>)
    >>> treated_in_title("Steeping without Gongfu", 17, 23)
    <Treated.AGAINST: 'against'>
    """
    before, after = title[:start], title[end:]
    if _SURVEYS.search(before) or _SURVEY_BEHIND.match(after):
        return Treated.SURVEYED
    if _is_against(before, after):
        return Treated.AGAINST
    head = _COLON.split(after, maxsplit=1)[0]
    if _ARTICLE.fullmatch(before) and _AS_SUCH.fullmatch(head):
        return Treated.TITLED
    return Treated.SUBJECT


def treated_in_sentence(sentence: str, start: int, end: int) -> Treated:
    """Return what a sentence of an abstract says of the name that stands in it.

    >>> treated_in_sentence("We propose gongfu, which saves leaves.", 11, 17)
    <Treated.PROPOSED: 'proposed'>
    >>> treated_in_sentence("We propose a gongfu pot.", 13, 19), treated_in_sentence("It beats gongfu.", 9, 15)
    (<Treated.NAMED: 'named'>, <Treated.NAMED: 'named'>)
    """
    before, after = sentence[max(0, start - _REACH) : start], sentence[end:]
    if _is_against(before, after):
        return Treated.AGAINST
    if _STANDS_FOR_ITSELF.match(after) and _CALLED.search(before):
        return Treated.PROPOSED
    if _STANDS_FOR_ITSELF.match(after) and _ANNOUNCES.search(before):
        of_sort = _OF_SORT.search(before) or (_ONE.search(before) and _SORT_BEHIND.match(after))
        return Treated.USED if of_sort else Treated.PROPOSED
    if _SURVEYS.search(before):
        return Treated.SURVEYED
    return Treated.USED if _DONE_WITH.search(before) else Treated.NAMED


def is_survey(title: str) -> bool:
    """Tell whether a title says that the paper is an overview.

    >>> is_survey("A Survey of Gongfu"), is_survey("Gongfu")
    (True, False)
    """
    return _IS_SURVEY.search(title) is not None


def _is_against(before: str, after: str) -> bool:
    return _HELD_AGAINST.search(before) is not None or _FREE_BEHIND.match(after) is not None
