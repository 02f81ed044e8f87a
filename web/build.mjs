// Builds dist/: every file the server hands to a browser. No file in it needs a network.
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { build } from "esbuild";

const FONT = /@font-face\s*\{[^}]*\}/g;
const IMAGE = /url\("?data:image\/png;base64,([A-Za-z0-9+/=]+)"?\)/g;

// GraphiQL's style sheet carries fonts and images as data: addresses, which a strict content security policy refuses.
// Its fonts hold no Chinese and are left out; its images become files.
const images = new Map();

function asFile(data) {
  const name = `graphiql-${images.size + 1}.png`;
  images.set(name, Buffer.from(data, "base64"));
  return `url("image:${name}")`;
}

const withoutDataAddresses = {
  name: "without-data-addresses",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(FONT, "").replace(IMAGE, (_, data) => asFile(data)),
      loader: "css",
    }));
    onResolve({ filter: /^image:/ }, ({ path }) => ({ path: path.slice("image:".length), namespace: "image" }));
    onLoad({ filter: /.*/, namespace: "image" }, ({ path }) => ({ contents: images.get(path), loader: "file" }));
  },
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist");
await build({
  entryPoints: { index: "src/index.ts", graphiql: "src/graphiql.tsx" },
  outdir: "dist",
  assetNames: "[name]",
  publicPath: "/static",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".graphql": "text" },
  legalComments: "eof",
  logLevel: "warning",
  plugins: [withoutDataAddresses],
});
for (const file of ["index.html", "graphiql.html", "icon.svg"]) {
  await cp(`src/${file}`, `dist/${file}`);
}
