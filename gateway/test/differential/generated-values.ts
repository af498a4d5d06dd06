import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parseType,
  parseValue,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLInputType,
  type GraphQLScalarType,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import type { Random } from './random.js';

/** Whether and how a value is put into the operation. */
const RATES = { variable: 0.35, again: 0.5, omitted: 0.15, null: 0.1, default: 0.3, optional: 0.5 };

/** How deep input objects may nest. */
const INPUT_DEPTH = 3;

const TEXTS = ['', 'text', '1', '3', '$a', '"quoted"', 'line\nbreak', '\ud83d\ude00', '__proto__'];
const OTHERS = [
  '"2026-01-02T03:04:05Z"',
  '7',
  '1.5',
  'true',
  '[1, "two"]',
  '{ a: { b: [1] } }',
  '{}',
  'WORD',
];

interface Variable {
  readonly definition: VariableDefinitionNode;
  readonly type: GraphQLInputType;
}

/** The arguments of one operation, and the variables it collects for them. */
export class GeneratedValues {
  private readonly declared: Variable[] = [];
  readonly given: Record<string, unknown> = {};

  constructor(private readonly random: Random) {
    // Nobody declares them: they are left behind at the door of every subgraph.
    if (random.chance(0.2)) this.given['undeclared'] = { secret: true };
  }

  definitions(): readonly VariableDefinitionNode[] {
    return this.declared.map(({ definition }) => definition);
  }

  /** A value for an argument; undefined when it is left out. */
  argument({ type, defaultValue }: GraphQLArgument): ValueNode | undefined {
    const hasDefault = defaultValue !== undefined;
    const isRequired = isNonNullType(type) && !hasDefault;
    if (!isRequired && !this.random.chance(RATES.optional)) return undefined;
    return this.value(type, INPUT_DEPTH, hasDefault);
  }

  /** Gives a variable of an operation that was not drawn a value, or leaves it out where it may be. */
  provide(name: string, type: GraphQLInputType, hasDefault: boolean): void {
    this.give(name, type, INPUT_DEPTH, false, hasDefault);
  }

  /** What `@skip` and `@include` ask: a literal or a variable. */
  condition(): ValueNode {
    const { random } = this;
    if (random.chance(0.3)) return { kind: Kind.BOOLEAN, value: random.chance(0.5) };
    const known = this.declared.filter(({ definition }) => definition.variable.name.value.startsWith('if'));
    if (known.length >= 3 || (known.length > 0 && random.chance(RATES.again))) {
      return random.pick(known).definition.variable;
    }
    const name = `if${known.length}`;
    const [type, isDefaulted] = random.pick([
      ['Boolean!', false],
      ['Boolean!', true],
      ['Boolean', true],
    ] as const);
    const isLeftOut = isDefaulted && random.chance(0.5);
    if (!isLeftOut) this.given[name] = random.chance(0.5);
    const definition = define(
      name,
      type,
      isDefaulted ? { kind: Kind.BOOLEAN, value: random.chance(0.5) } : null,
    );
    // Conditions are no input of any argument: the type would have to be looked up in the schema.
    this.declared.push({ definition, type: CONDITION });
    return definition.variable;
  }

  private value(type: GraphQLInputType, depth: number, hasDefault = false): ValueNode {
    const { random } = this;
    if (random.chance(RATES.variable)) return this.variable(type, depth, hasDefault);
    if (!isNonNullType(type) && random.chance(RATES.null)) return { kind: Kind.NULL };
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      // One value where a list is expected counts as a list of it.
      const single = random.chance(0.15) ? this.constant(nullable.ofType, depth) : null;
      if (single && single.kind !== Kind.NULL) return single;
      const values = Array.from({ length: random.below(3) }, () => this.value(nullable.ofType, depth));
      return { kind: Kind.LIST, values };
    }
    if (!isInputObjectType(nullable)) return literalOf(nullable, random);
    const fields = Object.values(nullable.getFields()).flatMap((field) => {
      const isLeftOut = depth === 0 || !random.chance(RATES.optional);
      if (isLeftOut && !isRequiredInputField(field)) return [];
      const value = this.value(field.type, depth - 1, field.defaultValue !== undefined);
      return [{ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: field.name }, value } as const];
    });
    return { kind: Kind.OBJECT, fields };
  }

  private variable(type: GraphQLInputType, depth: number, hasDefault: boolean): VariableNode {
    const { random } = this;
    const known = this.declared.filter((variable) => String(variable.type) === String(type));
    if (known.length > 0 && random.chance(RATES.again)) return random.pick(known).definition.variable;
    const name = `v${this.declared.length}`;
    // Where null is not allowed, a variable that may be left out brings a default of its own.
    const isLooser = isNonNullType(type) && (hasDefault || random.chance(0.3));
    const declaredType = isLooser ? getNullableType(type) : type;
    const needsDefault = isLooser && !hasDefault;
    const hasOwnDefault = needsDefault || random.chance(RATES.default);
    const byDefault = hasOwnDefault ? this.constant(needsDefault ? type : declaredType, depth) : null;
    this.give(name, declaredType, depth, isLooser, byDefault !== null);
    const definition = define(name, String(declaredType), byDefault);
    // Where only the place has a default, the variable may stand at no other place that wants a value.
    const isBare = isLooser && (byDefault === null || byDefault.kind === Kind.NULL);
    this.declared.push({ definition, type: isBare ? declaredType : type });
    return definition.variable;
  }

  private give(
    name: string,
    type: GraphQLInputType,
    depth: number,
    isLooser: boolean,
    hasDefault: boolean,
  ): void {
    const { random } = this;
    const mayBeLeftOut = hasDefault || !isNonNullType(type);
    if (mayBeLeftOut && random.chance(RATES.omitted)) return;
    // Null where it is declared, but not where it is used, is the subgraph's to refuse: seldom.
    const mayBeNull = !isNonNullType(type) && random.chance(isLooser ? 0.05 : RATES.null);
    this.given[name] = mayBeNull ? null : this.plain(type, depth);
  }

  /** A literal without variables. */
  private constant(type: GraphQLInputType, depth: number): ConstValueNode {
    const { random } = this;
    if (!isNonNullType(type) && random.chance(RATES.null)) return { kind: Kind.NULL };
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const values = Array.from({ length: random.below(3) }, () => this.constant(nullable.ofType, depth));
      return { kind: Kind.LIST, values };
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).flatMap((field) => {
        if (!isRequiredInputField(field) && (depth === 0 || !random.chance(RATES.optional))) return [];
        const value = this.constant(field.type, depth - 1);
        return [{ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: field.name }, value } as const];
      });
      return { kind: Kind.OBJECT, fields };
    }
    return literalOf(nullable, random);
  }

  /** A value as a client gives it in JSON. */
  private plain(type: GraphQLInputType, depth: number): unknown {
    const { random } = this;
    if (!isNonNullType(type) && random.chance(RATES.null)) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return Array.from({ length: random.below(3) }, () => this.plain(nullable.ofType, depth));
    }
    if (!isInputObjectType(nullable)) return plainOf(literalOf(nullable, random));
    const entries = Object.values(nullable.getFields()).flatMap((field): [string, unknown][] => {
      if (!isRequiredInputField(field) && (depth === 0 || !random.chance(RATES.optional))) return [];
      return [[field.name, this.plain(field.type, depth - 1)]];
    });
    return Object.fromEntries(entries);
  }
}

/** Stands for the type of conditions. */
const CONDITION = Object.assign(Object.create(null) as GraphQLScalarType, { toString: () => 'a condition' });

const define = (name: string, type: string, defaultValue: ConstValueNode | null): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
  type: parseType(type, { noLocation: true }),
  ...(defaultValue && { defaultValue }),
});

function literalOf(type: GraphQLEnumType | GraphQLScalarType, random: Random): ConstValueNode {
  if (isEnumType(type)) return { kind: Kind.ENUM, value: random.pick(type.getValues()).name };
  switch (type.name) {
    case 'Int':
      return { kind: Kind.INT, value: String(random.below(7)) };
    case 'Float':
      return { kind: Kind.FLOAT, value: random.pick(['0.5', '-1e3', '7.0']) };
    case 'Boolean':
      return { kind: Kind.BOOLEAN, value: random.chance(0.5) };
    case 'ID':
      return random.chance(0.2)
        ? { kind: Kind.INT, value: String(random.below(7)) }
        : { kind: Kind.STRING, value: String(random.below(7)) };
    case 'String':
      return { kind: Kind.STRING, value: random.pick(TEXTS) };
    default:
      return parseValue(random.pick(OTHERS), { noLocation: true }) as ConstValueNode;
  }
}

function plainOf(node: ConstValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(plainOf);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plainOf(value)]));
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}
