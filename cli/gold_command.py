"""``syllagraph pack gold``: how far the linker and the vocabulary agree with what people found by hand."""

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from cli.console import show, show_json
from graph.needed import Needed, needed_for
from ingest.linking.linker import Linker
from ingest.linking.report import Agreement, FoundPage, agreement, compared, gold_pages
from ingest.pack.loading import Pack, load_pack
from ingest.site_files import page_files
from ingest.site_reading import layer_of, site_reading
from ingest.understanding import covered
from schema.errors import SourceError
from schema.values import PaperConceptKind

_MOST_LISTED = 40


def gold_command(
    gold: Annotated[list[Path], typer.Argument(help="Files with hand-made judgements: of pages, papers or pairs.")],
    *,
    site: Annotated[Path | None, typer.Option(help="Folder of the built pages that were judged.")] = None,
    differences: Annotated[bool, typer.Option("--differences", help="List what the two do not agree on.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Compare the shipped vocabulary, and the linker with it, with judgements made by hand.

    Pages: which concepts a page explains, by the linker alone and as served, which is with what the pack says, and in
    which blocks it names them. Papers: what a paper introduces, and what its title names. Pairs: whether one concept
    is needed for another.
    """
    pack = load_pack()
    answers: dict[str, dict[str, Any]] = {}
    for file in gold:
        answers[file.name] = _measured(file, pack, site)
    if as_json:
        show_json({"gold": answers})
        return
    for name, answer in answers.items():
        show(name, style="bold")
        for what, figures in answer.items():
            show(
                f"  {what:16} "
                + ", ".join(f"{key} {_shown(value)}" for key, value in figures.items() if key != "differ")
            )
            for line in figures["differ"][:_MOST_LISTED] if differences else ():
                show(f"    {line}")


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _measured(file: Path, pack: Pack, site: Path | None) -> dict[str, Any]:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        if "pairs" in data:
            return {"requires": _pairs(data["pairs"], pack)}
        if "papers" in data:
            return _papers(data["papers"], pack)
        return _pages(file, data, pack, site)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SourceError(
            str(file), f"holds no judgements: {error!r}", remedy="Give a file with pages, papers or pairs"
        ) from error


def _pages(file: Path, data: dict[str, Any], pack: Pack, site: Path | None) -> dict[str, Any]:
    if site is None:
        raise SourceError(str(file), "judges pages, and no pages were given", remedy="Give their folder with --site")
    files, findings = page_files(site)
    pages = layer_of(site_reading(files, findings=findings, whole=True), "judged").records.pages
    linker = Linker(pack.concepts)
    curated = [one for course in pack.courses for one in course.coverages]
    alone = {page.path: FoundPage(linker.coverages(page), linker.links(page)) for page in pages}
    served = {page.path: FoundPage(tuple(covered(page, linker, curated)), ()) for page in pages}
    gold, slugs = gold_pages(data), [concept.slug for concept in pack.concepts]
    by_linker = agreement(gold, alone, vocabulary=slugs)
    return {
        "teaches, linker": _figures(by_linker.teaches),
        "teaches, served": _figures(agreement(gold, served, vocabulary=slugs).teaches),
        "mentions": _figures(by_linker.mentions),
    }


def _papers(papers: list[dict[str, Any]], pack: Pack) -> dict[str, Any]:
    known = {concept.slug for concept in pack.concepts}
    judged = [str(paper["paper"]) for paper in papers]
    linker = Linker(pack.concepts)
    titles = {paper.id: linker.concepts_in_title(paper) for paper in pack.papers}
    introduced = [
        (link.paper, link.concept)
        for link in pack.paper_concepts
        if link.kind is PaperConceptKind.INTRODUCES and link.paper in judged
    ]
    right = [(str(paper["paper"]), slug) for paper in papers for slug in paper["introduces"] if slug in known]
    named = [(str(paper["paper"]), slug) for paper in papers for slug in paper["title_names"] if slug in known]
    found = [(paper, slug) for paper in judged for slug in titles.get(paper, ())]
    return {
        "introduces": _figures(compared([(*one, None) for one in right], [(*one, None) for one in introduced])),
        "named in titles": _figures(compared([(*one, None) for one in named], [(*one, None) for one in found])),
    }


def _figures(found: Agreement) -> dict[str, Any]:
    return {
        "precision": found.precision,
        "recall": found.recall,
        "both": len(found.both),
        "only found": len(found.only_found),
        "only by hand": len(found.only_gold),
        "differ": [
            *(
                f"only found    {page} {concept} {position if position is not None else ''}".rstrip()
                for page, concept, position in found.only_found
            ),
            *(
                f"only by hand  {page} {concept} {position if position is not None else ''}".rstrip()
                for page, concept, position in found.only_gold
            ),
        ],
    }


def _pairs(pairs: list[dict[str, Any]], pack: Pack) -> dict[str, Any]:
    needed = needed_for(pack.requirements)
    known = {concept.slug for concept in pack.concepts}
    judged = [pair for pair in pairs if {pair["needed"], pair["for"]} <= known]
    agreed, right, differ = 0, 0, []
    each = [0, 0]
    for pair in judged:
        ours = needed.get(pair["for"], {}).get(pair["needed"], Needed.NO)
        says = "yes" if ours is Needed.YES else "no"
        answers = pair["answers"]
        each = [count + (answer == says) for count, answer in zip(each, answers, strict=True)]
        if len(set(answers)) == 1:
            agreed += 1
            right += answers[0] == says
            if answers[0] != says:
                differ.append(f"{pair['needed']} for {pair['for']}: people {answers[0]}, requirements {ours.value}")
    return {
        "pairs": len(judged),
        "not in the vocabulary": len(pairs) - len(judged),
        "people agree": agreed / len(judged),
        "with both": right / agreed,
        "with the first": each[0] / len(judged),
        "with the second": each[1] / len(judged),
        "differ": differ,
    }
