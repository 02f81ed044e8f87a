"""Concepts and papers, and the edges between them."""


def test_texts_are_in_the_courses_language_unless_another_is_asked_for(data):
    concept = data(
        """{ concept(ref: "brewing") { slug aliases kind area assumed languages
             name zh: name(language: ZH) en: name(language: EN) definition(language: EN) } }"""
    )["concept"]

    assert concept == {
        "slug": "steeping",
        "aliases": ["brewing"],
        "kind": "METHOD",
        "area": "brewing",
        "assumed": False,
        "languages": ["ZH", "EN"],
        "name": "浸泡",
        "zh": "浸泡",
        "en": "Steeping",
        "definition": "What steeping is",
    }


def test_a_text_falls_back_to_the_other_language(data):
    concept = data('{ concept(ref: "drip") { name(language: ZH) languages } }')["concept"]

    assert concept == {"name": "Drip", "languages": ["EN"]}


def test_all_groups_are_required_and_any_member_is_enough(data):
    concept = data(
        """{ concept(ref: "steeping") { requires { concept { slug } anyOf { slug } reason(language: EN) evidence
             sources { path anchor file line section page { title } paper { title } url } } } }"""
    )["concept"]

    water, leaf = concept["requires"]
    assert water["anyOf"] == [{"slug": "water"}]
    assert water["sources"][0]["url"] == "https://tea.example/docs/steep#why"
    assert water["sources"][0]["page"] == {"title": "How to steep"}
    assert leaf["anyOf"] == [{"slug": "leaf"}, {"slug": "tea-bag"}]
    assert leaf["reason"] == "steeping needs leaf"
    assert (leaf["sources"][0]["file"], leaf["sources"][0]["line"]) == ("vocabulary/brewing.yaml", 7)
    assert leaf["sources"][0]["url"] is None


def test_order_is_no_need(data):
    concept = data(
        """{ concept(ref: "pouring") { requires { sources { url paper { arxivId } section } }
             precededBy { concept { slug } course { slug } reason evidence }
             unlocks { slug } relations { kind source { slug } target { slug } reason }
             taughtBy { path } mentionedBy { path } labs { slug }
             papers { arxivId } introduced: papers(kind: USES) { id } paperLinks { kind paper { arxivId } } } }"""
    )["concept"]

    assert concept["requires"][0]["sources"][0] == {
        "url": "https://arxiv.org/abs/2401.00001",
        "paper": {"arxivId": "2401.00001"},
        "section": "2",
    }
    assert concept["precededBy"] == [
        {"concept": {"slug": "steeping"}, "course": {"slug": "tea"}, "reason": "先泡后倒", "evidence": "STATED"}
    ]
    assert concept["unlocks"] == [{"slug": "drip"}]
    assert concept["relations"] == [
        {"kind": "ANSWERS", "source": {"slug": "drip"}, "target": {"slug": "pouring"}, "reason": "What goes wrong"}
    ]
    assert concept["taughtBy"] == [{"path": "/docs/pour"}]
    assert concept["labs"] == [{"slug": "lab-2"}]
    assert concept["papers"] == [{"arxivId": "2402.00002"}]
    assert concept["introduced"] == []
    assert concept["paperLinks"] == [{"kind": "INTRODUCES", "paper": {"arxivId": "2402.00002"}}]


def test_a_paper_shows_what_is_known_and_what_is_not(data):
    papers = data(
        """query ($refs: [String!]!) { resolve(refs: $refs) { node { ... on Paper {
             arxivId title authors two: authors(first: 2) authorCount published year primaryCategory categories doi
             url pdfUrl citationKey withdrawn unverified
             concepts(kind: INTRODUCES) { kind section evidence concept { slug } sources { section } }
             cites { id } citedBy { arxivId } } } } }""",
        refs=["2401.00001", "10.1234/tea"],
    )["resolve"]

    on_arxiv, book = (found["node"] for found in papers)
    assert on_arxiv["url"] == "https://arxiv.org/abs/2401.00001"
    assert on_arxiv["pdfUrl"] == "https://arxiv.org/pdf/2401.00001"
    assert on_arxiv["two"] == ["Ada Teapot", "Bo Kettle"]
    assert on_arxiv["authorCount"] == 3
    assert (on_arxiv["published"], on_arxiv["year"]) == ("2024-01-02", 2024)
    assert on_arxiv["citationKey"] == "teapot2024steeping"
    assert on_arxiv["concepts"] == [
        {
            "kind": "INTRODUCES",
            "section": "2",
            "evidence": "STATED",
            "concept": {"slug": "steeping"},
            "sources": [{"section": "2"}],
        }
    ]
    assert on_arxiv["citedBy"] == [{"arxivId": "2402.00002"}]
    assert book["arxivId"] is None
    assert book["url"] == "https://doi.org/10.1234/tea"
    assert book["pdfUrl"] is None
    assert book["withdrawn"] is True
    assert book["citedBy"] == [], "an unconfirmed citation is none"


def test_a_negative_number_of_authors_is_refused(ask):
    answer = ask('{ paper(ref: "2401.00001") { authors(first: -1) } }')

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
