import { type RequestContext, systemCaller } from '@parley/kit';
import { presenceTopic } from '../events.js';
import { looksDifferent } from './presence.rules.js';
import { type DeviceSign, type PresenceNow, saveSigns } from './presence.store.js';

/** So long signs are gathered: nobody waits for the answer, and thousands may come back at once. */
const GATHER_MS = 20;

interface Waiting {
  readonly sign: DeviceSign;
  readonly told: (now: PresenceNow) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Takes the signs of life of everybody who is there. Those of a moment become one statement, and others are told only
 * where what they see changed: three thousand people who come back after a short break move nothing at all.
 */
class SignDesk {
  private waiting = new Map<string, Waiting[]>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly ctx: RequestContext) {}

  take(sign: DeviceSign): Promise<PresenceNow> {
    return new Promise((told, failed) => {
      const of = this.waiting.get(sign.personId) ?? [];
      this.waiting.set(sign.personId, [...of, { sign, told, failed }]);
      this.timer ??= setTimeout(() => void this.round(), GATHER_MS);
    });
  }

  /** One sign of each person: a statement can change a row once, so a second device of theirs is next. */
  private async round(): Promise<void> {
    const batch = [...this.waiting.values()].flatMap(([first]) => (first ? [first] : []));
    const rest = [...this.waiting].map(([id, [, ...others]]) => [id, others] as const);
    this.waiting = new Map(rest.filter(([, others]) => others.length > 0));
    this.timer = this.waiting.size > 0 ? setTimeout(() => void this.round(), GATHER_MS) : null;
    try {
      const moves = await saveSigns(
        this.ctx.db,
        batch.map(({ sign }) => sign),
      );
      const now = new Map(moves.map(({ after }) => [after.personId, after]));
      for (const { before, after } of moves) if (looksDifferent(before, after)) await tell(this.ctx, after);
      for (const { sign, told, failed } of batch) {
        const after = now.get(sign.personId);
        if (after) told(after);
        else failed(new TypeError('The sign was not kept'));
      }
    } catch (error) {
      // The database is away: each of those who asked is told so, and their next sign tries again.
      for (const { failed } of batch) failed(error);
    }
  }
}

const desks = new WeakMap<RequestContext['subgraph'], SignDesk>();

/** Takes a sign of life; answers how that person stands then. */
export function takeSign(ctx: RequestContext, sign: DeviceSign): Promise<PresenceNow> {
  const { subgraph } = ctx;
  const desk = desks.get(subgraph) ?? new SignDesk(subgraph.context(systemCaller('presence')));
  desks.set(subgraph, desk);
  return desk.take(sign);
}

/** Tells those who watch somebody how they stand now; whole, so that nobody has to ask. */
export const tell = (ctx: RequestContext, now: PresenceNow): Promise<void> =>
  ctx.events.signal(presenceTopic(now.personId), now);
