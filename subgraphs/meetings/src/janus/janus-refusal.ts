import { AppError, conflict, forbidden, invalid, notFound, unavailable } from '@parley/kit';

/** What Janus' core and its VideoRoom answer with, of what we tell apart. */
export const REFUSED = {
  api: 403,
  session: 458,
  handle: 459,
  jsep: 465,
  joined: 425,
  room: 426,
  roomExists: 427,
  feed: 428,
  element: 429,
  full: 432,
  unauthorized: 433,
  taken: 436,
  sdp: 437,
} as const;

/** Janus answered with an error. */
export class JanusRefusal extends Error {
  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`Janus: ${reason} (${code})`);
  }
}

/** janode tells refusals of the core as an Error whose message begins with the code. */
export function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof JanusRefusal) return error;
  const found = /^(\d{3}) (.*)$/s.exec(error.message);
  return found ? new JanusRefusal(Number(found[1]), found[2] ?? '') : error;
}

/** The same as callers of the product are told it; what nobody could have foreseen stays what it is. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError || error instanceof TypeError) return error;
  if (!(error instanceof JanusRefusal)) return unavailable('The media server does not answer right now');
  switch (error.code) {
    case REFUSED.room:
      return notFound('Room');
    case REFUSED.feed:
      return notFound('Publisher');
    case REFUSED.session:
    case REFUSED.handle:
      return conflict('This seat is no longer taken; join again');
    case REFUSED.joined:
      return conflict('This participant was removed; join again');
    case REFUSED.full:
      return conflict('As many people publish as the room takes');
    case REFUSED.unauthorized:
      return forbidden('The seat token is not valid for this room');
    case REFUSED.taken:
      return conflict('This participant has a seat already');
    case REFUSED.jsep:
    case REFUSED.sdp:
      return invalid('sdp', 'This is not a session description that the media server understands');
    default:
      return error;
  }
}
