import { createHash } from 'node:crypto';
import type { RequestContext } from './context.js';
import { conflict } from './errors.js';

/** JSON with sorted keys, so that equal inputs have equal digests whatever the order of their fields. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What tells two inputs of an operation apart; a hash, so that no text is kept a second time. */
export const digestOf = (operation: string, input: object): string =>
  createHash('sha256')
    .update(`${operation} ${canonicalJson(input)}`)
    .digest('base64url');

/**
 * Makes a retry the same act: the first call with this client key runs `create`, every later one of the same author
 * with equal input gets the id made then, for as long as the row stands (P2). Call it inside transaction(); a
 * concurrent twin waits for the first one's commit.
 * @throws CONFLICT when the key was used for something else
 */
export async function once(
  ctx: RequestContext,
  operation: string,
  input: { readonly key: string },
  create: () => Promise<{ readonly id: string }>,
): Promise<string> {
  const author = ctx.caller.viewer?.id ?? 'nobody';
  const digest = digestOf(operation, input);
  const known: { operation: string; digest: string; result_id: string }[] = await ctx.db.query(
    `insert into client_key (author_id, key, operation, digest, result_id) values ($1, $2, $3, $4, '')
     on conflict (author_id, key) do nothing returning operation, digest, result_id`,
    [author, input.key, operation, digest],
  );
  if (known.length > 0) {
    const { id } = await create();
    await ctx.db.query(`update client_key set result_id = $3 where author_id = $1 and key = $2`, [
      author,
      input.key,
      id,
    ]);
    return id;
  }
  const [first]: { digest: string; result_id: string }[] = await ctx.db.query(
    `select digest, result_id from client_key where author_id = $1 and key = $2`,
    [author, input.key],
  );
  if (first?.digest !== digest) throw conflict('This key was used for something else; choose a new one');
  return first.result_id;
}
