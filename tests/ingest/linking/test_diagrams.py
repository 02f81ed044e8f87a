import pytest

from ingest.linking.diagrams import shown_in_diagram


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param('graph LR\n A["Green tea"] --> B[Cup]', ["Green tea", "Cup"], id="boxes"),
        pytest.param("graph LR\n A(Round) --> B{Choice}", ["Round", "Choice"], id="other shapes"),
        pytest.param("graph LR\n A[x] -->|steep| B[y]", ["x", "steep", "y"], id="edge"),
        pytest.param("graph LR\n Leaf --> Cup", ["Leaf", "Cup"], id="ids that show themselves"),
        pytest.param("graph LR\n A[Leaf] --> B\n B[Cup]", ["Leaf", "Cup"], id="id labelled later"),
        pytest.param('graph LR\n A["<b>Leaf</b><br/>young"]', ["Leaf", "young"], id="tags"),
        pytest.param('subgraph S ["Kitchen"]\nend', ["Kitchen"], id="group"),
        pytest.param("sequenceDiagram\n Guest->>Host: asks for tea", ["asks for tea"], id="message"),
        pytest.param("graph LR\n style A fill:#fff\n %% tea", [], id="styles and comments"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_a_reader_sees(source, expected):
    shown = [source[start:end] for start, end in shown_in_diagram(source)]

    assert [text for text in shown if text not in {"Guest", "Host"}] == expected
