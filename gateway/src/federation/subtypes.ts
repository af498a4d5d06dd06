import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** The names of the types whose objects a type condition lets pass: itself, and what implements or belongs to it. */
export type Subtypes = (condition: string) => ReadonlySet<string>;

/** Reads them from the schema once for each condition. */
export function subtypesOf(schema: GraphQLSchema): Subtypes {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    const names = known.get(condition) ?? namesOf(schema, condition);
    known.set(condition, names);
    return names;
  };
}

function namesOf(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const names = new Set([condition]);
  const type = schema.getType(condition);
  if (!isAbstractType(type)) return names;
  for (const each of Object.values(schema.getTypeMap())) {
    if ((isObjectType(each) || isInterfaceType(each)) && schema.isSubType(type, each)) names.add(each.name);
  }
  return names;
}
