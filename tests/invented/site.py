"""Builds the invented course as a site, in the flavours of Fumadocs that readers must know."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tests.invented import labs, lessons, papers
from tests.invented.blocks import Blocks
from tests.invented.flight_writer import Flight, Node, html_of
from tests.invented.shell import Flavour, page_flight

Body: TypeAlias = Callable[[Blocks, int], list[Node]]


@dataclass(frozen=True)
class Page:
    """A page of the invented site: where it is, what it is called, and what it says."""

    url: str
    title: str
    description: str
    body: Body
    since: int = 1

    def file(self, revision: int, *, index: bool) -> str:
        """Return its source file; two became ``.mdx`` only in revision 2, so files are no identity."""
        path = self.url.removeprefix("/docs").lstrip("/")
        early = revision == 1 and self.body in (lessons.overview, lessons.steeping)
        return (f"{path}/index".lstrip("/") if index else path) + (".md" if early else ".mdx")


@dataclass(frozen=True)
class Folder:
    """A folder of the page tree; its first page is its index."""

    slug: str
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Separator:
    """A line with a name between entries of the page tree."""

    name: str


def _page(url: str, title: str, body: Body, description: str, since: int = 1) -> Page:
    return Page("/docs" + url, title, description, body, since)


CONTENT: tuple[Page | Folder | Separator, ...] = (
    Separator("课程内容"),
    _page("", "课程总览", lessons.overview, "一门教人泡茶的虚构课程"),
    _page("/grading", "评分标准", lessons.grading, "茶会与报告怎样评分"),
    Separator("Lectures"),
    Folder(
        "lecture-1",
        "第1课：水与叶",
        (
            _page("/lecture-1", "第1课：水与叶的基础", lessons.lecture_1, "叶与水的相遇"),
            _page("/lecture-1/steeping", "1.1 冲泡的定义与基本流程", lessons.steeping, "什么时候算泡好了"),
            _page("/lecture-1/water-temperature", "1.2 水温与时间", lessons.water_temperature, "热，但不要太热"),
            _page("/lecture-1/papers", "第1课 推荐论文", papers.papers_1, "四篇虚构的论文"),
            _page("/lecture-1/lab", "实验1：泡一壶绿茶", labs.lab_1, "三泡绿茶的完整实验"),
        ),
    ),
    Folder(
        "lecture-2",
        "第2课：壶与器",
        (
            _page("/lecture-2", "第2课：壶与器——选壶与出汤", lessons.lecture_2, "壶会呼吸"),
            _page("/lecture-2/teapot-clay", "2.1 陶土与保温", lessons.teapot_clay, "孔隙留住香气"),
            _page("/lecture-2/pouring", "2.2 出汤手法", lessons.pouring, "不洒一滴"),
            _page("/lecture-2/tasting-notes", "2.3 品茶笔记", lessons.tasting_notes, "先香后味", since=2),
            _page("/lecture-2/papers", "第2课推荐论文", papers.papers_2, "四篇关于壶的虚构论文"),
            _page("/lecture-2/lab", "第2课实验：比较两把茶壶", labs.lab_2, "蒙眼比较"),
        ),
    ),
    Folder(
        "lecture-3",
        "第3课：拼配与品评",
        (
            _page("/lecture-3", "第3课：拼配与品评", lessons.lecture_3, "两种叶，一个道理"),
            _page("/lecture-3/blending", "3.1 拼配", lessons.blending, "拼配不是混合"),
            _page("/lecture-3/papers", "第3课 推荐论文", papers.papers_3, "三篇关于拼配的虚构论文"),
            _page("/lecture-3/project-directions", "推荐项目方向", lessons.project_directions, "两个茶会的点子"),
        ),
    ),
    Separator("资源"),
    Folder(
        "resources",
        "课程资源",
        (
            _page("/resources/setup-guide", "茶具准备指南", lessons.setup_guide, "壶、秤、水"),
            _page("/resources/references", "完整参考文献", papers.references, "全部虚构的论文与书"),
        ),
    ),
)


def entries_of(revision: int) -> Iterator[Page | Folder | Separator]:
    """Yield the entries of the page tree that exist in a revision."""
    for entry in CONTENT:
        if isinstance(entry, Folder):
            yield Folder(entry.slug, entry.title, tuple(page for page in entry.pages if page.since <= revision))
        else:
            yield entry


def pages_of(revision: int) -> list[Page]:
    """Return the pages of a revision, in the order of the tree."""
    pages: list[Page] = []
    for entry in entries_of(revision):
        pages += entry.pages if isinstance(entry, Folder) else [entry] if isinstance(entry, Page) else []
    return pages


def tree_of(revision: int) -> list[Node]:
    """Return the entries of the page tree as plain data; the shell writes them as the flavour does."""
    return [_entry(entry, revision, number) for number, entry in enumerate(entries_of(revision))]


def _entry(entry: Page | Folder | Separator, revision: int, number: int) -> Node:
    if isinstance(entry, Separator):
        return {"$id": f"#{number}", "type": "separator", "name": entry.name}
    if isinstance(entry, Page):
        return _leaf(entry, revision, index=entry.url == "/docs")
    leaves = [_leaf(page, revision, index=page.url == f"/docs/{entry.slug}") for page in entry.pages]
    return {"$id": entry.slug, "type": "folder", "name": entry.title, "children": leaves}


def _leaf(page: Page, revision: int, *, index: bool) -> Node:
    file = page.file(revision, index=index)
    return {"$id": file, "type": "page", "name": page.title, "description": page.description, "url": page.url}


def flight_of(url: str, *, flavour: Flavour, revision: int = 1) -> Flight:
    """Return the payload of one page, still in rows that can be put in any order."""
    page = next(page for page in pages_of(revision) if page.url == url)
    tree = tree_of(revision)
    return page_flight(page.url, page.title, page.description, page.body, tree, flavour=flavour, revision=revision)


def build_site(folder: Path, *, flavour: Flavour, html: bool = True, payload: bool = True, revision: int = 1) -> None:
    """Write the site below a folder: ``docs/…/index.txt`` and ``docs/…/index.html`` of every page."""
    for page in pages_of(revision):
        data = flight_of(page.url, flavour=flavour, revision=revision).to_bytes()
        place = folder / page.url.lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        if payload:
            (place / "index.txt").write_bytes(data)
        if html:
            article = f"<article><nav>泡茶课</nav><h1>{page.title}</h1><p>{page.description}</p></article>"
            (place / "index.html").write_bytes(html_of(data, seed=zlib.crc32(page.url.encode()), article=article))
