import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The names of statements that are prepared, by their text. */
const names = new Map<string, string>();

/**
 * Has a statement parsed and planned once for each connection and not at every run: for those that are run for every
 * message or page, of which planning is a good part. Answers with the text, which is then run like any other.
 * Module-level: each text stays prepared on every connection that has run it.
 *
 * Source: PREPARE and plan_cache_mode in the manual of PostgreSQL; after five runs the server decides whether one plan
 * for all parameters is as good as one for each.
 */
export function prepared(text: string): string {
  names.set(text, `p_${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`);
  return text;
}

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

interface Connection {
  query: Query;
}

interface Pool {
  on(event: 'acquire', hear: (connection: Connection) => void): void;
}

/** Makes the connections of a database name what is prepared: TypeORM has no way to say it. */
export function prepareOn({ driver }: DataSource): void {
  const { master } = driver as unknown as { readonly master: Pool };
  const known = new WeakSet<Connection>();
  master.on('acquire', (connection) => {
    if (known.has(connection)) return;
    known.add(connection);
    const query = connection.query.bind(connection);
    connection.query = (statement, ...rest) => {
      const name = typeof statement === 'string' ? names.get(statement) : undefined;
      if (name === undefined) return query(statement, ...rest);
      const [values, ...others] = rest;
      return query({ name, text: statement, values }, ...others);
    };
  });
}
