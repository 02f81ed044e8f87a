// The picture of the path: the stations of the course in order, and the smaller steps before each.
import { conceptLink, shortName } from "./concept";
import { h, joined, text } from "./dom";
import type { Language } from "./language";
import type { ConceptName, Minutes, PathAnswer, Step } from "./types";
import type { Words } from "./words";

/** What the picture leads to, and what it stops at on the way. */
export const TARGET = "grpo";
const STATIONS = ["sft", "dpo", TARGET];

/** Steps listed under a station before the rest is folded away. */
const LISTED = 10;

interface Stop extends ConceptName {
  /** Whether only the order of the course puts it here. */
  onlyForOrder: boolean;
}

interface Stretch {
  station: Stop;
  before: Stop[];
}

function stops(steps: Step[]): Stop[] {
  return steps.flatMap(({ node, onlyForOrder }) => {
    const { slug, name, aliases } = node;
    return slug && name && node.__typename === "Concept" ? { slug, name, aliases: aliases ?? [], onlyForOrder } : [];
  });
}

/** Cut the stops at the stations. What comes after the last station belongs to no stretch. */
function stretches(stops: Stop[]): Stretch[] {
  const found: Stretch[] = [];
  let before: Stop[] = [];
  for (const stop of stops) {
    if (STATIONS.includes(stop.slug)) {
      found.push({ station: stop, before });
      before = [];
    } else before.push(stop);
  }
  return found;
}

/** A station's sign: its short name, and the full one where they differ. */
function sign(station: Stop): HTMLElement[] {
  const short = shortName(station);
  return [h("strong", {}, conceptLink(station, short)), ...(short === station.name ? [] : [text("span", station.name)])];
}

function listed(stop: Stop, words: Words): HTMLElement {
  return h("li", { class: stop.onlyForOrder && "order" }, conceptLink(stop), note(stop, words));
}

// The marks differ by shape for the eye and by words for the ear.
function note(stop: Stop, words: Words): HTMLElement | false {
  return stop.onlyForOrder && h("span", { class: "unseen" }, ` (${words.orderOnly(TARGET.toUpperCase())})`);
}

function stretch({ station, before }: Stretch, words: Words): HTMLElement {
  const items = before.map((stop) => listed(stop, words));
  const seen = items.length > LISTED + 1 ? items.slice(0, LISTED) : items;
  const folded = items.slice(seen.length);
  return h(
    "li",
    { class: station.onlyForOrder ? "station order" : "station" },
    h("div", { class: "sign" }, sign(station), note(station, words)),
    seen.length > 0 && [h("p", { class: "small" }, words.first), h("ol", { class: "stops" }, seen)],
    folded.length > 0 && h("details", {}, h("summary", {}, words.more(folded.length)), h("ol", { class: "stops" }, folded)),
  );
}

/** Minutes as people say them. */
function duration(minutes: number, language: Language): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const [hour, minute] = language === "zh" ? [" 小时", " 分钟"] : [" h", " min"];
  return [hours && `${hours}${hour}`, (rest || !hours) && `${rest}${minute}`].filter(Boolean).join(" ");
}

function time(minutes: Minutes | null, words: Words, language: Language): HTMLElement | false {
  const likely = minutes?.likely;
  return typeof likely === "number" && h("span", {}, `${words.time} ${duration(likely, language)}`);
}

/** The path as a section of the page, or nothing where the target is unknown. */
export function pathSection(answer: PathAnswer, words: Words, language: Language): HTMLElement | null {
  const path = answer.learningPath;
  const parts = stretches(stops(path?.steps ?? []));
  if (!path || parts.length === 0) return null;
  const target = TARGET.toUpperCase();
  const title = parts.map(({ station }) => shortName(station)).join(" → ");
  return h(
    "section",
    { id: "path", "aria-labelledby": "path-title" },
    h("h2", { id: "path-title" }, title),
    h(
      "p",
      { class: "legend" },
      h("span", { class: "mark" }, words.needed(target)),
      parts.some(({ station, before }) => [station, ...before].some((step) => step.onlyForOrder)) &&
        h("span", { class: "mark order" }, words.orderOnly(target)),
      time(path.minutes, words, language),
      h("code", {}, `syllagraph plan ${TARGET} --route course`),
    ),
    h("ol", { class: "line" }, parts.map((part) => stretch(part, words))),
    path.assumed.length > 0 &&
      h(
        "p",
        { class: "small" },
        words.assumed,
        joined(path.assumed.map((each) => conceptLink(each)), words.and),
      ),
  );
}
