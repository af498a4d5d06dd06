const COLUMNS = [
  'id',
  'organization_id',
  'kind',
  'name',
  'topic',
  'description',
  'icon',
  'version',
  'created_at',
  'created_by_id',
  'archived_at',
  'posting_role',
  'slow_mode_seconds',
  'customer_visible',
  'encryption',
  'access',
  'department_id',
  'direct_key',
  'meeting_id',
  'region',
  'last_seq',
  'shows_receipts',
];

// The position of the stream is read with the channel, before anything inside it: what a client reads afterwards may
// be newer than that position, never older, so following from it misses nothing.
/** What a statement selects of a channel `c`. */
export const CHANNEL = `${COLUMNS.map((column) => `c.${column}`).join(', ')}, coalesce(h.seq, 0)::int as live_seq`;
/** Where it selects it from. */
export const FROM = `channel c left join log_head h on h.stream = 'channel:' || c.id`;
