import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import './explorer.css';

const WORKERS = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(`/explorer/${WORKERS[label] ?? 'editor.worker.js'}`, { type: 'module' }),
};

const RENEW = `mutation Renew($input: RenewSessionInput!) { renewSession(input: $input) { accessToken } }`;

const WELCOME = `# The graph of this Parley. You act as whoever is signed in here in another tab;
# to act as an API token, write {"authorization": "Bearer parley_pat_…"} under Headers.

query Me {
  viewer {
    user {
      displayName
    }
  }
}
`;

/** The access token that the refresh cookie of this browser is good for; null when nobody is signed in. */
async function renewedToken() {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: RENEW, variables: { input: { key: crypto.randomUUID() } } }),
  });
  const { data } = await response.json();
  return data?.renewSession?.accessToken ?? null;
}

let renewal = null;
const RENEW_EVERY_MS = 5 * 60_000;

/** One renewal serves all who ask within the time that a token is surely good. */
function currentToken() {
  if (!renewal || Date.now() - renewal.at > RENEW_EVERY_MS) {
    renewal = { at: Date.now(), token: renewedToken() };
  }
  return renewal.token;
}

const bearerIn = (headers) =>
  /^Bearer (.+)$/i.exec(headers?.authorization ?? headers?.Authorization ?? '')?.[1];

let pasted = null;

const sockets = createClient({
  url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
  connectionParams: async () => ({ token: pasted ?? (await currentToken()) }),
});

const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  wsClient: sockets,
  fetch: async (url, options) => {
    const token = bearerIn(options.headers) ?? (await currentToken());
    return fetch(url, {
      ...options,
      headers: { ...options.headers, ...(token && { authorization: `Bearer ${token}` }) },
    });
  },
});

const signedIn = (parameters, options) => {
  pasted = bearerIn(options?.headers) ?? null;
  return fetcher(parameters, options);
};

createRoot(document.getElementById('explorer')).render(
  createElement(GraphiQL, { fetcher: signedIn, defaultQuery: WELCOME, shouldPersistHeaders: false }),
);
