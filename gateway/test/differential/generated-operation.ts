import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isUnionType,
  Kind,
  OperationTypeNode,
  parse,
  visit,
  type ArgumentNode,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { GeneratedValues } from './generated-values.js';
import type { Random } from './random.js';
import { Fitting } from './response-names.js';
import type { Variables } from './subject.js';

/** A valid operation, and variables it may be executed with. */
export interface GeneratedOperation {
  readonly document: DocumentNode;
  readonly kind: OperationTypeNode;
  readonly variables: Variables;
}

/** How large and how strange operations become. */
export interface Shape {
  readonly depth: number;
  /** The most selections of one set. */
  readonly breadth: number;
  /** Names that nothing is renamed to. */
  readonly reserved: ReadonlySet<string>;
}

const RATES = {
  alias: 0.25,
  again: 0.15,
  condition: 0.12,
  typename: 0.12,
  inlineFragment: 0.17,
  spread: 0.1,
  knownFragment: 0.5,
  introspection: 0.08,
};

/** Names that objects of JavaScript have already, and names that other fields have. */
const TRAPS = ['constructor', 'toString', 'hasOwnProperty', 'length', 'valueOf', '__proto__', 'id', 'name'];

const INTROSPECTION = [
  '__schema { queryType { name } mutationType { fields { name } } }',
  '__type(name: "Query") { __typename name kind fields(includeDeprecated: true) { name type { name kind } } }',
  '__type(name: "Nothing") { name }',
  '__schema { directives { name args { name defaultValue } } }',
].map(introspectionOf);

function introspectionOf(text: string): FieldNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  const selection = definition?.kind === Kind.OPERATION_DEFINITION && definition.selectionSet.selections[0];
  if (!selection || selection.kind !== Kind.FIELD) throw new TypeError(text);
  return selection;
}

/** Draws an operation on that schema. */
export function generateOperation(
  schema: GraphQLSchema,
  kind: OperationTypeNode,
  random: Random,
  shape: Shape,
): GeneratedOperation {
  return new Generation(schema, random, shape).operation(kind);
}

class Generation {
  private readonly values: GeneratedValues;
  private readonly fragments: FragmentDefinitionNode[] = [];
  private readonly fitting: Fitting;
  private fragmentCount = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly shape: Shape,
  ) {
    this.values = new GeneratedValues(random);
    this.fitting = new Fitting(schema);
  }

  operation(kind: OperationTypeNode): GeneratedOperation {
    const root = this.schema.getRootType(kind);
    if (!root) throw new TypeError(`There is no ${kind}`);
    const isStream = kind === OperationTypeNode.SUBSCRIPTION;
    const drawn = isStream
      ? selectionSet([this.field(root, this.shape.depth, true)])
      : this.selections(root, this.shape.depth, kind === OperationTypeNode.QUERY);
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: kind,
          ...(this.random.chance(0.3) && { name: nameOf('Drawn') }),
          variableDefinitions: this.values.definitions(),
          selectionSet: this.fitting.selectionSet(drawn, root),
        },
        ...this.fragments,
      ],
    };
    return { document: withoutUnused(document), kind, variables: this.values.given };
  }

  private selections(type: GraphQLCompositeType, depth: number, isRoot = false): SelectionSetNode {
    const { random } = this;
    const selections: SelectionNode[] = [];
    for (let left = 1 + random.below(this.shape.breadth); left > 0; left -= 1) {
      selections.push(this.selection(type, depth));
      const before = random.pick(selections);
      // The same field again, with another selection: both are answered as one.
      if (before.kind === Kind.FIELD && random.chance(RATES.again)) {
        selections.push(this.again(before, type, depth));
      }
    }
    if (isRoot && random.chance(RATES.introspection)) {
      selections.splice(random.below(selections.length + 1), 0, random.pick(INTROSPECTION));
    }
    return selectionSet(selections);
  }

  private selection(type: GraphQLCompositeType, depth: number): SelectionNode {
    const { random } = this;
    if (random.chance(RATES.typename) || depth < -2) return this.typename();
    if (random.chance(RATES.inlineFragment) || (isUnionType(type) && random.chance(0.7))) {
      const condition = random.chance(0.15) && !isUnionType(type) ? null : this.overlapping(type);
      return {
        kind: Kind.INLINE_FRAGMENT,
        ...(condition && { typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(condition.name) } }),
        directives: this.conditions(),
        selectionSet: this.selections(condition ?? type, depth - (random.chance(0.5) ? 1 : 0)),
      };
    }
    if (depth > 0 && random.chance(isUnionType(type) ? 0.5 : RATES.spread)) return this.spread(type, depth);
    return isUnionType(type) ? this.typename() : this.field(type, depth);
  }

  private typename(): FieldNode {
    const alias = this.random.pick(['type', 'kind', ...TRAPS].filter((each) => !this.isReserved(each)));
    return {
      kind: Kind.FIELD,
      ...(this.random.chance(0.3) && { alias: nameOf(alias) }),
      name: nameOf('__typename'),
      directives: this.conditions(),
    };
  }

  /** @param isBare without conditions, as the root of a subscription has to be */
  private field(type: GraphQLCompositeType, depth: number, isBare = false): FieldNode {
    const { random } = this;
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const possible = depth > 0 ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    if (possible.length === 0) return this.typename();
    const composite = possible.filter((field) => isCompositeType(getNamedType(field.type)));
    const field = random.pick(composite.length > 0 && random.chance(0.5) ? composite : possible);
    const alias = random.chance(RATES.alias) ? this.alias(fields) : field.name;
    return {
      kind: Kind.FIELD,
      ...((alias !== field.name || random.chance(0.05)) && { alias: nameOf(alias) }),
      name: nameOf(field.name),
      arguments: this.arguments(field),
      directives: isBare ? [] : this.conditions(),
      ...this.below(field, depth),
    };
  }

  private alias(fields: readonly GraphQLField<unknown, unknown>[]): string {
    const { random } = this;
    const drawn = random.pick([random.pick(['a', 'b', 'c']), random.pick(TRAPS), random.pick(fields).name]);
    return this.isReserved(drawn) ? 'a' : drawn;
  }

  private isReserved(name: string): boolean {
    return this.shape.reserved.has(name);
  }

  private below(field: GraphQLField<unknown, unknown>, depth: number): Pick<FieldNode, 'selectionSet'> {
    const named = getNamedType(field.type);
    return isCompositeType(named) ? { selectionSet: this.selections(named, depth - 1) } : {};
  }

  private again(before: FieldNode, type: GraphQLCompositeType, depth: number): FieldNode {
    const field = isUnionType(type) ? undefined : type.getFields()[before.name.value];
    if (!field) return before;
    return { ...before, directives: this.conditions(), ...this.below(field, depth) };
  }

  private arguments(field: GraphQLField<unknown, unknown>): readonly ArgumentNode[] {
    return field.args.flatMap((argument): ArgumentNode[] => {
      const value = this.values.argument(argument);
      return value ? [{ kind: Kind.ARGUMENT, name: nameOf(argument.name), value }] : [];
    });
  }

  private conditions(): readonly DirectiveNode[] {
    const { random } = this;
    return ['skip', 'include']
      .filter(() => random.chance(RATES.condition / 2))
      .map((name) => ({
        kind: Kind.DIRECTIVE,
        name: nameOf(name),
        arguments: [{ kind: Kind.ARGUMENT, name: nameOf('if'), value: this.values.condition() }],
      }));
  }

  private spread(type: GraphQLCompositeType, depth: number): SelectionNode {
    const { random } = this;
    const known = this.fragments.filter((fragment) =>
      this.overlaps(this.schema.getType(fragment.typeCondition.name.value), type),
    );
    const isKnown = known.length > 0 && random.chance(RATES.knownFragment);
    const name = isKnown ? random.pick(known).name.value : this.fragment(this.overlapping(type), depth);
    return { kind: Kind.FRAGMENT_SPREAD, name: nameOf(name), directives: this.conditions() };
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    this.fragmentCount += 1;
    const name = `F${this.fragmentCount}`;
    // It is known only once it is complete, so that no fragment holds itself.
    const drawn = this.selections(type, depth - 1);
    this.fragments.push({
      kind: Kind.FRAGMENT_DEFINITION,
      name: nameOf(name),
      typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(type.name) },
      selectionSet: this.fitting.fragment(name, drawn, type),
    });
    return name;
  }

  private overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    const { random, schema } = this;
    if (random.chance(0.2)) return type;
    const types = Object.values(schema.getTypeMap()).filter(
      (each) => isCompositeType(each) && !each.name.startsWith('__') && this.overlaps(each, type),
    );
    return random.pick(types as GraphQLCompositeType[]);
  }

  private overlaps(one: unknown, other: GraphQLCompositeType): boolean {
    return isCompositeType(one) && this.possible(one).some((each) => this.possible(other).includes(each));
  }

  private possible(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    return isInterfaceType(type) || isUnionType(type) ? this.schema.getPossibleTypes(type) : [type];
  }
}

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const;

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** What was taken out again may have been the only use of a fragment or a variable. */
export function withoutUnused(document: DocumentNode): DocumentNode {
  const spreads = new Set<string>();
  const variables = new Set<string>();
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const follow = (set: SelectionSetNode): void => {
    visit(set, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        if (spreads.has(name.value)) return;
        spreads.add(name.value);
        const fragment = fragments.get(name.value);
        if (fragment) follow(fragment.selectionSet);
      },
    });
  };
  for (const each of document.definitions) {
    if (each.kind === Kind.OPERATION_DEFINITION) follow(each.selectionSet);
  }
  return {
    ...document,
    definitions: document.definitions.flatMap((each): readonly DefinitionNode[] => {
      if (each.kind === Kind.FRAGMENT_DEFINITION) return spreads.has(each.name.value) ? [each] : [];
      if (each.kind !== Kind.OPERATION_DEFINITION) return [each];
      const used = each.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value));
      return [{ ...each, ...(used && { variableDefinitions: used }) }];
    }),
  };
}
