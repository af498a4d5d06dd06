import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  getNamedType,
  isAbstractType,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from 'graphql';

type Json = Readonly<Record<string, unknown>>;

/** A field of a type: `Message.author`. */
type Coordinate = string;

/** The object types that stand behind a type. */
export function objectsOf(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** What a document selects, as the fields of the types it names, and the response keys they have there. */
export function selected(schema: GraphQLSchema, document: DocumentNode): readonly [Coordinate, string][] {
  const info = new TypeInfo(schema);
  const found: [Coordinate, string][] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name, alias }) {
        const parent = info.getParentType();
        if (!parent || name.value === '__typename') return;
        found.push([`${parent.name}.${name.value}`, alias?.value ?? name.value]);
      },
    }),
  );
  return found;
}

/**
 * What of a subscription's selection a run has resolved: a field that was never reached might still ask for a viewer,
 * so it proves nothing.
 */
export class Coverage {
  private readonly reached = new Set<Coordinate>();
  private readonly kinds = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
  ) {}

  /** Takes in the data of one event. */
  add(data: Json): void {
    for (const event of Object.values(data)) {
      const kind = (event as Json | null)?.['__typename'];
      if (typeof kind === 'string') this.kinds.add(kind);
      this.reach(event);
    }
  }

  /** Types of events that never came, and selected fields that nothing was asked for; sorted. */
  missing(): readonly string[] {
    const root = this.document.definitions[0];
    const field = root?.kind === Kind.OPERATION_DEFINITION ? root.selectionSet.selections[0] : undefined;
    const name = field?.kind === Kind.FIELD ? field.name.value : '';
    const type = this.schema.getSubscriptionType()?.getFields()[name]?.type;
    const kinds = type ? objectsOf(this.schema, getNamedType(type).name).map((each) => each.name) : [];
    const silent = kinds.filter((kind) => !this.kinds.has(kind));
    const fields = selected(this.schema, this.document)
      .filter(([coordinate]) => !coordinate.startsWith('Subscription.'))
      .filter(([coordinate, key]) => !this.isReached(coordinate, key))
      .map(([coordinate]) => coordinate)
      // Of a type that never came nothing else need be said.
      .filter((coordinate) => !silent.includes(coordinate.split('.')[0] ?? ''));
    return [...silent.toSorted(), ...[...new Set(fields)].toSorted()];
  }

  /** A field of an interface is reached when it was on any of its types. */
  private isReached(coordinate: Coordinate, key: string): boolean {
    const [parent = ''] = coordinate.split('.');
    return objectsOf(this.schema, parent).some(({ name }) => this.reached.has(`${name}.${key}`));
  }

  private reach(value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.reach(item);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, ...fields } = value as Json;
    for (const [key, inner] of Object.entries(fields)) {
      this.reached.add(`${String(type)}.${key}`);
      this.reach(inner);
    }
  }
}
