"""Where the pages of a course state different values of one thing: findings with all places."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.claims.quantities import Quantity, shown
from ingest.claims.sayings import Saying, saying_on
from schema.claim_records import Claim, ClaimKind, ClaimPlace
from schema.records import Finding, Page
from schema.values import Severity


def claim_findings(claims: Iterable[Claim], pages: Iterable[Page]) -> tuple[Finding, ...]:
    """Return what pages say of claims and do not agree on, and what no longer stands where a claim looks for it.

    A page that was never read is taken to say what the claim records of it; a page that does not exist, nothing.
    """
    by_path = {page.path: page for page in pages}
    found: list[Finding] = []
    for claim in claims:
        sayings: list[Saying] = []
        for place in claim.places:
            page = by_path.get(place.page)
            if page is None:
                continue
            saying = saying_on(page, claim, place)
            if saying is None:
                found.append(_not_found(claim, place, page))
            else:
                sayings.append(saying)
        if sayings and not _agree(claim, [saying for saying in sayings if not saying.place.aside]):
            found.append(_disagreement(claim, sayings, by_path[sayings[0].place.page].course))
    return tuple(dict.fromkeys(found))


def _agree(claim: Claim, sayings: Sequence[Saying]) -> bool:
    if claim.kind == ClaimKind.CHOICE:
        return len({_letters(saying.text) for saying in sayings}) <= 1
    values = [saying.value for saying in sayings if saying.value]
    if claim.kind == ClaimKind.NUMBER:
        return _share_a_number(values, claim.tolerance)
    ranges = {value for value in values if value.is_range}
    return _are_one(ranges, claim.tolerance) and all(
        _share_a_number((*ranges, value), claim.tolerance) for value in values if not value.is_range
    )


def _share_a_number(values: Iterable[Quantity], tolerance: Decimal) -> bool:
    lows = [value.low * (1 - tolerance) for value in values if value.low is not None]
    highs = [value.high * (1 + tolerance) for value in values if value.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _are_one(ranges: Iterable[Quantity], tolerance: Decimal) -> bool:
    for ends in ([one.low for one in ranges], [one.high for one in ranges]):
        known = [end for end in ends if end is not None]
        if known and (len(known) < len(ends) or max(known) * (1 - tolerance) > min(known) * (1 + tolerance)):
            return False
    return True


def _letters(name: str) -> str:
    """Return a name as it is compared: without its owner, case and punctuation."""
    return "".join(letter for letter in name.rpartition("/")[2].casefold() if letter.isalnum())


def _disagreement(claim: Claim, sayings: Sequence[Saying], course: str) -> Finding:
    first = sayings[0]
    unit = f" ({claim.unit})" if claim.unit else ""
    return Finding(
        course=course,
        code="NUMBERS_DISAGREE",
        severity=Severity.WARNING,
        message=f"{claim.name.en}{unit}: {'; '.join(_said(saying, claim.unit) for saying in sayings)}",
        remedy="Decide which holds and correct the others, or say on the pages what makes them different",
        page=first.place.page,
        place=None if first.position is None else f"block {first.position}",
        subjects=(claim.slug,),
    )


def _said(saying: Saying, unit: str | None) -> str:
    place, where = saying.place, saying.place.page
    if saying.position is not None:
        where += f" block {saying.position}"
    converted = ""
    if saying.value and place.factor != 1:
        converted = f" = {shown(saying.value)}{f' {unit}' if unit else ''}"
    remarks = [place.note or "", "for comparison" if place.aside else "", "as recorded" * (saying.position is None)]
    remark = ", ".join(filter(None, remarks))
    return f"{saying.text}{converted} on {where}{f' ({remark})' if remark else ''}"


def _not_found(claim: Claim, place: ClaimPlace, page: Page) -> Finding:
    return Finding(
        course=page.course,
        code="CLAIM_NOT_FOUND",
        severity=Severity.INFO,
        message=f"{claim.name.en}: {place.page} does not state it where the pack looks for it"
        f" (recorded: {place.value}{f', {place.note}' if place.note else ''})",
        remedy="Read the page; then correct the place in the pack's claims.yaml, or remove it",
        page=place.page,
        subjects=(claim.slug,),
    )
