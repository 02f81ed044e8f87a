"""Names of venues: one place by several names, and places that only look alike."""

import pytest

from graph.papers.venues import is_preprint_server, same_venue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NeurIPS", "NIPS 2017"),
        ("NeurIPS", "Advances in Neural Information Processing Systems 30"),
        ("ICLR", "The Twelfth International Conference on Learning Representations"),
        ("ICML", "Proceedings of the 41st International Conference on Machine Learning"),
        ("ACL", "Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics"),
        ("EMNLP 2024", "Proceedings of the 2024 Conference on Empirical Methods in Natural Language Processing"),
        ("TMLR", "Transactions on Machine Learning Research"),
        ("COLM", "First Conference on Language Modeling"),
        ("EuroSys", "Twentieth European Conference on Computer Systems"),
        ("Nature", "nature"),
        ("Proceedings of the IEEE", "proceedings of the IEEE"),
        ("JTP", "Journal of Tea Pots"),
        ("NIPS workshop", "NeurIPS Workshops 2014"),
    ],
)
def test_one_venue_by_two_names(one, other):
    assert same_venue(one, other)
    assert same_venue(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ICLR", "ICML"),
        ("NeurIPS", "NeurIPS workshop"),
        ("ACL", "Findings of the Association for Computational Linguistics: ACL 2023"),
        ("EMNLP", "EMNLP System Demonstrations"),
        ("ACL", "NAACL"),
        ("ACL", "Transactions of the Association for Computational Linguistics"),
        ("Nature", "Nature Machine Intelligence"),
        ("Nature", "ICLR"),
        ("ICCV", "ECCV"),
        ("ICML", "International Conference on Machine Learning and Applications"),
    ],
)
def test_two_venues_with_names_alike(one, other):
    assert not same_venue(one, other)
    assert not same_venue(other, one)


@pytest.mark.parametrize(
    ("venue", "answer"),
    [("arXiv", True), ("ArXiv preprint arXiv:2601.90004", True), ("CoRR", True), ("Corrosion Science", False)],
)
def test_a_preprint_server_is_no_venue(venue, answer):
    assert is_preprint_server(venue) is answer
