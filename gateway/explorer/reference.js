import { element, frame } from './frame.js';
import { markdown } from './markdown.js';
import './reference.css';
import { choicesOf, insideOf, shape, typeText } from './schema-view.js';
import { actBy, chosenScheme, whoActs } from './session.js';
import { tryIt } from './try-it.js';

/** An operation as the page shows it. */
function operationsOf(root) {
  return Object.entries(root.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => {
      const isMutation = method === 'post';
      const content = described.requestBody?.content['application/json'].schema;
      const required = new Set(content?.required ?? []);
      const ofBody = Object.entries(content?.properties ?? {}).map(([name, schema]) => ({
        name,
        schema,
        description: schema.description,
        required: required.has(name),
      }));
      const ofAddress = described.parameters.filter((each) => each.in === 'query');
      const success = described.responses['200'].content['application/json'];
      return {
        ...described,
        name: described.operationId,
        path,
        isMutation,
        parameters: isMutation ? ofBody : ofAddress,
        answer: success.schema,
        example: success.example,
      };
    }),
  );
}

const method = ({ isMutation }) =>
  element('span', { class: isMutation ? 'method method-post' : 'method' }, isMutation ? 'POST' : 'GET');

function parametersOf(root, { parameters }) {
  if (parameters.length === 0) return null;
  return element(
    'section',
    {},
    element('h4', {}, 'Takes'),
    element(
      'dl',
      { class: 'properties' },
      parameters.map(({ name, schema, description, required }) => {
        const inner = choicesOf(root, schema)?.includes('true')
          ? null
          : shape(root, schema, { marksRequired: true });
        return [
          element(
            'dt',
            {},
            element('code', {}, name),
            element('span', { class: 'type' }, typeText(root, schema)),
            required && element('span', { class: 'required' }, 'required'),
          ),
          element(
            'dd',
            {},
            markdown(description),
            inner && element('details', {}, element('summary', {}, insideOf(root, schema)), inner),
          ),
        ];
      }),
    ),
  );
}

function answerOf(root, { answer, example }) {
  const text = JSON.stringify(example, null, 2);
  return element(
    'section',
    {},
    element('h4', {}, 'Answers with ', element('span', { class: 'type' }, typeText(root, answer))),
    element('details', {}, element('summary', {}, 'What it has'), shape(root, answer)),
    element(
      'details',
      {},
      element('summary', {}, 'Example'),
      element('pre', { tabindex: '0', 'aria-label': 'Example of an answer' }, text),
    ),
  );
}

/** The form is made when it is first opened: there are many, and few are used. */
function lazyForm(root, operation) {
  const details = element('details', { class: 'trial' }, element('summary', {}, 'Try it'));
  details.addEventListener(
    'toggle',
    () => {
      if (details.open) details.append(tryIt(root, operation));
    },
    { once: true },
  );
  return details;
}

function refusalsOf(root, { responses }) {
  const refusals = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  return element(
    'details',
    {},
    element('summary', {}, 'Refusals'),
    element(
      'dl',
      { class: 'properties' },
      refusals.map(([status, { $ref }]) => {
        const { description, content } = root.components.responses[$ref.split('/').at(-1)];
        const { code } = content['application/problem+json'].example;
        return [
          element('dt', {}, element('code', {}, status), element('span', { class: 'type' }, code)),
          element('dd', {}, markdown(description)),
        ];
      }),
    ),
  );
}

const operationCard = (root, operation) =>
  element(
    'article',
    { id: operation.name, class: 'operation', 'aria-labelledby': `${operation.name}-name` },
    element(
      'h3',
      { id: `${operation.name}-name` },
      method(operation),
      element('a', { href: `#${operation.name}` }, operation.path),
    ),
    element('p', { class: 'summary' }, operation.summary),
    markdown(operation.description),
    parametersOf(root, operation),
    answerOf(root, operation),
    refusalsOf(root, operation),
    lazyForm(root, operation),
  );

function contents(topics) {
  const list = topics.map(({ name, operations }) =>
    element(
      'section',
      {},
      element('h2', {}, name),
      element(
        'ul',
        {},
        operations.map((operation) =>
          element('li', {}, element('a', { href: `#${operation.name}` }, operation.name, method(operation))),
        ),
      ),
    ),
  );
  const isWide = matchMedia('(min-width: 60rem)');
  const all = element('details', { open: isWide.matches }, element('summary', {}, 'Operations'), list);
  isWide.addEventListener('change', () => (all.open = isWide.matches));
  // On a small screen the list lies over what was chosen in it.
  const chosen = ({ target }) => {
    if (!isWide.matches && target.closest('a')) all.open = false;
  };
  return element('nav', { class: 'contents', 'aria-label': 'Operations', onclick: chosen }, all);
}

function actingField(say) {
  const input = element('input', {
    id: 'token',
    type: 'password',
    autocomplete: 'off',
    placeholder: 'parley_pat_…',
    onchange: async () => {
      actBy(input.value.trim());
      say(await whoActs());
    },
  });
  return element(
    'div',
    { class: 'field acting' },
    element('label', { for: 'token' }, 'Act by an API token'),
    input,
    element('p', { class: 'what' }, 'Left empty, you act by the session of this browser.'),
  );
}

function page(root, say) {
  const operations = operationsOf(root);
  const topics = root.tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ tags }) => tags.includes(tag.name)),
  }));
  return [
    contents(topics),
    element(
      'main',
      { class: 'content' },
      element('h1', {}, 'REST reference'),
      element('p', { class: 'summary' }, root.info.summary),
      element('p', {}, element('a', { href: '/rest/openapi.json' }, 'The description as OpenAPI 3.1')),
      actingField(say),
      markdown(root.info.description),
      topics.map((topic) =>
        element(
          'section',
          { class: 'topic' },
          element('h2', {}, topic.name),
          element('p', {}, topic.description),
          topic.operations.map((operation) => operationCard(root, operation)),
        ),
      ),
    ),
  ];
}

async function begin() {
  chosenScheme();
  const { bar, say } = frame('/rest');
  const root = await (await fetch('/rest/openapi.json')).json();
  document
    .querySelector('#reference')
    .replaceChildren(bar, element('div', { class: 'columns' }, page(root, say)));
  if (location.hash !== '') {
    document.querySelector(`#${CSS.escape(location.hash.slice(1))}`)?.scrollIntoView();
  }
  say(await whoActs());
}

await begin();
