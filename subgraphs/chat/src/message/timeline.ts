/** What of the messages `m` of a channel stands in its timeline: positions may have holes where others are. */
export const IN_TIMELINE = 'm.in_timeline and m.withdrawn_at is null';

/** Where a statement finds the newest message m of a channel c. */
export const NEWEST = `message m where m.channel_id = c.id and ${IN_TIMELINE} order by m.seq desc limit 1`;
