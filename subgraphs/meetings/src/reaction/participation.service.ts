import { batchOf, load, type RequestContext } from '@parley/kit';
import { countHand, participationOf } from './participation.store.js';

/** How often somebody in a room raised their hand and reacted. */
export interface Participation {
  readonly handCount: number;
  readonly reactionCount: number;
}

const findParticipation = batchOf(participationOf);

/** How often somebody in a room took part without talking. */
export async function participationIn(ctx: RequestContext, participantId: string): Promise<Participation> {
  const { handCount = 0, reactionCount = 0 } = (await load(ctx, findParticipation, participantId)) ?? {};
  return { handCount, reactionCount };
}

/** A hand went up. */
export const noteHand = (ctx: RequestContext, participantId: string): Promise<void> =>
  countHand(ctx.db, participantId);
