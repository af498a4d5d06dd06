import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { Kind, parse } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { EDITOR_THEME, dressEditors } from './editor-look.js';
import { mendKeptTabs, tabs } from './examples.js';
import './explorer.css';
import { following } from './following.js';
import { element, frame } from './frame.js';
import { actBy, ask, chosenScheme, currentToken, whoActs } from './session.js';
import { nameTabs } from './tab-list.js';

const WORKERS = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(`/explorer/${WORKERS[label] ?? 'editor.worker.js'}`, { type: 'module' }),
};

const PLACE = `query Place { viewer { id sidebar { entries { channel { id kind liveCursor } } } } }`;

/** Who acts, and a channel of theirs that examples can stand on; null for nobody. */
async function place() {
  if ((await currentToken()) === null) return null;
  const data = await ask(PLACE).catch(() => null);
  if (!data?.viewer) return null;
  const channels = (data.viewer.sidebar?.entries ?? []).map(({ channel }) => channel);
  const channel = channels.find(({ kind }) => kind === 'PROJECT' || kind === 'GROUP') ?? channels[0] ?? null;
  return { id: data.viewer.id, channel };
}

const bearerIn = (headers) =>
  /^Bearer (.+)$/i.exec(headers?.authorization ?? headers?.Authorization ?? '')?.[1] ?? '';

const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  wsClient: following(),
  fetch: async (url, options) => {
    const token = await currentToken();
    return fetch(url, {
      ...options,
      headers: { ...options.headers, ...(token && { authorization: `Bearer ${token}` }) },
    });
  },
});

const { bar, say } = frame('/explorer');
let acting = null;
let isNobody = true;

/** Says who acts whenever that may have become somebody else. */
async function sayWho(pasted) {
  if (acting === pasted) return;
  acting = pasted;
  actBy(pasted);
  const name = await whoActs();
  isNobody = name === null;
  say(name);
}

/** What GraphiQL shows of the schema to those whom it would be refused. */
const UNKNOWN_SCHEMA = {
  errors: [{ message: 'Sign in, or write an API token under Headers, then re-fetch the schema.' }],
};

/**
 * For a moment after another tab was opened, GraphiQL still takes what is asked for an operation of the tab before. What
 * is written says what it is.
 */
function asWritten(parameters, options) {
  let documentAST;
  try {
    documentAST = parse(parameters.query);
  } catch {
    // The server says what is wrong with it.
    return [parameters, options];
  }
  const names = documentAST.definitions.flatMap(({ kind, name }) =>
    kind === Kind.OPERATION_DEFINITION ? [name?.value] : [],
  );
  const only = names.length === 1 ? names[0] : undefined;
  const operationName = names.includes(parameters.operationName) ? parameters.operationName : only;
  return [
    { ...parameters, operationName },
    { ...options, documentAST },
  ];
}

/** Whoever writes an API token under Headers acts by it. */
async function explore(parameters, options) {
  await sayWho(bearerIn(options?.headers));
  if (isNobody && parameters.operationName === 'IntrospectionQuery') return UNKNOWN_SCHEMA;
  return fetcher(...asWritten(parameters, options));
}

const hint = () =>
  element(
    'p',
    { class: 'hint' },
    'The graph answers those who are signed in. ',
    element('a', { href: '/sign-in?to=/explorer' }, 'Sign in to Parley'),
    ' and come back, or write an API token under Headers: ',
    element('code', {}, '{"authorization": "Bearer parley_pat_…"}'),
  );

async function begin() {
  const scheme = chosenScheme();
  const mount = element('main', { class: 'graph' });
  const viewer = await place();
  mendKeptTabs(viewer);
  dressEditors();
  nameTabs(mount);
  document
    .querySelector('#explorer')
    .replaceChildren(...[bar, viewer ? null : hint(), mount].filter(Boolean));
  await sayWho('');
  createRoot(mount).render(
    createElement(GraphiQL, {
      fetcher: explore,
      defaultTabs: tabs(viewer),
      editorTheme: EDITOR_THEME,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: 'variables',
      ...(scheme && { forcedTheme: scheme }),
    }),
  );
}

/** Whoever signed in meanwhile, in another window, goes on here. */
document.addEventListener('visibilitychange', async () => {
  if (document.visibilityState === 'visible' && acting === '' && isNobody && (await whoActs()) !== null) {
    location.reload();
  }
});

await begin();
