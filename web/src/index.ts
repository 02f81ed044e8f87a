// The start page: says where everything is, and shows what each lecture asks one to read and what that takes.
import courseQuery from "../queries/course.graphql";
import pathQuery from "../queries/path.graphql";
import { addressSection } from "./addresses";
import { ask } from "./api";
import { watchConcepts } from "./concept";
import { h, joined, outside, text, type Child } from "./dom";
import { pageLanguage } from "./language";
import { lectureSection, pageList } from "./lectures";
import { pathSection, TARGET } from "./path";
import { searchBox } from "./search";
import type { Course, CourseAnswer, PathAnswer } from "./types";
import { wordsIn } from "./words";
import "./index.css";

const language = pageLanguage();
const words = wordsIn(language);
const asked = new URLSearchParams(location.search).get("course");
let course: Course | null = null;

/** This page's address with one setting changed. */
function withSetting(name: string, value: string): string {
  const settings = new URLSearchParams(location.search);
  settings.set(name, value);
  return `?${settings}`;
}

function languageSwitch(): HTMLElement {
  const choice = (code: string, name: string) =>
    h("a", { href: withSetting("lang", code), lang: code, hreflang: code, "aria-current": code === language && "true" }, name);
  return h("nav", { class: "languages", "aria-label": words.language }, choice("zh", "中文"), choice("en", "English"));
}

const sections = h("nav", { class: "sections", "aria-label": words.sections });
const heading = h("div", { class: "heading" }, h("h1", {}, "Syllagraph"));
const content = h("div", { "aria-busy": "true" }, h("p", { class: "small" }, words.loading));
const path = h("div");
const where = h("div", {}, addressSection(null, words));

function frame(): HTMLElement[] {
  return [
    h("a", { class: "skip", href: "#main" }, words.skip),
    h("header", { class: "top" }, h("a", { class: "name", href: "/" }, "Syllagraph"), sections, languageSwitch()),
    h("main", { id: "main", tabindex: -1 }, heading, searchBox(words, language), path, content, where),
  ];
}

function countsOf({ lectures, pages, labs }: Course, concepts: number): string {
  const papers = new Set(lectures.flatMap(({ recommendations }) => recommendations.flatMap(({ paper }) => paper?.id ?? [])));
  const { counts } = words;
  return [
    counts.lectures(lectures.length),
    counts.pages(pages.totalCount),
    counts.labs(labs.length),
    counts.papers(papers.size),
    counts.concepts(concepts),
  ].join(" · ");
}

function day(moment: string): Child {
  const when = new Date(moment);
  if (Number.isNaN(when.valueOf())) return moment;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return h("time", { datetime: when.toISOString() }, when.toLocaleDateString(locale, { dateStyle: "long" }));
}

function originLine({ revision, course }: CourseAnswer): Child {
  const parts: Child[] = [
    course?.site && outside(course.site, words.site),
    revision && [`${words.revision} `, h("code", { title: revision.id }, revision.id.slice(0, 12))],
    revision?.ingestedAt && [`${words.ingested} `, day(revision.ingestedAt)],
  ];
  return h("p", { class: "small" }, joined(parts.filter(Boolean), " · "));
}

function courseChoice(answer: CourseAnswer): Child {
  const all = answer.courses?.nodes ?? [];
  if (all.length < 2) return null;
  return h(
    "nav",
    { class: "courses", "aria-label": words.courses },
    all.map(({ slug, title }) =>
      h("a", { href: withSetting("course", slug), "aria-current": slug === course?.slug && "true" }, text("span", title)),
    ),
  );
}

function outline(course: Course): HTMLElement[] {
  return [
    ...(path.firstChild ? [h("a", { href: "#path" }, words.path)] : []),
    ...course.lectures.map(({ number }) =>
      h("a", { href: `#lecture-${number}`, "aria-label": words.lecture(number) }, String(number)),
    ),
    h("a", { href: "#addresses" }, words.addresses),
  ];
}

function otherPages(course: Course): Child {
  const inLectures = new Set(course.lectures.flatMap(({ pages }) => pages.map((page) => page.path)));
  const others = course.pages.nodes.filter((page) => !inLectures.has(page.path));
  return (
    others.length > 0 &&
    h("section", { class: "lecture", "aria-labelledby": "others-title" }, h("h2", { id: "others-title" }, words.overview), pageList(others))
  );
}

function showCourse(answer: CourseAnswer): void {
  course = answer.course;
  if (!course) {
    content.replaceChildren(h("p", {}, words.empty, h("code", {}, "syllagraph ingest")));
    return;
  }
  const shown = course;
  document.title = `${shown.title} · Syllagraph`;
  const title = h("h1", { lang: text("span", shown.title).lang }, shown.title);
  heading.replaceChildren(...h("div", {}, courseChoice(answer), title, h("p", { class: "counts" }, countsOf(shown, answer.concepts?.totalCount ?? 0)), originLine(answer)).childNodes);
  content.replaceChildren(
    ...shown.lectures.map((lecture) => lectureSection(shown, lecture, words, language)),
    ...h("div", {}, otherPages(shown)).childNodes,
  );
  sections.replaceChildren(...outline(shown));
  where.replaceChildren(addressSection(shown, words));
}

async function loadPath(): Promise<void> {
  try {
    const answer = await ask<PathAnswer>(pathQuery, { target: TARGET, course: asked, language: language.toUpperCase() });
    path.replaceChildren(...[pathSection(answer, words, language) ?? []].flat());
  } catch {
    path.replaceChildren(h("p", { class: "small", role: "alert" }, words.pathFailed));
  }
}

async function loadCourse(): Promise<void> {
  content.setAttribute("aria-busy", "true");
  try {
    // Both at once; the picture may fail without taking the reading lists with it.
    const [answer] = await Promise.all([
      ask<CourseAnswer>(courseQuery, { course: asked, language: language.toUpperCase() }),
      loadPath(),
    ]);
    showCourse(answer);
  } catch (problem) {
    const again = h("button", { type: "button" }, words.again);
    again.addEventListener("click", () => void loadCourse());
    content.replaceChildren(h("div", { role: "alert" }, h("p", {}, words.failed, " ", String((problem as Error).message)), again));
  } finally {
    content.removeAttribute("aria-busy");
  }
}

document.documentElement.lang = language;
document.body.append(...frame());
await loadCourse();
// Only now do the places exist that an address may point to, and the papers that a concept's card lists.
if (location.hash && !location.hash.includes("=")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
watchConcepts(() => course, words, language);
