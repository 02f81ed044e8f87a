// How citeproc-js sets references: asked with {style, locale, language, items, together} in JSON, answers with
// [id, text] of each item by itself, or of the sorted list of all of them together.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const CSL = createRequire(import.meta.url)("citeproc");
const asked = JSON.parse(readFileSync(0, "utf8"));
const items = Object.fromEntries(asked.items.map((item) => [item.id, item]));
const locale = readFileSync(asked.locale, "utf8");
const system = { retrieveLocale: () => locale, retrieveItem: (id) => items[id] };
const engine = new CSL.Engine(system, readFileSync(asked.style, "utf8"), asked.language, true);
engine.setOutputFormat("text");

function listOf(ids) {
  engine.updateItems(ids);
  const [about, entries] = engine.makeBibliography();
  return about.entry_ids.map(([id], place) => [id, entries[place].trim()]);
}

const ids = asked.items.map((item) => item.id);
process.stdout.write(JSON.stringify(asked.together ? listOf(ids) : ids.flatMap((id) => listOf([id]))));
