// A concept on a card over the page: what it is, what it requires and why, and which papers treat it.
import query from "../queries/concept.graphql";
import { ask } from "./api";
import { h, joined, outside, text, type Child } from "./dom";
import type { Language } from "./language";
import type { ConceptAnswer, ConceptName, Course, Paper, Requirement } from "./types";
import type { Words } from "./words";

const ADDRESS = "#concept=";

/** What people call a concept for short: the alias that its one-word slug is made of, as LoRA. */
export function shortName({ slug, name, aliases }: ConceptName): string {
  return (!slug.includes("-") && aliases.find((alias) => alias.toLowerCase() === slug)) || name;
}

/** The name, with the short one behind it unless it says that already. */
function fullName(concept: ConceptName): string {
  const short = shortName(concept);
  return concept.name.includes(short) ? concept.name : `${concept.name} (${short})`;
}

/** A link that opens the card; the address can be shared. */
export function conceptLink(concept: ConceptName, label = fullName(concept)): HTMLElement {
  return h("a", { class: "concept", href: ADDRESS + encodeURIComponent(concept.slug) }, text("span", label));
}

/** The members of a requirement, of which one is enough. */
export function anyOf(requirement: Requirement, words: Words): Child[] {
  return joined(requirement.anyOf.map((each) => conceptLink(each, shortName(each))), words.or);
}

function papersOn(slug: string, course: Course | null): Paper[] {
  const papers = new Map<string, Paper>();
  for (const { paper } of course?.lectures.flatMap((lecture) => lecture.recommendations) ?? []) {
    if (paper?.concepts.some(({ concept }) => concept.slug === slug)) papers.set(paper.id, paper);
  }
  return [...papers.values()];
}

function requirement(each: Requirement, words: Words): HTMLElement {
  const evidence = words.evidence[each.evidence ?? ""];
  return h(
    "li",
    {},
    h("div", {}, joined(each.anyOf.map((member) => conceptLink(member)), words.or)),
    each.reason ? text("p", each.reason) : null,
    evidence && h("span", { class: "small" }, evidence),
  );
}

function card(concept: NonNullable<ConceptAnswer["concept"]>, course: Course | null, words: Words): Node[] {
  const papers = papersOn(concept.slug, course);
  const example = `{ concept(ref: ${JSON.stringify(concept.slug)}) { name requires { anyOf { slug name } reason evidence } } }`;
  return [
    concept.definition ? text("p", concept.definition, "definition") : h("p"),
    h("h3", {}, words.requires),
    concept.requires.length
      ? h("ul", { class: "requirements" }, concept.requires.map((each) => requirement(each, words)))
      : h("p", { class: "small" }, words.basic),
    ...(papers.length
      ? [
          h("h3", {}, words.treatedBy),
          h("ul", { class: "plain" }, papers.map((paper) => h("li", {}, outside(paper.url, paper.title)))),
        ]
      : []),
    h("h3", {}, words.planFor),
    h("p", {}, h("code", {}, `syllagraph plan ${concept.slug}`)),
    h("p", {}, h("a", { href: `/graphql#query=${encodeURIComponent(example)}` }, words.inGraphiql)),
  ];
}

/** Let addresses that name a concept open its card. */
export function watchConcepts(course: () => Course | null, words: Words, language: Language): void {
  const title = h("h2", { id: "concept-title" });
  const body = h("div", { class: "body" });
  const shut = h("button", { type: "button", class: "close", "aria-label": words.close }, "×");
  const dialog = h("dialog", { "aria-labelledby": "concept-title" }, h("header", {}, title, shut), body);
  document.body.append(dialog);

  // The card goes with its address, so that going back closes it and a reload shows it again.
  dialog.addEventListener("close", () => {
    if (location.hash.startsWith(ADDRESS)) history.replaceState(null, "", location.pathname + location.search);
  });
  shut.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });

  let wanted = 0;
  const show = async () => {
    const turn = ++wanted;
    if (!location.hash.startsWith(ADDRESS)) return dialog.close();
    const ref = slugIn(location.hash);
    title.textContent = ref;
    body.replaceChildren(h("p", { class: "small" }, words.loading));
    if (!dialog.open) dialog.showModal();
    try {
      const { concept } = await ask<ConceptAnswer>(query, { ref, language: language.toUpperCase() });
      if (turn !== wanted) return;
      title.textContent = concept ? fullName(concept) : ref;
      body.replaceChildren(...(concept ? card(concept, course(), words) : [h("p", {}, words.noConcept)]));
    } catch (problem) {
      if (turn === wanted) body.replaceChildren(h("p", { role: "alert" }, String((problem as Error).message)));
    }
  };
  addEventListener("hashchange", () => void show());
  void show();
}

function slugIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(ADDRESS.length));
  } catch {
    return hash.slice(ADDRESS.length);
  }
}
