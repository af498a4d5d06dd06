import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { aKey } from '../people.js';

/** Values that hold for the graph's own scalars; ids are of things that are there. */
const scalars = (id: string): Readonly<Record<string, unknown>> => ({
  ID: id,
  Int: 5,
  Float: 1.5,
  Boolean: true,
  ClientKey: aKey(),
  CountryCode: 'DE',
  DateTime: new Date().toISOString(),
  EmailAddress: 'nobody@northgate.ac.uk',
  Locale: 'en',
  LocalTime: '09:00:00',
  PhoneNumber: '+4930123456',
  TimeZone: 'Europe/Berlin',
  URL: 'https://parley.example',
});

/** Variables with which an operation would be run, were it run by somebody who may. */
export class Variables {
  private readonly schema: GraphQLSchema;

  constructor(api: string) {
    this.schema = buildSchema(api);
  }

  /** A value for each variable that must have one. @param id of something that is there */
  of({ variableDefinitions = [] }: OperationDefinitionNode, id: string): Record<string, unknown> {
    const entries = variableDefinitions.flatMap(({ variable, type }): [string, unknown][] => {
      // Every variable of a document is of a type of the schema, or the document would not be one.
      const known = typeFromAST(this.schema, type as never) as unknown as GraphQLInputType | undefined;
      return known && isNonNullType(known) ? [[variable.name.value, this.value(known, id)]] : [];
    });
    return Object.fromEntries(entries);
  }

  private value(type: GraphQLInputType, id: string): unknown {
    const inner = getNullableType(type);
    if (isListType(inner)) return [this.value(inner.ofType, id)];
    const named = getNamedType(inner);
    if (isEnumType(named)) return named.getValues()[0]?.name;
    if (!isInputObjectType(named)) return scalars(id)[named.name] ?? '👍';
    const fields = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(fields.map((field) => [field.name, this.value(field.type, id)]));
  }
}
