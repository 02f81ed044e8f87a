// GraphiQL for this server: queries go to /graphql, subscriptions to the same address over a WebSocket.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import path from "../queries/example-path.graphql";
import reading from "../queries/example-reading.graphql";
import search from "../queries/example-search.graphql";
import "graphiql/graphiql.css";
import "./graphiql.css";

const address = new URL("/graphql", location.href);
const socketAddress = new URL(address);
socketAddress.protocol = address.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: address.href,
  wsClient: createClient({ url: socketAddress.href, lazy: true }),
});

// Where a browser forbids storage, tabs and settings last as long as the page.
function storage(): Storage {
  try {
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      get length() {
        return kept.size;
      },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
      clear: () => kept.clear(),
    };
  }
}

// A link may bring a query along; the part after # is never sent to a server.
const given = new URLSearchParams(location.hash.slice(1)).get("query");

createRoot(document.getElementById("graphiql")!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage()}
    defaultQuery={reading}
    defaultTabs={[{ query: reading }, { query: path }, { query: search }]}
    isHeadersEditorEnabled
    {...(given ? { query: given } : {})}
  >
    <GraphiQL.Logo>
      <a className="home" href="/">
        Syllagraph
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
