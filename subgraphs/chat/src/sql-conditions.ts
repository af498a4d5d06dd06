// Conditions that statements of several features share, about the rows that they call `c` and `m`.

/** Whether a message `m` of a channel `c` is kept by a legal hold of that organisation. */
export const KEPT = `exists (select from legal_hold h where h.organization_id = c.organization_id
  and (m.channel_id = any(h.channel_ids) or m.author_id = any(h.user_ids)))`;

/** Whether rules about words apply in a channel `c`. */
export const HAS_WORD_RULES = `exists (select from word_rule r where r.organization_id = c.organization_id
  and (r.channel_id is null or r.channel_id = c.id)) as has_word_rules`;
