import { TypeID } from 'typeid-js';

/**
 * A new global id: a TypeID, the prefix and a UUIDv7 in Crockford base 32, so that id order is time order and the
 * type shows (`message_01jd…`). https://github.com/jetify-com/typeid
 */
export const newId = (prefix: string): string => new TypeID(prefix).toString();

/** Whether `id` is a well-formed id of that prefix; says nothing about existence. */
export function isId(prefix: string, id: string): boolean {
  if (!id.startsWith(`${prefix}_`)) return false;
  try {
    TypeID.fromString(id, prefix);
    return true;
  } catch {
    // typeid-js reports malformed suffixes only by throwing.
    return false;
  }
}

/** When the id was made: the 48 bit Unix time in milliseconds that UUIDv7 begins with (RFC 9562 §5.7). */
export function idTime(id: string): Date {
  const uuid = TypeID.fromString(id).toUUID().replaceAll('-', '');
  return new Date(Number.parseInt(uuid.slice(0, 12), 16));
}

/** The id of the n-th demo thing of that prefix: fixed, so that every subgraph's demo data names the same things. */
export function demoId(prefix: string, n: number): string {
  return TypeID.fromUUID(prefix, `019b7761-3a00-7000-8000-${n.toString(16).padStart(12, '0')}`).toString();
}
