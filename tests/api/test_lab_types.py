"""Labs in full, and the work around them."""

LAB = """query ($ref: String!) { lab(ref: $ref) {
  minutes
  steps { label title minutes position }
  hyperParameters { scope group variant name value unit position line }
  changed: hyperParameters(scope: ABLATION) { value }
  models { kind name subset size use page { path } position }
  dataSets { kind name subset size use }
  deliverables { what dimension points page { path } position }
  expectedResults { subject metric value low high unit page { path } }
  hardware { task hardware memory time cost advice page { path } } } }"""


def test_a_lab_shows_its_steps_in_order_with_their_minutes(data):
    lab = data(LAB, ref="lab-1")["lab"]

    assert lab["minutes"] == 5
    assert lab["steps"] == [
        {"label": "1", "title": "Boil water", "minutes": 5, "position": 3},
        {"label": "bonus", "title": "Drink it", "minutes": None, "position": None},
    ]


def test_a_lab_shows_its_settings_by_run(data):
    lab = data(LAB, ref="lab-1")["lab"]

    first, second = lab["hyperParameters"]
    assert first == {
        "scope": "MAIN",
        "group": "KettleConfig",
        "variant": None,
        "name": "temperature",
        "value": "95",
        "unit": "°C",
        "position": 4,
        "line": 2,
    }
    assert (second["scope"], second["value"], second["line"]) == ("ABLATION", "80", None)
    assert second["variant"] == "cool"
    assert lab["changed"] == [{"value": "80"}]


def test_a_lab_shows_its_models_and_data_sets_apart(data):
    lab = data(LAB, ref="lab-1")["lab"]

    assert lab["models"] == [
        {
            "kind": "MODEL",
            "name": "kettles/steel",
            "subset": None,
            "size": None,
            "use": "base",
            "page": {"path": "/docs/labs/lab-1"},
            "position": None,
        }
    ]
    assert lab["dataSets"] == [
        {"kind": "DATA_SET", "name": "leaves/green", "subset": "spring", "size": "10 g", "use": None}
    ]


def test_a_deliverable_says_what_it_is_graded_by_even_if_its_page_is_gone(data):
    cup, saucer = data(LAB, ref="lab-1")["lab"]["deliverables"]

    assert cup == {"what": "A cup", "dimension": "COMPLETENESS", "points": 5.0, "page": None, "position": None}
    assert (saucer["dimension"], saucer["points"], saucer["position"]) == (None, None, 7)


def test_a_lab_shows_what_to_expect_and_what_it_takes(data):
    lab = data(LAB, ref="lab-1")["lab"]

    assert lab["expectedResults"] == [
        {
            "subject": "Cup",
            "metric": "warmth",
            "value": "60-70 °C",
            "low": 60.0,
            "high": 70.0,
            "unit": "°C",
            "page": {"path": "/docs/labs/lab-1"},
        }
    ]
    assert lab["hardware"] == [
        {
            "task": "boiling",
            "hardware": "A stove",
            "memory": None,
            "time": "5 min",
            "cost": None,
            "advice": "half a cup",
            "page": {"path": "/docs/labs/lab-1"},
        }
    ]


def test_a_lab_of_which_nothing_is_known_shows_empty_lists(data):
    lab = data(LAB, ref="lab-2")["lab"]

    assert lab.pop("minutes") is None
    assert set(map(str, lab.values())) == {"[]"}


def test_a_course_shows_the_work_around_its_labs(data):
    course = data(
        """{ course { grading { subject dimension points unit page { path } }
             labs: grading(subject: "lab report") { dimension }
             hardware { hardware memory cost } downloads { name size }
             projectDirections {
               number title techniques difficulty model hardware data evaluation page { path } } } }"""
    )["course"]

    assert [(rule["subject"], rule["points"], rule["unit"]) for rule in course["grading"]] == [
        ("lab report", 6.0, "points"),
        ("lab report", 4.0, "points"),
        ("course", 100.0, "%"),
        ("deductions", -3.0, "points"),
    ]
    assert course["labs"] == [{"dimension": "Taste"}, {"dimension": "Smell"}]
    assert course["hardware"] == [{"hardware": "A big stove", "memory": "2 l", "cost": "3 cups"}]
    assert course["downloads"] == [{"name": "kettles/big", "size": "2 l"}]
    assert course["projectDirections"] == [
        {
            "number": 1,
            "title": "A tea house",
            "techniques": ["steeping", "pouring"],
            "difficulty": 2,
            "model": "kettles/big",
            "hardware": "a day",
            "data": ["leaves/all"],
            "evaluation": ["guests"],
            "page": {"path": "/docs/steep"},
        }
    ]


def test_a_course_shows_the_rubrics_by_which_it_grades(data):
    course = data(
        """{ course { grading { dimension low high levels { label } }
             gradingLevels(subject: "lab report") {
               subject dimension label low high unit meaning position page { path } }
             none: gradingLevels(subject: "talk") { label } } }"""
    )["course"]

    said = {rule["dimension"]: (rule["low"], rule["high"], rule["levels"]) for rule in course["grading"]}
    assert said["Taste"] == (None, None, [{"label": "good"}, {"label": "poor"}])
    assert said["Late"] == (-3, -2, [])
    taste = {"subject": "lab report", "dimension": "Taste"}
    steep, grading = {"page": {"path": "/docs/steep"}}, {"page": None}
    good = {"label": "good", "low": 4, "high": 6, "unit": "points", "meaning": "One wants more", "position": 8}
    poor = {"label": "poor", "low": None, "high": 50, "unit": "%", "meaning": "One is polite", "position": None}
    fair = {"label": "fair", "low": 1, "high": 3, "unit": "points", "meaning": "One drinks it", "position": None}
    shown = [taste | good | steep, taste | poor | steep, taste | fair | grading]
    assert sorted(course["gradingLevels"], key=lambda one: one["label"]) == sorted(
        shown, key=lambda one: str(one["label"])
    )
    assert course["none"] == []


def test_a_course_shows_the_time_of_its_project(data):
    course = data(
        """{ course { projectTimeline { when what duration afterLecture byLecture daysBefore
             firstWeek lastWeek firstDay lastDay page { path } position } } }"""
    )["course"]

    (boil,) = course["projectTimeline"]
    assert {name: value for name, value in boil.items() if value is not None} == {
        "when": "a day before lecture 2",
        "what": "Boil",
        "duration": "5 min",
        "byLecture": 2,
        "daysBefore": 1,
        "lastDay": "2026-03-11",
        "page": {"path": "/docs/steep"},
    }
