/** How long the server lets an author take a message back. */
const windowMs = 30_000;
/** A little less than that: what is offered works, also where the way to the server is long. */
const marginMs = 2_000;

/** Whether a message of one's own may still be taken back without a trace. */
export const mayUndo = (sentAt: string, now: number): boolean =>
  now - Date.parse(sentAt) < windowMs - marginMs;
