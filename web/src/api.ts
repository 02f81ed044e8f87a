// The one way to the server: a GraphQL document and its variables, over HTTP like any other client.
const PATIENCE = 30_000;

/** What keeps the page from its data, in words for the person who looks at it. */
export class Unanswered extends Error {}

interface Answer {
  data?: unknown;
  errors?: { message?: unknown }[];
}

/** The data of an answer; parts that failed are null, as the schema allows. Raises if there is none at all. */
export async function ask<Data>(query: string, variables: object, signal?: AbortSignal): Promise<Data> {
  const patience = AbortSignal.timeout(PATIENCE);
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query, variables }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (answer.data) return answer.data as Data;
  const messages = (answer.errors ?? []).map(({ message }) => String(message));
  throw new Unanswered(messages.join("; ") || `HTTP ${response.status}`);
}
