/**
 * Whether a legal hold of its organisation keeps the node that a statement calls so: what stands or stood in the space of
 * somebody who is held, what they made or changed, what was sent to a channel that is, and recordings that they are in.
 */
export const keptOf = (n: string): string => `exists (
  select from legal_hold h where h.organization_id = ${n}.organization_id and (
    ${n}.channel_id = any(h.channel_ids) or ${n}.holder_id = any(h.user_ids) or ${n}.created_by_id = any(h.user_ids)
    or ${n}.former_holder_ids && h.user_ids
    or exists (select from taken_recording t where t.file_id = ${n}.id and t.audience_ids && h.user_ids)
    or exists (select from version v where v.node_id = ${n}.id and v.created_by_id = any(h.user_ids))))`;
