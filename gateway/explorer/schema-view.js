/** Shows JSON Schemas of the OpenAPI document as people read them: names, types, what they mean. */
import { element } from './frame.js';
import { markdown } from './markdown.js';

/** What `#/components/…` points at. */
const found = (root, reference) =>
  reference
    .slice(2)
    .split('/')
    .reduce((part, name) => part[name], root);

const nameOf = (reference) => reference.split('/').at(-1);

/** @returns the schema itself, with null taken apart: whether it may be null, and the name of its component */
function resolved(root, schema) {
  const choices = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (choices?.length === 1) return { ...resolved(root, choices[0]), isNullable: true };
  if (schema.$ref) return { ...resolved(root, found(root, schema.$ref)), name: nameOf(schema.$ref) };
  if (!Array.isArray(schema.type)) return { schema, isNullable: false, name: null };
  const [type] = schema.type.filter((each) => each !== 'null');
  return { schema: { ...schema, type }, isNullable: schema.type.includes('null'), name: null };
}

/** A type in words: `text`, `list of Channel`, `text or null`. */
export function typeText(root, given) {
  const { schema, isNullable, name } = resolved(root, given);
  return `${plainText(root, schema, name)}${isNullable ? ' or null' : ''}`;
}

/** A list that comes in pages: its items, and where the next ones are. */
const isPage = ({ properties }) => properties?.nodes?.type === 'array' && 'pageInfo' in properties;

function plainText(root, schema, name) {
  if (schema.type === 'array') return `list of ${typeText(root, schema.items)}`;
  if (schema.oneOf) return schema.oneOf.map((each) => each.title ?? 'object').join(' or ');
  if (name) return name;
  if (schema.type === 'string') return schema.format ?? schema.contentMediaType ?? 'text';
  if (isPage(schema)) return `page of ${typeText(root, schema.properties.nodes.items)}`;
  if (schema.allOf) return partsText(schema.allOf);
  if (schema.type === 'object') return 'object';
  return schema.const === undefined ? (schema.type ?? 'anything') : JSON.stringify(schema.const);
}

/** A thing that is known by name, with what it has here beside. */
function partsText(parts) {
  const names = parts.flatMap(({ $ref }) => ($ref ? [nameOf($ref)] : []));
  return names.length === 0 ? 'object' : `${names.join(' and ')} and more`;
}

/** The properties of an object, those of its parts among them. */
function propertiesOf(root, given) {
  const { schema } = resolved(root, given);
  const parts = (schema.allOf ?? []).flatMap((part) => propertiesOf(root, part));
  const required = new Set(schema.required ?? []);
  const own = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    property,
    isRequired: required.has(name),
  }));
  return [...parts, ...own];
}

/** What is inside of a schema, under lists: objects have properties, unions have cases, enums have values. */
function innermost(root, given) {
  const { schema } = resolved(root, given);
  return schema.type === 'array' ? innermost(root, schema.items) : schema;
}

/** What opens the inside of a schema: values to choose from, or what an object has. */
export const insideOf = (root, given) => (innermost(root, given).enum ? 'Values' : 'What it has');

const DEEPEST = 6;

function propertyRow(root, { name, property, isRequired }, { marksRequired, depth }) {
  const { schema } = resolved(root, property);
  const inner = depth < DEEPEST ? shape(root, property, { marksRequired, depth: depth + 1 }) : null;
  return [
    element(
      'dt',
      {},
      element('code', {}, name),
      element('span', { class: 'type' }, typeText(root, property)),
      marksRequired && isRequired && element('span', { class: 'required' }, 'required'),
    ),
    element(
      'dd',
      {},
      markdown(property.description ?? (schema.enum ? '' : schema.description)),
      inner && element('details', {}, element('summary', {}, insideOf(root, property)), inner),
    ),
  ];
}

/** What a schema is made of; null for plain values. @param marksRequired in what is sent, not in what is answered */
export function shape(root, given, { marksRequired = false, depth = 0 } = {}) {
  const schema = innermost(root, given);
  if (schema.enum) return element('div', {}, markdown(schema.description));
  if (schema.oneOf) {
    return element(
      'div',
      {},
      schema.oneOf.map((each) => [
        element('p', { class: 'case' }, element('code', {}, each.title ?? 'object')),
        shape(root, each, { marksRequired, depth }),
      ]),
    );
  }
  const properties = propertiesOf(root, schema);
  if (properties.length === 0) return null;
  return element(
    'dl',
    { class: 'properties' },
    properties.map((each) => propertyRow(root, each, { marksRequired, depth })),
  );
}

/** The values that a schema lets one choose from; null for any other. */
export function choicesOf(root, given) {
  const { schema } = resolved(root, given);
  if (schema.type === 'boolean') return ['true', 'false'];
  return schema.enum ?? null;
}

/** Whether a value is a list of plain values, a list of anything, or plain. */
export function kindOf(root, given) {
  const { schema } = resolved(root, given);
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type !== 'array') return schema.contentMediaType === 'text/markdown' ? 'long' : 'text';
  return shape(root, schema.items) && !innermost(root, schema.items).enum ? 'json' : 'list';
}
