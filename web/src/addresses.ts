// Where everything is: the server's addresses and the commands that give the same answers.
import { h } from "./dom";
import { papersOf } from "./lectures";
import type { Course } from "./types";
import type { Words } from "./words";

function addresses(course: Course | null, words: Words): [string, string][] {
  const first = course?.lectures[0]?.number;
  return [
    ["/graphql", words.whereGraphql],
    ["/schema.graphql", words.whereSchema],
    ...(course ? ([[`${papersOf(course.slug)}.bib`, words.whereCourse]] as [string, string][]) : []),
    ...(course && first !== undefined
      ? ([[`${papersOf(course.slug, first)}.bib`, words.whereLecture]] as [string, string][])
      : []),
    ["/healthz", words.whereHealth],
    ["/readyz", words.whereReady],
  ];
}

function commands(words: Words): [string, string][] {
  return [
    ["syllagraph plan grpo", words.commandPlan],
    ["syllagraph cite --lecture 1", words.commandCite],
    ["syllagraph search LoRA", words.commandSearch],
    ["syllagraph audit", words.commandAudit],
  ];
}

/** The addresses as a section of the page. */
export function addressSection(course: Course | null, words: Words): HTMLElement {
  return h(
    "section",
    { id: "addresses", "aria-labelledby": "addresses-title" },
    h("h2", { id: "addresses-title" }, words.where),
    h(
      "div",
      { class: "pair" },
      h(
        "dl",
        {},
        addresses(course, words).map(([href, says]) => [h("dt", {}, h("a", { href }, h("code", {}, href))), h("dd", {}, says)]),
      ),
      h(
        "div",
        {},
        h("h3", {}, words.commands),
        h("dl", {}, commands(words).map(([line, says]) => [h("dt", {}, h("code", {}, line)), h("dd", {}, says)])),
      ),
    ),
  );
}
