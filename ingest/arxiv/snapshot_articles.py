"""What a line of arXiv's snapshot tells, as an article.

The layout is taken as it comes: keys that are not known are passed over, and null is as good as nothing.
"""

from collections.abc import Mapping
from typing import Any

from ingest.arxiv.articles import Article, ArticleError, Version, day_of, in_one_line, ordered_versions, version_of
from ingest.arxiv.author_lines import names_in, printed
from ingest.arxiv.choices import Choice
from schema.arxiv_ids import arxiv_id


def article_of(told: object, choice: Choice) -> Article | None:
    """Return the article that a line tells of; None where it is not wanted.

    Raises:
        ArticleError: It is none.
    """
    if not isinstance(told, dict):
        raise ArticleError("is no JSON object")
    named = told.get("id")
    if not isinstance(named, str) or arxiv_id(named) != named:
        raise ArticleError(f"has an id that is none: {str(named)[:100]!r}")
    if choice.ids is not None and named not in choice.ids:
        return None
    try:
        categories = tuple(dict.fromkeys(_text(told, "categories").split()))
        if not choice.takes_categories(categories):
            return None
        versions = _versions(told.get("versions"))
        if not choice.takes_day(versions[0].created.date()):
            return None
        return _whole(named, categories, versions, told)
    except ArticleError as error:
        raise ArticleError(f"({named}) {error}") from error


def _whole(named: str, categories: tuple[str, ...], versions: tuple[Version, ...], told: Mapping[str, Any]) -> Article:
    if not (title := _text(told, "title")):
        raise ArticleError("has no title")
    return Article(
        id=named,
        title=title,
        authors=parsed_names(told.get("authors_parsed")) or names_in(_text(told, "authors")),
        versions=versions,
        categories=categories,
        abstract=_text(told, "abstract"),
        comment=_text(told, "comments"),
        journal_ref=_text(told, "journal-ref"),
        doi=_text(told, "doi"),
        report_number=_text(told, "report-no"),
        license=_text(told, "license"),
        changed=day_of(_text(told, "update_date")),
    )


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ArticleError(f"has a {key} that is no text")
    return in_one_line(value)


def _versions(told: object) -> tuple[Version, ...]:
    if not isinstance(told, list):
        raise ArticleError("has no versions")
    versions = []
    for one in told:
        name, created = (one.get("version"), one.get("created")) if isinstance(one, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(created, str):
            raise ArticleError("has a version without number or date")
        versions.append(version_of(name, created))
    return ordered_versions(versions)


def parsed_names(told: object) -> tuple[str, ...]:
    """Return the names that arXiv's own reader found: lists of family name, given names and suffix.

    Raises:
        ArticleError: Something in the list is no author.
    """
    if not isinstance(told, list):
        return ()
    names = []
    for parts in told:
        if not isinstance(parts, list):
            raise ArticleError("has an author that is none")
        family, given, suffix, *_ = [*parts, "", "", ""]
        try:
            # A comma that parted a suffix from the name is left hanging at the family name.
            name = printed(" ".join((given, family.rstrip(" ,"), suffix)))
        except (TypeError, AttributeError) as error:
            raise ArticleError("has an author that is none") from error
        if (name.isascii() and name[:1].isalpha()) or any(map(str.isalnum, name)):
            names.append(name)
    return tuple(names)
