import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { POINTS_OF_INTROSPECTION, POINTS_OF_MUTATION, weightOf } from '../limits/cost.js';
import type { Decisions } from './conditions.js';
import { introspectionOf, isIntrospection } from './introspection.js';
import { leafWriterOf } from './leaf.js';
import { Selections, type Merged, type Selected } from './selection.js';
import {
  leafWriter,
  listWriter,
  objectWriter,
  onceWriter,
  prepared,
  type Field,
  type Write,
} from './serialise.js';
import type { Subtypes } from './subtypes.js';

/** What clients see. */
export interface ApiGraph {
  readonly apiSchema: GraphQLSchema;
  readonly apiSubtypes: Subtypes;
}

/** The operation whose answer has a shape. */
export interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** How the answer is written, for one set of decisions; made type by type, as objects are met. */
export function shapeOf(graph: ApiGraph, asked: Asked, decisions: Decisions): Write {
  return new Shaping(graph, asked, decisions).root();
}

/** What stands at a field: what is selected there, the type it is declared with, what one object weighs, its name. */
interface Standing {
  readonly parts: readonly Merged[];
  readonly declared: string;
  readonly weight: number;
  readonly place: string;
}

class Shaping {
  private readonly selections: Selections;

  constructor(
    private readonly graph: ApiGraph,
    private readonly asked: Asked,
    decisions: Decisions,
  ) {
    this.selections = new Selections(asked.document, graph.apiSubtypes, decisions);
  }

  root(): Write {
    const { operation } = this.asked;
    const type = this.graph.apiSchema.getRootType(operation.operation);
    if (!type) throw new TypeError(`There is no ${operation.operation}`);
    const parts = [[operation.selectionSet]];
    const standing = { parts, declared: type.name, weight: 1, place: type.name };
    const fields = prepared(this.fieldsOf(standing, type));
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    const mutations = isMutation ? fields.filter(({ place }) => place !== TYPENAME).length : 0;
    return objectWriter({
      points: mutations * POINTS_OF_MUTATION,
      declared: type.name,
      fieldsOf: () => fields,
      place: type.name,
    });
  }

  /** What is written of objects of one type. */
  private fieldsOf({ parts, declared, weight }: Standing, type: GraphQLCompositeType): readonly Field[] {
    return this.selections.of(parts, declared, type.name).flatMap((selected): readonly Field[] => {
      if (selected.name === TYPENAME) return [this.typename(selected.key, type)];
      if (isIntrospection(selected.name)) return [this.introspection(selected)];
      const parent = this.graph.apiSchema.getType(selected.parent);
      if (!isObjectType(parent) && !isInterfaceType(parent)) return [];
      const field = parent.getFields()[selected.name];
      return field ? [this.field(selected, field, parent, weight)] : [];
    });
  }

  private field(
    { key, parts }: Selected,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLCompositeType,
    within: number,
  ): Field {
    const standing = {
      parts,
      declared: getNamedType(field.type).name,
      weight: weightOf(field, parent, within),
      place: `${parent.name}.${key}`,
    };
    const isRequired = isNonNullType(field.type);
    const value = this.value(field.type, standing);
    const write = isLeafType(getNamedType(field.type)) ? value : onceWriter(value);
    return { key, isRequired, write, place: standing.place };
  }

  private value(type: GraphQLOutputType, standing: Standing): Write {
    const nullable: GraphQLOutputType = isNonNullType(type) ? type.ofType : type;
    if (isListType(nullable)) {
      const { ofType } = nullable;
      const item = this.value(ofType, standing);
      return listWriter(item, isNonNullType(ofType), standing.place);
    }
    if (isLeafType(nullable)) return leafWriter(leafWriterOf(nullable), standing.place);
    return objectWriter({
      points: standing.weight,
      declared: standing.declared,
      fieldsOf: (name) => {
        const found = this.graph.apiSchema.getType(name);
        return isCompositeType(found) ? prepared(this.fieldsOf(standing, found)) : null;
      },
      place: standing.place,
    });
  }

  /**
   * The name of the object's type as clients know it. A subgraph that takes an interface for an object says a name that
   * is no object's; where nobody corrected it, the object cannot be shown.
   */
  private typename(key: string, type: GraphQLCompositeType): Field {
    const { apiSchema } = this.graph;
    const own = isObjectType(type) ? `"${type.name}"` : null;
    return {
      key,
      isRequired: true,
      place: TYPENAME,
      write: (value, _writing, tree) => {
        const told = value ?? tree[TYPENAME];
        if (told === type.name || typeof told !== 'string') return own;
        const found = apiSchema.getType(told);
        if (!found) return own;
        return isObjectType(found) ? `"${found.name}"` : null;
      },
    };
  }

  private introspection(selected: Selected): Field {
    const { document, operation } = this.asked;
    const introspect = introspectionOf(this.graph.apiSchema, document, operation, selected);
    return {
      key: selected.key,
      isRequired: false,
      place: selected.name,
      write: (_value, writing) => {
        writing.points += POINTS_OF_INTROSPECTION;
        return introspect(writing.variables);
      },
    };
  }
}

const TYPENAME = '__typename';
