// The search box: answers while one types, but not while an input method is still composing.
import query from "../queries/search.graphql";
import { ask } from "./api";
import { conceptLink } from "./concept";
import { h, outside, text } from "./dom";
import type { Language } from "./language";
import type { Found, SearchAnswer } from "./types";
import type { Words } from "./words";

const PAUSE = 200;
const FIRST = 12;

function link(found: Found): HTMLElement {
  switch (found.__typename) {
    case "Concept":
      return conceptLink({ slug: found.slug ?? "", name: found.name ?? "", aliases: found.aliases ?? [] });
    case "Paper":
      return outside(found.paperUrl, found.paperTitle ?? "");
    case "Page":
      return outside(found.pageUrl, found.pageTitle ?? "");
    case "Resource":
      return outside(found.resourceUrl, found.resourceTitle ?? "");
    case "Lab":
      return h("a", { href: `#${found.slug ?? ""}` }, text("span", found.labTitle ?? ""));
    case "Lecture":
      return h("a", { href: `#lecture-${found.number ?? ""}` }, text("span", found.lectureTitle ?? ""));
    default:
      return h("span", {}, found.__typename);
  }
}

function result(found: Found, words: Words): HTMLElement {
  const where = found.arxivId ?? found.path;
  return h(
    "li",
    {},
    h("span", { class: "kind" }, words.kinds[found.__typename] ?? found.__typename),
    h("span", {}, link(found), where && h("span", { class: "small" }, ` ${where}`)),
  );
}

/** Keep the address in step with the box, so that a search can be shared. */
function remember(wanted: string): void {
  const address = new URL(location.href);
  if (wanted) address.searchParams.set("q", wanted);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
}

/** The search box with its results below. */
export function searchBox(words: Words, language: Language): HTMLElement {
  const input = h("input", {
    id: "q",
    type: "search",
    name: "q",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    placeholder: words.searchHint,
  });
  const status = h("p", { class: "small", role: "status" });
  const results = h("ul", { class: "results" });
  const form = h("form", { role: "search" }, h("label", { for: "q" }, words.searchLabel), input, status, results);

  let running = new AbortController();
  let timer = 0;
  const search = async () => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const wanted = input.value.trim();
    remember(wanted);
    if (!wanted) {
      status.textContent = "";
      results.replaceChildren();
      return;
    }
    try {
      const answer = await ask<SearchAnswer>(query, { text: wanted, first: FIRST, language: language.toUpperCase() }, signal);
      const found = answer.search.nodes.flatMap(({ node }) => node ?? []);
      status.textContent = words.found(found.length);
      results.replaceChildren(...found.map((each) => result(each, words)));
    } catch (problem) {
      if (signal.aborted) return;
      status.textContent = `${words.searchFailed} ${(problem as Error).message}`;
      results.replaceChildren();
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PAUSE);
  };
  input.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) soon();
  });
  input.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void search();
  });

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) void search();
  return form;
}
