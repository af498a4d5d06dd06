import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { RestOperation } from './operations.js';
import { scalarExample } from './scalars.js';

/** Values that show what operations take and answer; made of the schema, so that they are never out of date. */
export class Examples {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: RestOperation,
  ) {}

  /** The parameters that must be given, with values. */
  parameters(): Readonly<Record<string, unknown>> {
    const required = this.operation.variables.filter(({ isRequired }) => isRequired);
    return Object.fromEntries(required.map(({ name, type }) => [name, inputExample(type, name)]));
  }

  /** The whole answer. */
  answer(): unknown {
    const { type, selections } = this.operation.answer;
    return this.output(type, selections, '', '');
  }

  private output(
    type: GraphQLOutputType,
    selections: SelectionSetNode | undefined,
    field: string,
    owner: string,
  ): unknown {
    if (isNonNullType(type)) return this.output(type.ofType as GraphQLOutputType, selections, field, owner);
    if (isListType(type)) return [this.output(type.ofType, selections, field, owner)];
    if (isScalarType(type)) return scalarExample(type, field, owner);
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isObjectType(type)) return selections ? this.object(type, selections) : {};
    const [first] = this.schema.getPossibleTypes(type).toSorted((one, other) => rank(other) - rank(one));
    return first && selections ? { ...this.object(first, selections), __typename: first.name } : {};
  }

  private object(type: GraphQLCompositeType, { selections }: SelectionSetNode): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { name, alias, selectionSet } = selection;
        const field = 'getFields' in type ? type.getFields()[name.value] : undefined;
        if (!field) continue;
        values[alias?.value ?? name.value] = this.output(field.type, selectionSet, name.value, type.name);
      } else {
        const part =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : this.operation.fragments.get(selection.name.value);
        const on = part?.typeCondition?.name.value ?? type.name;
        if (part && on === type.name) Object.assign(values, this.object(type, part.selectionSet));
      }
    }
    return values;
  }
}

/** What mostly comes, before what comes sometimes. */
const rank = ({ name }: { readonly name: string }): number => ['SignedIn', 'User'].indexOf(name);

function inputExample(type: GraphQLInputType, field: string): unknown {
  if (isNonNullType(type)) return inputExample(type.ofType, field);
  if (isListType(type)) return [inputExample(type.ofType, field)];
  if (isScalarType(type)) return scalarExample(type, field, '');
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return null;
  const required = Object.values(type.getFields()).filter((each) => isNonNullType(each.type));
  return Object.fromEntries(required.map((each) => [each.name, inputExample(each.type, each.name)]));
}
