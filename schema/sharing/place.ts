import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { objectsOf, selected } from './coverage.js';

/**
 * Where an error stands, for a person: `Message.viewerCan (message.viewerCan of MessageAdded)`.
 * @param kind the type of event, which the answer no longer shows when the error took all of it
 */
export function placeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { path = [] }: Pick<GraphQLError, 'path'>,
  kind: string | null,
): string {
  const fields = selected(schema, document);
  const keys = path.filter((each): each is string => typeof each === 'string');
  let type = schema.getSubscriptionType()?.name ?? '';
  let place = fields[0]?.[0] ?? type;
  for (const [depth, key] of keys.entries()) {
    const types = objectsOf(schema, depth === 1 && kind ? kind : type).map(({ name }) => name);
    const found = fields.find(
      ([coordinate, known]) =>
        known === key && objectsOf(schema, parentOf(coordinate)).some(({ name }) => types.includes(name)),
    );
    if (!found) break;
    place = found[0];
    type = typeOf(schema, place);
  }
  const inside = keys.slice(1).join('.');
  return inside === '' ? place : `${place} (${inside} of ${kind ?? type})`;
}

const parentOf = (coordinate: string): string => coordinate.split('.')[0] ?? '';

function typeOf(schema: GraphQLSchema, coordinate: string): string {
  const [parent = '', name = ''] = coordinate.split('.');
  const type = schema.getType(parent);
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const field = fields[name];
  return field ? getNamedType(field.type).name : '';
}
