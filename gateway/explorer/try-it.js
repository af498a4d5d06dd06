/** A form that asks an operation for real, as whoever is signed in here. */
import { element } from './frame.js';
import { choicesOf, kindOf } from './schema-view.js';
import { currentToken } from './session.js';
import './try-it.css';

const SHOWN = ['content-type', 'etag', 'link', 'ratelimit', 'ratelimit-policy', 'retry-after', 'incomplete'];
const SHOWN_MORE = ['idempotency-key', 'x-request-id'];

/** One value that is asked for. @returns the row, and how to read it: undefined when it is left out */
function field(root, prefix, { name, schema, required, description }) {
  const id = `${prefix}-${name}`;
  const kind = kindOf(root, schema);
  const choices = choicesOf(root, schema);
  const shared = { id, name, 'aria-describedby': description ? `${id}-what` : null, required };
  const input = choices
    ? element(
        'select',
        shared,
        ['', ...choices].map((choice) => element('option', { value: choice }, choice === '' ? '–' : choice)),
      )
    : kind === 'json' || kind === 'list' || kind === 'long'
      ? element('textarea', { ...shared, rows: kind === 'json' ? '4' : '2', spellcheck: 'false' })
      : element('input', {
          ...shared,
          type: kind === 'number' ? 'number' : inputType(name),
          autocomplete: 'off',
        });
  const note = kind === 'list' ? 'One a line. ' : kind === 'json' ? 'As JSON. ' : '';
  const row = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, name, required && element('span', { class: 'required' }, 'required')),
    input,
    description && element('p', { class: 'what', id: `${id}-what` }, note + description),
  );
  return { name, row, read: () => (input.value === '' ? undefined : parsed(input.value, kind)) };
}

const inputType = (name) => (/password/i.test(name) || name === 'current' ? 'password' : 'text');

function parsed(text, kind) {
  if (kind === 'number') return Number(text);
  if (kind === 'boolean') return text === 'true';
  if (kind === 'json') return JSON.parse(text);
  if (kind === 'list') return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return text;
}

/** What the fields of an operation say. */
function valuesOf(fields) {
  const given = fields.map(({ name, read }) => [name, read()]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function requestOf({ path, isMutation }, values) {
  if (isMutation) return { url: path, body: JSON.stringify(values) };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return { url: text === '' ? path : `${path}?${text}`, body: null };
}

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same request for a shell, with the token by its name. */
function curlOf({ url, body }) {
  const lines = [`curl ${quoted(location.origin + url)}`, '  -H "authorization: Bearer $PARLEY_TOKEN"'];
  if (body !== null) lines.push("  -H 'content-type: application/json'", `  -d ${quoted(body)}`);
  return lines.join(' \\\n');
}

async function send({ url, body }, key) {
  const token = await currentToken();
  const began = performance.now();
  const response = await fetch(url, {
    method: body === null ? 'GET' : 'POST',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== null && { 'content-type': 'application/json', 'idempotency-key': key }),
    },
    ...(body !== null && { body }),
  });
  const text = await response.text();
  return { response, text, ms: Math.round(performance.now() - began) };
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // What is no JSON is shown as it came.
    return text;
  }
}

/** A text in a box that can be scrolled, below its name. */
const labelled = (name, text) => [
  element('p', { class: 'label' }, name),
  element('pre', { tabindex: '0', role: 'group', 'aria-label': name }, text),
];

/** The same with curl, and a button that takes it along. */
function asCurl(request) {
  const text = curlOf(request);
  const copy = async ({ target }) => {
    await navigator.clipboard.writeText(text);
    target.textContent = 'Copied';
  };
  const [name, box] = labelled('The same with curl', text);
  const button = element('button', { class: 'button button-quiet', type: 'button', onclick: copy }, 'Copy');
  return [element('div', { class: 'label-row' }, name, button), box];
}

function shown({ response, text, ms }) {
  const headers = [...SHOWN, ...SHOWN_MORE].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  return [
    element(
      'p',
      { class: response.ok ? 'status status-good' : 'status status-bad' },
      `${String(response.status)} ${response.statusText} · ${String(ms)} ms`,
    ),
    ...labelled('Headers', headers.join('\n')),
    ...labelled('Body', pretty(text)),
  ];
}

/** @param operation as reference.js reads it out of the document @returns the form */
export function tryIt(root, operation) {
  const fields = operation.parameters.map((each) => field(root, operation.name, each));
  const curl = element('div');
  const answer = element('div', {
    class: 'answer',
    role: 'region',
    'aria-live': 'polite',
    'aria-label': 'Answer',
  });
  // The same question again is the same change; another one is another.
  let last = { body: null, key: null };
  const ask = async () => {
    const request = requestOf(operation, valuesOf(fields));
    curl.replaceChildren(...asCurl(request));
    if (last.body !== request.body) last = { body: request.body, key: crypto.randomUUID() };
    answer.replaceChildren(...shown(await send(request, last.key)));
  };
  const submit = (event) => {
    event.preventDefault();
    ask().catch((error) => {
      answer.replaceChildren(element('p', { class: 'status status-bad' }, error.message));
    });
  };
  return element(
    'form',
    { class: 'try', onsubmit: submit },
    fields.map(({ row }) => row),
    element('button', { class: 'button', type: 'submit' }, operation.isMutation ? 'Do it' : 'Ask'),
    answer,
    curl,
  );
}
