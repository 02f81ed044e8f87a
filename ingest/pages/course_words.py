"""What the words of titles and addresses say of a course: numbers of lectures and labs, kinds of pages."""

import re
import unicodedata

from schema.values import PageKind

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBER = rf"(?P<number>\d{{1,3}}|[零〇一二三四五六七八九十百两]+|{'|'.join(_WORDS)})"
_LECTURE = re.compile(
    rf"第\s*{_NUMBER}\s*(?:课|讲|周|次课|堂)"
    rf"|\b(?:lecture|lec|week|lesson|session|class)[\s._#:-]*{_NUMBER.replace('number', 'en')}\b"
)
_PART = re.compile(
    rf"第\s*{_NUMBER}\s*(?:章|单元|模块)|(?:单元|模块)\s*{_NUMBER.replace('number', 'zh')}"
    rf"|\b(?:module|unit|chapter|day)[\s._#:-]*{_NUMBER.replace('number', 'en')}\b"
)
_LAB = re.compile(
    rf"(?:实验|上机|作业|练习)[\s:：#（(-]*第?\s*{_NUMBER}"
    rf"|\b(?:labs?|exercises?|assignments?|homework|hw|ex)[\s._#:-]*{_NUMBER.replace('number', 'en')}\b"
)
_NUMBERED_SEGMENT = re.compile(r"(\d{1,2})[-_.]")

_SEGMENTS = {
    PageKind.RESOURCE: {"resource", "resources", "appendix", "appendices"},
    PageKind.PAPERS: {
        "papers",
        "paper",
        "readings",
        "reading",
        "reading-list",
        "references",
        "reference",
        "bibliography",
    },
    PageKind.LAB: {"lab", "exercise", "exercises", "assignment", "homework"},
    PageKind.GRADING: {"grading", "grades", "assessment", "rubric", "rubrics"},
}
_FOLDERS_OF_LABS = {"labs", "exercises", "assignments", "homeworks"}
_TITLES = {
    PageKind.PAPERS: re.compile(
        r"(?:推荐|必读|核心)论文|推荐阅读|阅读材料|论文(?:列表|阅读)|参考文献"
        r"|\breading list\b|^(?:papers|readings|references)$"
    ),
    PageKind.LAB: re.compile(rf"^{_LAB.pattern}|^(?:上机)?实验$|^labs?$"),
    PageKind.GRADING: re.compile(r"^(?:评分|考核|成绩)|^(?:grading|assessment)\b"),
    PageKind.PROJECT: re.compile(r"(?:期末|课程|结课)(?:项目|大作业)|^大作业|\b(?:final|course|capstone) project\b"),
}
_PROJECT_WORDS = {"project", "projects", "capstone", "presentation", "presentations"}
_RESOURCE_FOLDER = re.compile(r"(?:课程|参考|学习)?资源|附录|(?:course )?resources|appendix")


def number_of(figures: str) -> int:
    """Return the number that figures or words stand for.

    >>> [number_of(figures) for figures in ("07", "三", "十二", "二十", "一百零五", "two")]
    [7, 3, 12, 20, 105, 2]
    """
    if figures.isdecimal():
        return int(figures)
    if figures in _ENGLISH:
        return _ENGLISH[figures]
    total = digit = 0
    for char in figures:
        if char in "十百":
            total += (digit or (0 if total and char == "百" else 1)) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(_plain(text))
    return number_of(next(filter(None, match.groups()))) if match else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def lecture_number(title: str, url: str | None) -> int | None:
    """Return the number of the lecture that a title or the end of an address names.

    >>> lecture_number("第三讲：乌龙", None), lecture_number("Tea", "/docs/week-03"), lecture_number("Tea", "/tea")
    (3, 3, None)
    """
    return _either(_LECTURE, title, url)


def part_number(title: str, url: str | None) -> int | None:
    """Return the number of the module or chapter that a title or the end of an address names.

    >>> part_number("Module 2: Water", None), part_number("Water", "/docs/02-water")
    (2, 2)
    """
    number = _either(_PART, title, url)
    if number is None and url and (match := _NUMBERED_SEGMENT.match(url.rpartition("/")[2])):
        return int(match[1])
    return number


def lab_number(title: str, url: str | None) -> int | None:
    """Return the number of the lab that a title or the end of an address names.

    >>> lab_number("实验2：冲泡", "/docs/lecture-5/lab"), lab_number("Brewing", "/docs/lab-4"), lab_number("Lab", None)
    (2, 4, None)
    """
    return _either(_LAB, title, url)


def _either(pattern: re.Pattern[str], title: str, url: str | None) -> int | None:
    number = _first(pattern, title)
    return number if number is not None or not url else _first(pattern, url.rpartition("/")[2])


def kind_of(title: str, path: str, folders: tuple[str, ...]) -> PageKind:
    """Return what a page is for, told by its address, its title and the names of the folders around it.

    >>> kind_of("Tea house rules", "/docs/grading", ()), kind_of("参考文献索引", "/docs/resources/references", ())
    (<PageKind.GRADING: 'grading'>, <PageKind.RESOURCE: 'resource'>)
    """
    segments, plain = path.casefold().strip("/").split("/"), _plain(title)
    last = segments[-1]
    around = any(_RESOURCE_FOLDER.fullmatch(_plain(folder)) for folder in folders)
    if around or not _SEGMENTS[PageKind.RESOURCE].isdisjoint(segments):
        return PageKind.RESOURCE
    if not _FOLDERS_OF_LABS.isdisjoint(segments[:-1]) or _LAB.fullmatch(last):
        return PageKind.LAB
    for kind, names in _SEGMENTS.items():
        if last in names:
            return kind
    if not _PROJECT_WORDS.isdisjoint(re.split(r"[-_.]", last)):
        return PageKind.PROJECT
    return next((kind for kind, pattern in _TITLES.items() if pattern.search(plain)), PageKind.SECTION)
