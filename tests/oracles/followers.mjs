// How graphql-ws and graphql-sse follow a service: asked with {url, token, asks: [{over, query, events, drop}]}, answers
// with what each heard. After so many events a follower ends it; with `drop` its socket is cut after the first event, and
// the client has to come back by itself.
import { readFileSync } from "node:fs";
import { createClient as eventClient } from "graphql-sse";
import { createClient as socketClient } from "graphql-ws";
import WebSocket from "ws";

const { url, token, asks } = JSON.parse(readFileSync(0, "utf8"));

const follow = ({ over, query, events, drop }) => {
  const heard = [];
  let opened;
  const client =
    over === "socket"
      ? socketClient({
          url: url.replace("http", "ws"),
          webSocketImpl: WebSocket,
          connectionParams: token ? { authorization: `Bearer ${token}` } : undefined,
          retryAttempts: 3,
          shouldRetry: () => true,
          on: { opened: (socket) => (opened = socket) },
        })
      : eventClient({ url, headers: token ? { authorization: `Bearer ${token}` } : undefined });
  return new Promise((done) => {
    const end = client.subscribe(
      { query },
      {
        next: (answer) => {
          heard.push(answer);
          if (heard.length >= events) end();
          else if (drop && heard.length === 1) opened.terminate();
        },
        error: (error) => {
          heard.push({ refused: Array.isArray(error) ? error.map((one) => one.extensions?.code) : String(error) });
          done(heard);
        },
        complete: () => done(heard),
      },
    );
  }).finally(() => client.dispose());
};

process.stdout.write(JSON.stringify(await Promise.all(asks.map(follow))));
process.exit(0);
