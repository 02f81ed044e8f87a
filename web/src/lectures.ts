// One section per lecture: what to read, how urgently, for how long, and what that takes.
import { anyOf, conceptLink } from "./concept";
import { h, joined, outside, text, type Child } from "./dom";
import type { Language } from "./language";
import type { Course, Lab, Lecture, Page, Paper, PaperConcept, Recommendation } from "./types";
import type { Words } from "./words";

const FORMATS = ["bib", "ris", "json", "md", "html"];

/** Where a lecture's bibliography is, whatever its format. */
export function papersOf(course: string, lecture?: number): string {
  const within = lecture === undefined ? "" : `/lectures/${lecture}`;
  return `/courses/${encodeURIComponent(course)}${within}/papers`;
}

/** The title without the number that stands beside it anyway. */
export function bareTitle({ number, title }: Pick<Lecture, "number" | "title">): string {
  const bare = title.replace(new RegExp(`^(第\\s*${number}\\s*[课讲]|Lecture\\s+${number}\\b)[\\s:：.·—–-]*`, "i"), "");
  return bare || title;
}

function authors(names: string[], words: Words): string {
  return names.length > 2 ? `${names[0]}${words.others}` : names.join(", ");
}

function hours({ hours }: Recommendation, words: Words, language: Language): string | null {
  if (!hours) return null;
  const { low, high, text } = hours;
  if (language === "zh" || low === null) return text;
  return words.hours(high === null || high === low ? `${low}` : `${low}–${high}`);
}

function priority(recommendation: Recommendation, words: Words, language: Language): HTMLElement {
  const { priority, priorityText } = recommendation;
  const own = words.priorities[priority ?? ""] ?? priorityText ?? "";
  const label = language === "zh" ? (priorityText ?? own) : own;
  return h("div", { class: `priority ${(priority ?? "none").toLowerCase()}` }, label);
}

function concept({ kind, concept }: PaperConcept, words: Words): HTMLElement {
  const needs = concept.requires.map((each) => anyOf(each, words));
  return h(
    "li",
    {},
    h("span", { class: "small" }, words.conceptKinds[kind] ?? kind, " "),
    conceptLink(concept),
    needs.length > 0 && h("span", { class: "needs" }, h("span", { class: "small" }, ` ${words.requires} `), joined(needs, words.and)),
  );
}

function folded(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What a course calls a paper whose title does not say it: of "Deita: Data-Efficient …", Deita. */
function nicknameIn(label: string, title: string): string | null {
  const start = label.split(/[:：]/)[0]?.trim() ?? "";
  return start && !/^arxiv$/i.test(start) && !folded(title).includes(folded(start)) ? start : null;
}

/** Sections that are plain numbers get their sign; figures and appendices name themselves. */
function section(name: string): string {
  return /^\d/.test(name) ? `§${name}` : name;
}

/** Facts in one line, with a dot between them. */
function facts(parts: (HTMLElement | string | null | false)[]): HTMLElement {
  return h("p", { class: "facts" }, joined(parts.filter(Boolean) as Child[], " · "));
}

function paperFacts(paper: Paper, recommendation: Recommendation, words: Words, language: Language): HTMLElement {
  const { sections } = recommendation;
  const nickname = nicknameIn(recommendation.label, paper.title);
  return facts([
    authors(paper.authors, words),
    paper.year !== null && String(paper.year),
    paper.arxivId && outside(`https://arxiv.org/abs/${paper.arxivId}`, `arXiv:${paper.arxivId}`),
    hours(recommendation, words, language),
    sections.length > 0 && h("span", {}, words.read, text("span", sections.map(section).join(words.and))),
    nickname && h("span", {}, words.calledBy, text("span", nickname)),
  ]);
}

function recommended(recommendation: Recommendation, words: Words, language: Language): HTMLElement {
  const { paper, resource, label } = recommendation;
  const [url, title] = paper ? [paper.url, paper.title] : [resource?.url, resource?.title ?? label];
  return h(
    "li",
    { class: "paper" },
    priority(recommendation, words, language),
    h(
      "div",
      {},
      h("h3", {}, outside(url, title)),
      paper ? paperFacts(paper, recommendation, words, language) : facts([words.kinds.Resource ?? null, hours(recommendation, words, language)]),
      paper && paper.concepts.length > 0 && h("ul", { class: "concepts" }, paper.concepts.map((each) => concept(each, words))),
    ),
  );
}

function isCore({ role }: Recommendation): boolean {
  return role === "CORE";
}

/** Each paper and resource once: several pages of a lecture may recommend the same, and core counts for more. */
function withoutRepeats(recommendations: Recommendation[]): Recommendation[] {
  const first = new Map<string, Recommendation>();
  for (const each of [...recommendations.filter(isCore), ...recommendations]) {
    const key = each.paper?.id ?? each.resource?.url ?? each.label;
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

function reading(lecture: Lecture, words: Words, language: Language): HTMLElement {
  const items = (chosen: Recommendation[]) => h("ol", { class: "papers" }, chosen.map((each) => recommended(each, words, language)));
  const once = withoutRepeats(lecture.recommendations);
  const [core, extended] = [once.filter(isCore), once.filter((each) => !isCore(each))];
  return h(
    "div",
    { class: "reading" },
    core.length + extended.length === 0 && h("p", { class: "small" }, words.nothing),
    core.length > 0 && items(core),
    extended.length > 0 && h("details", {}, h("summary", {}, words.extended(extended.length)), items(extended)),
  );
}

/** Links to pages of the course. */
export function pageList(pages: Page[]): HTMLElement {
  return h("ul", { class: "plain" }, pages.map(({ url, title }) => h("li", {}, outside(url, title))));
}

function labList(labs: Lab[]): HTMLElement {
  return h("ul", { class: "plain" }, labs.map(({ slug, title, page }) => h("li", { id: slug }, outside(page?.url, title))));
}

function margin(course: Course, lecture: Lecture, words: Words): HTMLElement {
  const ofLabs = new Set(lecture.labs.map(({ page }) => page?.path));
  const pages = lecture.pages.filter(({ path }) => !ofLabs.has(path));
  const links = FORMATS.map((format) => h("a", { href: `${papersOf(course.slug, lecture.number)}.${format}` }, `.${format}`));
  return h(
    "div",
    { class: "margin" },
    pages.length > 0 && [h("h3", {}, words.pages), pageList(pages)],
    lecture.labs.length > 0 && [h("h3", {}, words.labs), labList(lecture.labs)],
    lecture.recommendations.length > 0 && [
      h("h3", {}, words.cite),
      h("p", { class: "formats", role: "group", "aria-label": words.citeOf(lecture.number) }, joined(links, " ")),
    ],
  );
}

/** A lecture as a section of the page. */
export function lectureSection(course: Course, lecture: Lecture, words: Words, language: Language): HTMLElement {
  const id = `lecture-${lecture.number}`;
  return h(
    "section",
    { id, class: "lecture", "aria-labelledby": `${id}-title` },
    h(
      "h2",
      { id: `${id}-title` },
      h("span", { class: "number" }, words.lecture(lecture.number)),
      " ",
      text("span", bareTitle(lecture)),
    ),
    reading(lecture, words, language),
    margin(course, lecture, words),
  );
}
