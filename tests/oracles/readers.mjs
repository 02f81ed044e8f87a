// How citation-js reads bibliographies: asked with [{format, text}] in JSON, answers with the CSL items of each.
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import { readFileSync } from "node:fs";

const TYPES = { bibtex: "@bibtex/text", biblatex: "@biblatex/text", ris: "@ris/file", "csl-json": "@csl/list+object" };
const read = ({ format, text }) =>
  plugins.input.chain(format === "csl-json" ? JSON.parse(text) : text, { forceType: TYPES[format], generateGraph: false });
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
