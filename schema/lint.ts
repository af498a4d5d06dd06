import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

type AnyField = GraphQLField<unknown, unknown>;

const DATED = /\d{4}-\d{2}-\d{2}/;
const BOUNDED = /at most|one per|one for each|every |the first \w+/i;

const isRoot = (schema: GraphQLSchema, type: GraphQLNamedType): boolean =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never);

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

function fieldsOf(type: GraphQLNamedType): AnyField[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** Every type, field, argument and value says what it is. */
function* undescribed(schema: GraphQLSchema): Generator<string> {
  for (const type of ownTypes(schema)) {
    const builtIn = ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name);
    if (!type.description && !builtIn && !isRoot(schema, type)) yield `${type.name} has no description`;
    if (isEnumType(type)) {
      for (const value of type.getValues()) {
        if (!value.description) yield `${type.name}.${value.name} has no description`;
      }
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (!field.description) yield `${type.name}.${field.name} has no description`;
      }
    }
    for (const field of fieldsOf(type)) {
      if (!field.description) yield `${type.name}.${field.name} has no description`;
      for (const arg of field.args) {
        if (!arg.description) yield `${type.name}.${field.name}(${arg.name}) has no description`;
      }
    }
  }
}

/** Inputs are called so, and deprecations say until when. */
function* misnamed(schema: GraphQLSchema): Generator<string> {
  for (const type of ownTypes(schema)) {
    if (isInputObjectType(type) && !type.name.endsWith('Input')) {
      yield `${type.name} is an input and must end in Input`;
    }
    for (const field of fieldsOf(type)) {
      if (field.deprecationReason && !DATED.test(field.deprecationReason)) {
        yield `${type.name}.${field.name} is deprecated without a date`;
      }
    }
  }
}

/** Each mutation takes one `input` with a client key, named after it. */
function* loose(schema: GraphQLSchema): Generator<string> {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const [input, ...others] = field.args;
    const type = input ? getNamedType(input.type) : undefined;
    if (others.length > 0 || input?.name !== 'input' || !isInputObjectType(type)) {
      yield `Mutation.${field.name} must take one argument, input`;
    } else if (!keyed(type)) {
      yield `${type.name} must have key: ClientKey!`;
    }
  }
}

function keyed(type: GraphQLInputObjectType): boolean {
  const key = type.getFields()['key'];
  return key !== undefined && isNonNullType(key.type) && getNamedType(key.type).name === 'ClientKey';
}

/** A list is a connection with page arguments, or says what bounds it. */
function* unbounded(schema: GraphQLSchema): Generator<string> {
  for (const type of ownTypes(schema)) {
    for (const field of fieldsOf(type)) {
      const bare = isNonNullType(field.type) ? field.type.ofType : field.type;
      const named = getNamedType(field.type);
      const inPage = /(Connection|Edge)$/.test(type.name);
      if (isListType(bare) && isObjectType(named) && !inPage && !BOUNDED.test(field.description ?? '')) {
        yield `${type.name}.${field.name} is a list; make it a connection or say its bound`;
      }
      if (named.name.endsWith('Connection') && !field.args.some(({ name }) => name === 'first')) {
        yield `${type.name}.${field.name} is a connection without first`;
      }
    }
  }
}

/** A live stream can be resumed: it takes `after` and its events carry cursor and at; or it says it is ephemeral. */
function* unresumable(schema: GraphQLSchema): Generator<string> {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    if (field.description?.startsWith('Ephemeral')) continue;
    const event = getNamedType(field.type);
    const after = field.args.find(({ name }) => name === 'after');
    if (!after) yield `Subscription.${field.name} takes no after`;
    else if (String(after.type) !== 'Cursor') yield `Subscription.${field.name}(after) must be a Cursor`;
    if (!namesCursor(schema, field)) {
      yield `Subscription.${field.name} must say which cursor to begin after ("begin after Type.field")`;
    }
    if (!isInterfaceType(event)) {
      yield `Subscription.${field.name} must answer with an interface of events`;
      continue;
    }
    yield* incomplete(schema, event);
  }
}

/**
 * Whether the description names a field that a snapshot gives the first cursor by. One that a subgraph adds to a type of
 * another's is null where that subgraph is away.
 */
function namesCursor(schema: GraphQLSchema, { description }: AnyField): boolean {
  const [, parent = '', name = ''] = /begin after (\w+)\.(\w+)/.exec(description ?? '') ?? [];
  const type = schema.getType(parent);
  return (
    type !== undefined &&
    fieldsOf(type).some((each) => each.name === name && String(getNullableType(each.type)) === 'Cursor')
  );
}

/** Every event says where and when it stands; a replay has an end, and a bad cursor an answer. */
function* incomplete(schema: GraphQLSchema, event: GraphQLInterfaceType): Generator<string> {
  const { cursor, at } = event.getFields();
  if (String(cursor?.type) !== 'Cursor!') yield `${event.name} has no cursor: Cursor!`;
  if (!at || !isNonNullType(at.type)) yield `${event.name} has no at that is always there`;
  const kinds = schema.getPossibleTypes(event).map(({ name }) => name);
  for (const kind of ['CaughtUp', 'CursorExpired']) {
    if (!kinds.includes(kind)) yield `${event.name} has no ${kind}`;
  }
}

/** The faults of an API schema against the conventions of schema/README.md, one sentence each. */
export const lint = (schema: GraphQLSchema): string[] =>
  [undescribed, misnamed, loose, unbounded, unresumable].flatMap((rule) => [...rule(schema)]);
