"""Courses, lectures, pages, labs and resources."""


def test_a_course_shows_its_lectures_pages_and_labs(data):
    course = data(
        """{ course { slug title language site
             lectures { number title path page { path } pages { path } labs { slug } course { slug } }
             pages(kind: PAPERS) { totalCount nodes { path } }
             labs { slug }
             resources { nodes { title url course { slug } recommendations { role paper { id } } } } } }"""
    )["course"]

    assert (course["slug"], course["title"], course["language"]) == ("tea", "茶道", "zh")
    assert [lecture["number"] for lecture in course["lectures"]] == [1, 2]
    assert course["lectures"][0] == {
        "number": 1,
        "title": "Steeping",
        "path": "/docs/steep",
        "page": {"path": "/docs/steep"},
        "pages": [{"path": "/docs/steep"}, {"path": "/docs/steep/papers"}, {"path": "/docs/labs/lab-1"}],
        "labs": [{"slug": "lab-1"}],
        "course": {"slug": "tea"},
    }
    assert course["pages"]["totalCount"] == 2
    assert course["labs"] == [{"slug": "lab-1"}, {"slug": "lab-2"}]
    assert course["resources"]["nodes"] == [
        {
            "title": "The kettle guide",
            "url": "https://kettles.example/guide",
            "course": {"slug": "tea"},
            "recommendations": [{"role": "EXTENDED", "paper": None}],
        }
    ]


def test_a_recommendation_says_all_that_the_page_says(data):
    found = data(
        """{ lecture(number: 1) { recommendations(role: CORE) {
             role priority priorityText hours { low high text } position order label sections lecture
             paper { arxivId } resource { url } page { path } } } }"""
    )["lecture"]["recommendations"]

    assert found == [
        {
            "role": "CORE",
            "priority": "MUST",
            "priorityText": "必读",
            "hours": {"low": 2.0, "high": 3.0, "text": "2-3 小时"},
            "position": 4,
            "order": 0,
            "label": "One to read",
            "sections": ["1-3"],
            "lecture": 1,
            "paper": {"arxivId": "2401.00001"},
            "resource": None,
            "page": {"path": "/docs/steep/papers"},
        }
    ]


def test_a_paper_can_be_core_in_one_lecture_and_extended_in_another(data):
    paper = data('{ paper(ref: "2401.00001") { recommendations { role lecture } } }')["paper"]

    assert paper["recommendations"] == [{"role": "CORE", "lecture": 1}, {"role": "EXTENDED", "lecture": 2}]


def test_a_page_shows_what_it_teaches_and_whether_it_is_stale(data):
    query = """query ($path: String!) { page(path: $path) {
        title kind position url stale characters lecture { number }
        teaches { slug } mentions { slug } coverages { explained evidence concept { slug } page { path } }
        recommendations { order } findings { code } } }"""

    steep = data(query, path="https://tea.example/docs/steep")["page"]
    pour = data(query, path="/docs/pour")["page"]

    assert steep["url"] == "https://tea.example/docs/steep"
    assert [concept["slug"] for concept in steep["teaches"]] == ["leaf", "steeping"]
    assert steep["findings"] == [{"code": "LUKEWARM"}]
    assert steep["stale"] is False
    assert pour["stale"] is True
    assert pour["mentions"] == [{"slug": "steeping"}]
    assert pour["coverages"][1] == {
        "explained": False,
        "evidence": "STATED",
        "concept": {"slug": "steeping"},
        "page": {"path": "/docs/pour"},
    }


def test_a_lab_says_what_it_starts_from(data):
    lab = data(
        """{ lab(ref: "实验 2") { slug number page { path } lecture { number } course { slug }
             practises { slug } assesses { slug } concepts { assessed concept { slug } }
             needs { anyOf { slug } orModel artifact optional reason(language: EN) evidence sources { path } } } }"""
    )["lab"]

    assert lab["practises"] == [{"slug": "pouring"}]
    assert lab["assesses"] == [{"slug": "drip"}]
    assert lab["needs"] == [
        {
            "anyOf": [{"slug": "lab-1"}],
            "orModel": "kettles/hot-water",
            "artifact": "cup",
            "optional": False,
            "reason": "There has to be tea",
            "evidence": "STATED",
            "sources": [],
        }
    ]


def test_findings_are_listed_by_course_and_severity(data):
    course = data(
        """{ course { all: findings { totalCount }
             some: findings(severity: WARNING) { nodes {
               code severity message remedy path page { title } course { slug } subjects source place } } } }"""
    )["course"]

    assert course["all"]["totalCount"] == 2
    assert course["some"]["nodes"] == [
        {
            "code": "LUKEWARM",
            "severity": "WARNING",
            "message": "the water is not hot",
            "remedy": "",
            "path": "/docs/steep",
            "page": {"title": "How to steep"},
            "course": {"slug": "tea"},
            "subjects": ["water"],
            "source": None,
            "place": None,
        }
    ]


def test_the_audit_adds_what_the_graph_shows(data):
    found = data('{ audit { nodes { code course { slug } } } few: audit(codes: ["NO_MILK"]) { nodes { code } } }')

    codes = [finding["code"] for finding in found["audit"]["nodes"]]
    assert {"LUKEWARM", "NO_MILK", "ODD_WORD"} < set(codes)
    assert found["few"]["nodes"] == [{"code": "NO_MILK"}]


def test_the_revision_says_what_is_served(data, served):
    query = """query ($course: String) { revision(course: $course) {
        id ingestedAt sources findings courses { slug id ingestedAt sources course { title } } } }"""

    whole = data(query)["revision"]
    one = data(query, course="tea")["revision"]

    assert whole["id"] == served.catalogue.revision
    assert whole["ingestedAt"] == "2026-03-04T05:06:00+00:00"
    assert whole["sources"] == ["tea.example", "vocabulary"]
    assert whole["findings"] == 3
    assert one["id"] == "r1"
    assert one["findings"] == 2
    assert one["courses"] == [
        {
            "slug": "tea",
            "id": "r1",
            "ingestedAt": "2026-03-04T05:06:00+00:00",
            "sources": ["tea.example"],
            "course": {"title": "茶道"},
        }
    ]
