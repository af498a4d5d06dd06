/** Whether a legal hold keeps what stays of the meeting that a statement calls so: of its channel, or of somebody who was there. */
export const keptOf = (m: string): string => `exists (
  select from legal_hold h where h.organization_id = ${m}.organization_id and (${m}.channel_id = any(h.channel_ids)
    or exists (select from participant p where p.meeting_id = ${m}.id and p.person_id = any(h.user_ids))))`;
