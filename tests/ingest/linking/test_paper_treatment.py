"""What the words around a name tell of a paper, on invented sentences; and how often that is right."""

import time
from pathlib import Path

import pytest
import yaml

from ingest.linking.matcher import Matcher
from ingest.linking.paper_cues import Treated, treated_in_sentence, treated_in_title
from ingest.linking.paper_linker import PaperLinker
from ingest.linking.paper_treatment import SURE_ENOUGH, SUREST, sentences_of, treatments_in
from ingest.pack.loading import load_pack
from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept
from schema.values import Evidence, PaperConceptKind
from tests.ingest.linking.tea_vocabulary import BREW, GONGFU, GREEN_TEA, VOCABULARY

INVENTED = yaml.safe_load((Path(__file__).parent / "invented_abstracts.yaml").read_text(encoding="utf-8"))
NAME = "Gongfu brewing"
INTRODUCES, USES, SURVEYS = PaperConceptKind


def where(text):
    start = text.index(NAME)
    return text, start, start + len(NAME)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Gongfu brewing", Treated.TITLED),
        ("Gongfu brewing: Small Pots for All", Treated.TITLED),
        ("Gongfu brewing (GFB): Small Pots", Treated.TITLED),
        ("A Survey of Gongfu brewing", Treated.SURVEYED),
        ("Gongfu brewing: A Survey", Treated.SURVEYED),
        ("Small Pots via Gongfu brewing", Treated.SUBJECT),
        ("Is Gongfu brewing Better than Kettles?", Treated.SUBJECT),
        ("Small Pots without Gongfu brewing", Treated.AGAINST),
        ("Beyond Gongfu brewing", Treated.AGAINST),
    ],
)
def test_a_title_tells(title, told):
    assert treated_in_title(*where(title)) is told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("We propose Gongfu brewing, which saves leaves.", Treated.PROPOSED),
        ("In this paper, we introduce a simple method, Gongfu brewing (GFB), that saves leaves.", Treated.PROPOSED),
        ("This method, which we call Gongfu brewing, saves leaves.", Treated.PROPOSED),
        ("A way of steeping, termed Gongfu brewing, saves leaves.", Treated.PROPOSED),
        ("We propose SteamPot, a Gongfu brewing method.", Treated.USED),
        ("We present a Gongfu brewing algorithm for samovars.", Treated.USED),
        ("We propose a pot for Gongfu brewing.", Treated.NAMED),
        ("We train our pots with Gongfu brewing.", Treated.USED),
        ("Our pots are evaluated on Gongfu brewing and kettles.", Treated.USED),
        ("We review Gongfu brewing and its history.", Treated.SURVEYED),
        ("Gongfu brewing is popular.", Treated.NAMED),
        ("Our pot does without Gongfu brewing.", Treated.AGAINST),
        ("Unlike Gongfu brewing, our pot is large.", Treated.AGAINST),
        ("It outperforms kettles and Gongfu brewing by far.", Treated.AGAINST),
        ("Existing methods such as Gongfu brewing are slow.", Treated.AGAINST),
        ("The pot is Gongfu brewing-free.", Treated.AGAINST),
        ("We report scores on tasks such as Gongfu brewing.", Treated.USED),
    ],
)
def test_a_sentence_tells(sentence, told):
    assert treated_in_sentence(*where(sentence)) is told


def test_the_place_is_given_and_no_text_is():
    abstract = "Leaves are dear. We propose Gongfu brewing. It is tried with green tea."

    found = treatments_in("Small Pots", abstract, Matcher(VOCABULARY))

    assert [(one.concept, one.kind, one.rule, one.places) for one in found] == [
        ("gongfu", INTRODUCES, Treated.PROPOSED, ("abstract, sentence 2",)),
        ("green-tea", USES, Treated.USED, ("abstract, sentence 3",)),
    ]


def test_signs_in_several_places_make_surer_but_never_sure():
    once = treatments_in("Small Pots", "We use green tea.", Matcher(VOCABULARY))
    often = treatments_in("Green Tea in Pots", "We use green tea. " * 20, Matcher(VOCABULARY))

    assert SURE_ENOUGH <= once[0].confidence < often[0].confidence == SUREST


def test_what_is_only_held_against_it_is_not_linked():
    assert treatments_in("Small Pots", "It needs no gongfu brewing, unlike green tea.", Matcher(VOCABULARY)) == ()


def test_a_survey_introduces_nothing():
    found = treatments_in("A Survey of Pots", "We propose gongfu brewing, and review green tea.", Matcher(VOCABULARY))

    assert {one.concept: one.kind for one in found} == {"gongfu": SURVEYS, "green-tea": SURVEYS}


def test_formulas_and_styles_are_no_names():
    abstract = r"We use $green tea$ and \textbf{gongfu brewing}."

    assert [one.concept for one in treatments_in("Pots", abstract, Matcher(VOCABULARY))] == ["gongfu"]


def test_sentences_end_where_they_end():
    abstract = "Tea, e.g. Oolong, is hot. It cools (cf. Fenn et al. 2025) by 3.5 degrees! 茶凉了。Then?"

    assert sentences_of(abstract) == (
        "Tea, e.g. Oolong, is hot.",
        "It cools (cf. Fenn et al. 2025) by 3.5 degrees!",
        "茶凉了。",
        "Then?",
    )


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "." * 100_000,
        "$" * 50_000 + "\\textbf{" * 10_000,
        "We propose gongfu brewing " * 10_000,
        "such as (a, " * 20 + "gongfu brewing and " * 10_000,
    ],
    ids=["nothing", "points", "marks", "one long sentence", "one long list"],
)
def test_no_text_takes_long(junk):
    began = time.process_time()

    treatments_in(junk, junk, Matcher(VOCABULARY))

    assert time.process_time() - began < 2


def link(concept, kind, paper="tea1"):
    return PaperConcept(paper=paper, concept=concept, kind=kind, evidence=Evidence.CURATED)


def test_what_the_vocabulary_says_stands_before_what_is_inferred():
    linker = PaperLinker(RecordSet.of([*VOCABULARY, link("gongfu", USES), link("green-tea", INTRODUCES, "tea2")]))

    found = linker.links(Paper(id="tea1", title="Gongfu Brewing"), "We propose green tea.")

    # Of a concept that another paper introduces, none is said to do so again.
    assert [(one.concept, one.kind, one.evidence) for one in found] == [("green-tea", USES, Evidence.INFERRED)]


def test_what_courses_take_for_granted_is_not_linked():
    basic = BREW.model_copy(update={"assumed": True})

    linker = PaperLinker(RecordSet.of([basic, GREEN_TEA, GONGFU]))

    assert linker.links(Paper(id="tea1", title="BREW++")) == ()


def judged(part):
    """Return how many edges were found and meant, how many of these agree, and how many of those in kind as well."""
    pack = load_pack()
    linker = PaperLinker(RecordSet(concepts=pack.concepts))
    found, meant = {}, {}
    for number, paper in enumerate(INVENTED[part]):
        id_ = f"invented{number}"
        links = linker.links(Paper(id=id_, title=paper["title"]), paper["abstract"])
        found |= {(id_, one.concept): one.kind.value for one in links}
        meant |= {(id_, slug): kind.value for kind in PaperConceptKind for slug in paper.get(kind.value, ())}
    both = found.keys() & meant.keys()
    return len(found), len(meant), len(both), sum(found[one] == meant[one] for one in both)


@pytest.mark.parametrize("part", INVENTED)
def test_on_invented_abstracts_nine_of_ten_links_are_right_and_nine_of_ten_are_found(part):
    found, meant, both, in_kind = judged(part)

    assert len(INVENTED[part]) == 10
    assert both / found >= 0.9
    assert both / meant >= 0.9
    assert in_kind == both


def test_on_the_titles_of_shipped_papers_nine_of_ten_links_are_what_the_vocabulary_says():
    pack = load_pack()
    known = {(one.paper, one.concept): one.kind for one in pack.paper_concepts}
    found = {}
    for paper in pack.papers:
        # Each is judged as if nobody had said anything of it yet, of all others as is known.
        others = tuple(one for one in pack.paper_concepts if one.paper != paper.id)
        linker = PaperLinker(RecordSet(concepts=pack.concepts, paper_concepts=others))
        found |= {(paper.id, one.concept): one.kind for one in linker.links(paper)}

    both = found.keys() & known.keys()
    introduced = [one for one in both if found[one] is INTRODUCES]
    assert len(found) >= 50
    assert len(both) / len(found) >= 0.9
    assert sum(found[one] is known[one] for one in both) / len(both) >= 0.85
    assert all(known[one] is INTRODUCES for one in introduced)
    assert len(introduced) >= 15
