import { type RequestContext, batchOf, load } from '@parley/kit';
import { peopleById, savePeople } from './person.store.js';
import type { PersonRow } from './person.table.js';

/** Batch: people as identity told of them, whoever asks. */
export const findPeople = batchOf(peopleById);

/** Takes in what identity told of people. */
export async function recordPeople(ctx: RequestContext, people: readonly PersonRow[]): Promise<void> {
  if (people.length > 0) await savePeople(ctx.db, people);
}

/** Somebody's name as identity told it; their id where it has told nothing yet. */
export async function displayNameOf(ctx: RequestContext, personId: string): Promise<string> {
  return (await load(ctx, findPeople, personId))?.displayName ?? personId;
}

/** Whether somebody came in with a guest pass. */
export const isGuestPerson = async (ctx: RequestContext, personId: string): Promise<boolean> =>
  (await load(ctx, findPeople, personId))?.kind === 'GUEST';
