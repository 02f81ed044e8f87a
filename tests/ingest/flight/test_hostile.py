import time
from random import Random

import pytest

from ingest.flight.payload import payload_of, walk
from schema.errors import PayloadError, PayloadLimitError, SyllagraphError

SMALL = (
    b'1:I[7,["a.js"],"default"]\n'
    b':HL["/a.css","style"]\n'
    b'0:{"b":"leaf-1","f":["$","$L1",null,{"children":["$L2","$3","$2:props:children"]}]}\n'
    + "3:T9,茶:\n壶\n".encode()
    + '2:["$","p","k",{"children":["绿茶 ",5e-05,"$$2"],"data":"$undefined"}]\n'.encode()
)


def outcome_of(payload):
    """Read a payload that may be damaged, in the time a small one may take."""
    began = time.process_time()
    try:
        return payload_of(payload, source="tea")
    except SyllagraphError as error:
        return error
    finally:
        assert time.process_time() - began < 1


def test_the_small_payload_is_sound():
    payload = payload_of(SMALL, source="tea")

    assert payload.problems == ()
    assert payload.root["f"].props["children"][1] == "茶:\n壶\n"


@pytest.mark.parametrize("length", range(len(SMALL)))
def test_a_payload_cut_at_any_byte_is_refused_or_lacks_what_was_cut(length):
    outcome = outcome_of(SMALL[:length])

    assert isinstance(outcome, PayloadError) or outcome.problems


def test_flipped_bits_never_crash_the_reader():
    random = Random(5)
    for _ in range(500):
        damaged = bytearray(SMALL)
        for _ in range(random.randint(1, 4)):
            damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)

        outcome = outcome_of(bytes(damaged))

        assert isinstance(outcome, PayloadError) or list(walk(outcome.root))


def test_a_payload_that_stands_twice_says_the_same_once():
    twice, once = payload_of(SMALL * 2, source="tea"), payload_of(SMALL, source="tea")

    assert (twice.root, twice.problems) == (once.root, ())


@pytest.mark.parametrize("by", [-4, -1, 1, 2, 40, 10**9])
def test_a_wrong_text_length_is_refused(by):
    payload = SMALL.replace(b"3:T9,", b"3:T%x," % (9 + by))

    outcome = outcome_of(payload)

    assert isinstance(outcome, PayloadError)
    assert outcome.place.offset is not None
    assert "Fetch the page again" in outcome.remedy


@pytest.mark.parametrize("brackets", [300, 1_000, 1_100, 1_000_000])
def test_json_that_is_too_deep_is_refused(brackets):
    outcome = outcome_of(b"0:" + b"[" * brackets + b"]" * brackets + b"\n")

    assert isinstance(outcome, PayloadLimitError)
    assert outcome.limit == "depth"


def test_elements_that_are_too_deep_are_refused():
    outcome = outcome_of(b"0:" + b'["$","p",null,{"children":' * 300 + b"0" + b"}]" * 300 + b"\n")

    assert isinstance(outcome, PayloadLimitError)


def test_a_chain_of_thirty_thousand_rows_is_refused():
    rows = b"".join(b'%x:["$L%x"]\n' % (index, index + 1) for index in range(30_000))

    assert isinstance(outcome_of(rows), PayloadLimitError)


def test_a_chain_of_bare_references_is_followed():
    rows = b"".join(b'%x:"$%x"\n' % (index, index + 1) for index in range(20_000)) + b'4e20:"tea"\n'

    assert outcome_of(rows).root == "tea"


def test_sharing_that_doubles_sixty_times_is_refused_unexpanded():
    rows = b"".join(b'%x:["$L%x","$L%x"]\n' % (index, index + 1, index + 1) for index in range(60)) + b"3c:[]\n"

    outcome = outcome_of(rows)

    assert isinstance(outcome, PayloadLimitError)
    assert outcome.limit == "expanded_nodes"


def test_sharing_by_paths_inside_one_row_is_refused_unexpanded():
    parts = b",".join(b'"%d":["$0:%d","$0:%d"]' % (index, index + 1, index + 1) for index in range(60))

    outcome = outcome_of(b"0:{" + parts + b',"60":[]}\n')

    assert isinstance(outcome, PayloadLimitError)
    assert outcome.limit == "expanded_nodes"


def test_ten_million_empty_lists_are_refused():
    payload = b"0:[" + b"[]," * 3_000_000 + b"[]]\n"

    with pytest.raises(PayloadLimitError, match="expanded nodes"):
        payload_of(payload, source="tea")


def test_a_hundred_thousand_bad_references_are_told_in_bounded_space():
    payload = b"0:[" + b",".join(b'"$L%x"' % (index + 1) for index in range(100_000)) + b"]\n"

    outcome = outcome_of(payload)

    assert len(outcome.problems) == 1_000


def test_nothing_written_for_a_debugger_is_run(tmp_path):
    mark = tmp_path / "ran"
    code = f"$E__import__('pathlib').Path({str(mark)!r}).touch()"

    outcome = outcome_of(b'0:["' + code.encode() + b'","$F1","$h1"]\n1:{"id":"boil","bound":null}\n')

    assert not mark.exists()
    assert [value.tag for value in outcome.root] == ["$E", "$F", "$h"]
