import { Supergraph } from '@apollo/federation-internals';
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** One subgraph as whoever answers for it knows it. */
export interface SubgraphWorld {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** For each type with keys: how to get from a representation to the leaves of each of its keys. */
  readonly keys: ReadonlyMap<string, readonly KeyPaths[]>;
  /** `Type.field` of what needs fields of other subgraphs: its value shows what it was given. */
  readonly requiring: ReadonlySet<string>;
}

/** One way to each leaf of a key. */
type KeyPaths = readonly (readonly string[])[];

/** A composed graph and all that stands behind it. */
export interface World {
  readonly name: string;
  /** How deep operations on it become. */
  readonly depth: number;
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, SubgraphWorld>;
  /** `Type.field` of all fields that are part of some key, so that every subgraph gives an entity the same keys. */
  readonly keyFields: ReadonlySet<string>;
  /**
   * Names of all fields that subgraphs need of each other. The planner does not see to it that what clients rename to
   * them does not get in the way: what is exchanged then is wrong, and so is the answer, whoever executes the plan.
   */
  readonly exchanged: ReadonlySet<string>;
}

/** @throws when the text is no supergraph */
export function worldOf(name: string, supergraphSdl: string, depth: number): World {
  const supergraph = Supergraph.build(supergraphSdl);
  const noted: Noted = { keyFields: new Set(), requiredFields: new Set() };
  const subgraphs = supergraph
    .subgraphs()
    .values()
    .map((subgraph) => subgraphWorldOf(subgraph.name, subgraph.schema.toGraphQLJSSchema(), noted));
  return {
    name,
    depth,
    supergraphSdl,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    subgraphs: new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    keyFields: noted.keyFields,
    exchanged: new Set(
      [...noted.keyFields, ...noted.requiredFields].map((field) => field.split('.')[1] ?? ''),
    ),
  };
}

interface Noted {
  readonly keyFields: Set<string>;
  readonly requiredFields: Set<string>;
}

function subgraphWorldOf(name: string, schema: GraphQLSchema, noted: Noted): SubgraphWorld {
  const keys = new Map<string, KeyPaths[]>();
  const requiring = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    const fieldSets = fieldSetsOf(type.astNode?.directives, 'key');
    if (fieldSets.length > 0) {
      keys.set(
        type.name,
        fieldSets.map((fieldSet) => pathsOf(schema, type, fieldSet, noted.keyFields)),
      );
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const required = fieldSetsOf(field.astNode?.directives, 'requires');
      if (required.length > 0) requiring.add(`${type.name}.${field.name}`);
      for (const fieldSet of required) pathsOf(schema, type, fieldSet, noted.requiredFields);
    }
  }
  return { name, schema, keys, requiring };
}

/** The field sets of a federation directive, whatever it was imported as. */
function fieldSetsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  wanted: string,
): readonly SelectionSetNode[] {
  return (directives ?? [])
    .filter(({ name }) => name.value === wanted || name.value === `federation__${wanted}`)
    .flatMap(({ arguments: given }) => {
      const value = given?.find((argument) => argument.name.value === 'fields')?.value;
      if (value?.kind !== Kind.STRING) return [];
      const [definition] = parse(`{ ${value.value} }`).definitions;
      return definition?.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [];
    });
}

/** The ways to the leaves of a field set; every field on them is noted. */
function pathsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
  fields: Set<string>,
): KeyPaths {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const narrowed = schema.getType(selection.typeCondition?.name.value ?? type.name) ?? type;
      return pathsOf(schema, narrowed, selection.selectionSet, fields);
    }
    if (selection.kind !== Kind.FIELD || !(isObjectType(type) || isInterfaceType(type))) return [];
    const field = type.getFields()[selection.name.value];
    if (!field) return [];
    for (const each of [type, ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : [])]) {
      fields.add(`${each.name}.${field.name}`);
    }
    const named = getNamedType(field.type);
    if (!selection.selectionSet || !isCompositeType(named)) return [[field.name]];
    return pathsOf(schema, named, selection.selectionSet, fields).map((path) => [field.name, ...path]);
  });
}
