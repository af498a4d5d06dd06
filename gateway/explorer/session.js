/**
 * The session that this browser has with Parley, for the pages that developers use. The refresh cookie belongs to
 * /graphql and is exchanged there; the access token stays in memory.
 */
const RENEW = `mutation RenewSession($input: RenewSessionInput!) { renewSession(input: $input) { accessToken expiresAt } }`;
const WHO = `query Who { viewer { user { id displayName } } }`;

/** A token is renewed this long before it ends, in milliseconds. */
const AHEAD_MS = 60_000;

let held = null;
let renewing = null;
let pasted = null;

async function post(body, token) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** One window after the other, the client's among them: the cookie changes each time, and an old one ends the session. */
async function renew() {
  return navigator.locks.request('parley-renew', async () => {
    const input = { key: crypto.randomUUID() };
    const { data } = await post({ query: RENEW, variables: { input } });
    const token = data?.renewSession;
    held = token ? { token: token.accessToken, until: Date.parse(token.expiresAt) } : null;
    return held?.token ?? null;
  });
}

/** A token that still holds for a while: one that was pasted, else of this browser's session; null for nobody's. */
export async function currentToken() {
  if (pasted) return pasted;
  if (held && held.until - Date.now() > AHEAD_MS) return held.token;
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

/** Acts by another credential than the session's, such as an API token; an empty one ends that. */
export function actBy(token) {
  pasted = token === '' ? null : token;
}

/** Asks the graph. @returns data, or null with the errors in the console of whoever looks */
export async function ask(query, variables = {}) {
  const { data } = await post({ query, variables }, await currentToken());
  return data ?? null;
}

/** The name of whoever acts here; null for nobody. */
export async function whoActs() {
  const token = await currentToken();
  if (token === null) return null;
  const { data } = await post({ query: WHO }, token);
  return data?.viewer?.user?.displayName ?? null;
}

/** Applies the colours that were chosen in Parley's settings on this device. @returns 'light', 'dark' or null */
export function chosenScheme() {
  const scheme = localStorage.getItem('parley.scheme');
  if (scheme !== 'light' && scheme !== 'dark') return null;
  document.documentElement.dataset.scheme = scheme;
  return scheme;
}
