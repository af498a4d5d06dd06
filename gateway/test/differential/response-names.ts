import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  print,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type GraphQLType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** One field behind a response name. */
interface Use {
  readonly parent: GraphQLCompositeType;
  readonly name: string;
  readonly told: string;
  readonly shape: string;
}

/** What stands under each response name of a selection: a little stricter than "fields in set can merge" asks. */
export type Names = ReadonlyMap<string, Entry>;

interface Entry {
  readonly uses: readonly Use[];
  readonly names: Names;
}

interface Fitted {
  readonly selections: readonly SelectionNode[];
  readonly names: Names;
}

const NOTHING: Names = new Map();
const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Takes out of freely drawn selections what does not merge with the rest, so that the operation is valid. */
export class Fitting {
  /** What is in each fragment, once it was fitted itself. */
  private readonly fragments = new Map<string, Names>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** A fragment is fitted before whoever spreads it. */
  fragment(name: string, set: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode {
    const { selections, names } = this.fitted(set, type);
    this.fragments.set(name, names);
    return { kind: Kind.SELECTION_SET, selections };
  }

  selectionSet(set: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode {
    return { kind: Kind.SELECTION_SET, selections: this.fitted(set, type).selections };
  }

  private fitted({ selections }: SelectionSetNode, type: GraphQLCompositeType): Fitted {
    const kept: SelectionNode[] = [];
    let names = NOTHING;
    for (const selection of selections) {
      const [fitted, more] = this.one(selection, type);
      if (!mergeable(names, more)) continue;
      names = merged(names, more);
      kept.push(fitted);
    }
    if (kept.length > 0) return { selections: kept, names };
    return { selections: [TYPENAME], names: this.one(TYPENAME, type)[1] };
  }

  private one(selection: SelectionNode, type: GraphQLCompositeType): [SelectionNode, Names] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return [selection, this.fragments.get(selection.name.value) ?? NOTHING];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = this.schema.getType(selection.typeCondition?.name.value ?? type.name);
      const { selections, names } = this.fitted(
        selection.selectionSet,
        isCompositeType(condition) ? condition : type,
      );
      return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections } }, names];
    }
    return this.field(selection, type);
  }

  private field(node: FieldNode, parent: GraphQLCompositeType): [SelectionNode, Names] {
    const field = fieldOf(parent, node.name.value);
    const named = getNamedType(field.type);
    const inner = node.selectionSet && isCompositeType(named) ? this.fitted(node.selectionSet, named) : null;
    const use: Use = {
      parent,
      name: field.name,
      told: (node.arguments ?? []).map(print).toSorted().join(),
      shape: shapeOf(field.type),
    };
    const name = node.alias?.value ?? node.name.value;
    return [
      inner ? { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: inner.selections } } : node,
      new Map([[name, { uses: [use], names: inner?.names ?? NOTHING }]]),
    ];
  }
}

/** @throws TypeError when the type has no such field */
export function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> {
  if (name === '__typename') return TypeNameMetaFieldDef;
  if (name === '__schema') return SchemaMetaFieldDef;
  if (name === '__type') return TypeMetaFieldDef;
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new TypeError(`${type.name} has no field ${name}`);
  return field;
}

/** Types that may be answered under one name look the same. */
function shapeOf(type: GraphQLType): string {
  const named = getNamedType(type);
  return isLeafType(named) ? String(type) : String(type).replace(named.name, '{}');
}

function mergeable(one: Names, other: Names): boolean {
  for (const [name, { uses, names }] of one) {
    const same = other.get(name);
    if (!same) continue;
    if (!uses.every((use) => same.uses.every((each) => agree(use, each)))) return false;
    if (!mergeable(names, same.names)) return false;
  }
  return true;
}

function agree(one: Use, other: Use): boolean {
  if (one.shape !== other.shape) return false;
  if (one.name === other.name && one.told === other.told) return true;
  return one.parent !== other.parent && isObjectType(one.parent) && isObjectType(other.parent);
}

function merged(one: Names, other: Names): Names {
  const all = new Map(one);
  for (const [name, { uses, names }] of other) {
    const same = all.get(name);
    all.set(
      name,
      same ? { uses: [...same.uses, ...uses], names: merged(same.names, names) } : { uses, names },
    );
  }
  return all;
}
