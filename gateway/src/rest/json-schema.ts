import {
  type GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { scalarSchema } from './scalars.js';

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 has them. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What a selection asks of one object type. */
interface Selected {
  readonly properties: Record<string, JsonSchema>;
  /** Fragments that are components of their own. */
  readonly parts: JsonSchema[];
}

/**
 * Says in JSON Schema what operations take and answer. Enums, inputs and fragments become components under their
 * names; what is only selected where it stands is described there.
 */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {};

  constructor(private readonly schema: GraphQLSchema) {}

  /** What an operation takes; null is allowed where GraphQL allows it. */
  input(type: GraphQLInputType): JsonSchema {
    if (isNonNullType(type)) return this.present(type.ofType);
    return nullable(this.present(type));
  }

  /** What an operation answers where something of that type is selected. */
  output(
    type: GraphQLOutputType,
    selections: SelectionSetNode | undefined,
    fragments: Fragments,
  ): JsonSchema {
    if (isNonNullType(type)) return this.outputOf(type.ofType, selections, fragments);
    return nullable(this.outputOf(type, selections, fragments));
  }

  private present(type: Exclude<GraphQLInputType, GraphQLNonNull<never>>): JsonSchema {
    if (isListType(type)) return { type: 'array', items: this.input(type.ofType) };
    if (isScalarType(type)) return scalarSchema(type);
    if (isEnumType(type)) return this.enumeration(type);
    if (!isInputObjectType(type)) throw new TypeError(`${String(type)} is no input`);
    return this.component(type.name, () => {
      const fields = Object.values(type.getFields());
      return {
        type: 'object',
        description: type.description ?? '',
        properties: Object.fromEntries(
          fields.map((field) => [field.name, described(this.input(field.type), field.description)]),
        ),
        required: fields.filter(({ type: each }) => isNonNullType(each)).map(({ name }) => name),
        additionalProperties: false,
      };
    });
  }

  private outputOf(
    type: GraphQLOutputType,
    selections: SelectionSetNode | undefined,
    fragments: Fragments,
  ): JsonSchema {
    if (isListType(type)) {
      return { type: 'array', items: this.output(type.ofType as GraphQLOutputType, selections, fragments) };
    }
    if (isScalarType(type)) return scalarSchema(type);
    if (isEnumType(type)) return this.enumeration(type);
    if (!selections || isNonNullType(type)) throw new TypeError(`Nothing is selected of ${String(type)}`);
    return this.selected(type, selections, fragments);
  }

  private selected(
    type: GraphQLCompositeType,
    selections: SelectionSetNode,
    fragments: Fragments,
  ): JsonSchema {
    if (isObjectType(type)) return this.objectOf(type, selections, fragments);
    const possible = this.schema.getPossibleTypes(type);
    return { oneOf: possible.map((each) => this.objectOf(each, selections, fragments, each.name)) };
  }

  /** @param title for one of several: `__typename` then says which */
  private objectOf(
    type: GraphQLCompositeType,
    selections: SelectionSetNode,
    fragments: Fragments,
    title?: string,
  ): JsonSchema {
    const selected: Selected = { properties: {}, parts: [] };
    this.collect(type, selections, fragments, selected);
    const { properties, parts } = selected;
    const [part] = parts;
    const names = Object.keys(properties);
    if (names.length === 0 && part && parts.length === 1) return part;
    const own = {
      type: 'object',
      ...(title && { title }),
      ...(parts.length === 0 && type.description && { description: type.description }),
      properties: title ? { ...properties, __typename: { const: title } } : properties,
      required: names,
    };
    return parts.length === 0 ? own : { allOf: [...parts, own] };
  }

  private collect(
    type: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    fragments: Fragments,
    into: Selected,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        into.parts.push(this.fragment(selection.name.value, fragments));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value ?? type.name;
        if (on === type.name) this.collect(type, selection.selectionSet, fragments, into);
      } else {
        const name = selection.name.value;
        const key = selection.alias?.value ?? name;
        const field = 'getFields' in type ? type.getFields()[name] : undefined;
        if (name === '__typename') into.properties[key] = { type: 'string' };
        else if (field) {
          const schema = this.output(field.type, selection.selectionSet, fragments);
          into.properties[key] = described(schema, field.description);
        }
      }
    }
  }

  private fragment(name: string, fragments: Fragments): JsonSchema {
    return this.component(name, () => {
      const definition = fragments.get(name);
      const type = definition && this.schema.getType(definition.typeCondition.name.value);
      if (!type || !isObjectType(type)) throw new TypeError(`The fragment ${name} is on no object type`);
      return this.objectOf(type, definition.selectionSet, fragments);
    });
  }

  private enumeration(type: GraphQLEnumType): JsonSchema {
    return this.component(type.name, () => {
      const values = type.getValues();
      const list = values.map(({ name, description }) => `- \`${name}\`: ${description ?? ''}`).join('\n');
      return {
        type: 'string',
        enum: values.map(({ name }) => name),
        description: `${type.description ?? ''}\n\n${list}`,
      };
    });
  }

  private component(name: string, make: () => JsonSchema): JsonSchema {
    if (!(name in this.components)) {
      // Noted first: what is made may lead back here.
      this.components[name] = {};
      this.components[name] = make();
    }
    return { $ref: `#/components/schemas/${name}` };
  }
}

function nullable(schema: JsonSchema): JsonSchema {
  return typeof schema['type'] === 'string'
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}

const described = (schema: JsonSchema, description: GraphQLNamedType['description']): JsonSchema =>
  description ? { ...schema, description } : schema;
