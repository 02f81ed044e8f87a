"""What a lab offers to run, line by line: sizes, parameters beside those of course and papers, what it measures."""

from collections.abc import Sequence

from rich.table import Table

from cli.console import show, show_table
from cli.lab_words import lab_word
from labs.estimates import Estimate
from labs.offered.offer_records import Expected, LabOffer, ParameterSpec, Profile
from labs.offered.packages import INSTALL, missing_packages

_COURSE = "course"


def show_offers(offers: Sequence[LabOffer], language: str) -> None:
    """Print what can be run, one lab a line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("lab", "what", "profiles"):
        table.add_column(lab_word(name, language))
    for offer in offers:
        table.add_row(offer.lab, offer.title.in_language(language), ", ".join(offer.profiles))
    show_table(table)


def show_offer(offer: LabOffer, language: str) -> None:
    """Print all that a lab offers."""
    show(f"{offer.lab}  {offer.title.in_language(language)}", style="bold")
    _section("profiles", language)
    show_table(_profiles(offer, language))
    _section("parameters", language)
    show_table(_parameters(offer, language))
    if offer.starts_from:
        _section("starts from", language)
        for one in offer.starts_from:
            labs = lab_word("or", language).join(one.any_of)
            otherwise = f"{lab_word('or else', language)}{one.or_model}" if one.or_model else ""
            show(f"  {one.name} ({one.role}): {labs}{otherwise}")
    _section("measures", language)
    show_table(_measures(offer, language))
    if offer.deliverables:
        _section("to hand in", language)
        for part in offer.deliverables:
            show(f"  {part.name.in_language(language)} ({part.dimension}): {', '.join(part.made_of)}")


def show_estimates(found: Sequence[Estimate], language: str) -> None:
    """Print how long each profile takes, by all who say something of it."""
    _section("takes", language)
    table = Table(box=None, pad_edge=False)
    for one in found:
        observed = f"n={one.n}" if one.n else ""
        minutes = f"{one.likely:.3g} {lab_word('minutes', language)}"
        around = f"{one.low:.3g} – {one.high:.3g}" if one.low is not None and one.high is not None else ""
        table.add_row(f"  {one.profile}", minutes, around, one.hardware or observed, one.price or "", one.source)
    show_table(table)


def _section(name: str, language: str) -> None:
    show()
    show(lab_word(name, language), style="bold")


def _profiles(offer: LabOffer, language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name, profile in offer.profiles.items():
        missing = missing_packages(profile)
        lacking = f"{lab_word('missing', language)} {', '.join(missing)}: {INSTALL}" if missing else ""
        table.add_row(f"  {name}", profile.about.in_language(language), _takes(profile, language), lacking)
    return table


def _takes(profile: Profile, language: str) -> str:
    parts = [f"{profile.memory_mb / 1000:g} GB"]
    if profile.minutes is not None:
        parts.insert(0, f"{profile.minutes.likely:g} {lab_word('minutes', language)}")
    if profile.gpu_gb is not None:
        parts.append(f"GPU {profile.gpu_gb:g} GB")
    return ", ".join(parts)


def _parameters(offer: LabOffer, language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  " + lab_word("name", language))
    for name in offer.profiles:
        table.add_column(lab_word("course", language) if name == _COURSE else name, overflow="fold")
    table.add_column(lab_word("paper", language))
    table.add_column(lab_word("what", language))
    for spec in offer.parameters:
        values = [_shown(spec.values.get(name)) for name in offer.profiles]
        table.add_row(f"  {spec.name}", *values, _in_paper(spec), spec.about.in_language(language))
    return table


def _in_paper(spec: ParameterSpec) -> str:
    return f"{_shown(spec.paper.value)} ({spec.paper.of})" if spec.paper else ""


def _measures(offer: LabOffer, language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("  " + lab_word("name", language))
    table.add_column(lab_word("what", language))
    table.add_column(lab_word("expected", language))
    for spec in offer.scores:
        expected = "; ".join(f"{who} {_range(one)}" for who, one in spec.expected.items())
        table.add_row(f"  {spec.name}", spec.about.in_language(language), expected)
    return table


def _range(expected: Expected) -> str:
    if expected.value is not None:
        return f"{expected.value:g}" + (f" (n={expected.n})" if expected.n else "")
    ends = [f"{end:g}" if end is not None else "" for end in (expected.low, expected.high)]
    return " – ".join(ends)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
