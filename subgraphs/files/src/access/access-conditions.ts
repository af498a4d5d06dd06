import { alwaysDrawn } from './policy-conditions.js';

// What statements that decide about access share. Their first four parameters are those of subjectParameters().

/** Rights that let somebody see a thing; UPLOAD alone does not. */
const SEEING = `'{VIEW,COMMENT,EDIT,SHARE,DOWNLOAD}'::text[]`;

/** Whether a grant `g` holds at this moment. */
export const HOLDS = `(g.expires_at is null or g.expires_at > now())`;

const IS_GUEST = `($4::jsonb ->> 'isGuest')::boolean`;
const PASSES_OF = `jsonb_to_recordset($4::jsonb -> 'passes') as t ("targetId" text, "grantedById" text, rights text[])`;

/**
 * Everything that files can be shared with and that somebody is, as `me.ids`. A guest reads the channels that their pass
 * opens, for as long as whoever gave it is in them; that a guest is in a channel grants nothing.
 */
export const ME = `me as materialized (select array(
    select unnest($2::text[])
    union select unnest(p.role_ids) from person p where p.id = $1 and not $3::boolean
    union select c.channel_id from channel_member c where c.person_id = $1 and not ${IS_GUEST}
    union select t."targetId" from ${PASSES_OF}
      join channel_member i on i.person_id = t."grantedById" and i.channel_id = t."targetId"
      where ${IS_GUEST} and 'VIEW' = any(t.rights)
    union select g.id from guest_pass g where g.guest_id = $1 and not g.over and g.ends_at > now()
  ) as ids)`;

/** Passes that name a node themselves, as `pass`; each counts while whoever gave it may share that node. */
export const PASSES = `pass as materialized (
    select t."targetId" as node_id, t.rights from ${PASSES_OF}
    join node tn on tn.id = t."targetId"
    where tn.holder_id = t."grantedById" or exists (select from node_grant g
      where g.node_id = any(tn.ancestors) and g.grantee_id = t."grantedById" and 'SHARE' = any(g.rights) and ${HOLDS}))`;

/**
 * Whether a node `n` was sent to a channel that somebody reads: they are in it, or it is open to them. What no message
 * shows yet, or no longer, is its sender's alone.
 */
export const IN_CHANNEL = `(n.is_sent and (n.channel_id = any(me.ids) or (n.channel_id is not null and not $3::boolean and exists (
    select from channel c where c.id = n.channel_id and c.kind = 'PUBLIC' and c.organization_id = n.organization_id
    and not exists (select from jsonb_to_recordset(c.access) as a (attribute text, values text[])
      where not coalesce(array(select jsonb_array_elements_text($4::jsonb -> a.attribute)) && a.values, false))))))`;

/** What is decided by about a node `n`: whose it is for them, whether their channel holds it, and what was given. */
export const FACTS = `coalesce(n.holder_id = any(me.ids), false) as held,
  coalesce(${IN_CHANNEL}, false) as in_channel,
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'nodeId', g.node_id, 'granteeKind', g.grantee_kind,
      'granteeId', g.grantee_id, 'rights', g.rights, 'expiresAt', g.expires_at,
      'watermark', g.watermark or ${alwaysDrawn('g.rights', 'n')})
      order by array_position(n.ancestors, g.node_id) desc, g.id)
    from node_grant g where g.node_id = any(n.ancestors) and g.grantee_id = any(me.ids) and ${HOLDS}), '[]')
  || coalesce((select jsonb_agg(jsonb_build_object('id', null, 'nodeId', p.node_id, 'granteeKind', 'GUEST_PASS',
      'granteeId', $1, 'rights', p.rights, 'expiresAt', null,
      'watermark', ${alwaysDrawn('p.rights', 'n')}))
    from pass p where p.node_id = any(n.ancestors)), '[]') as grants`;

/** Nodes on which something was given that lets them be seen, as `granted.ids`. */
export const GRANTED = `granted as materialized (select array(
    select g.node_id from node_grant g, me
    where g.grantee_id = any(me.ids) and g.rights && ${SEEING} and ${HOLDS}
    union select p.node_id from pass p where p.rights && ${SEEING}
  ) as ids)`;

/** Whether a node `n` that is not in the trash is seen; needs ME, PASSES and GRANTED. */
export const SEEN = `(n.trashed_at is null and n.organization_id = (select $5::text)
  and (n.holder_id = any(me.ids) or n.ancestors && granted.ids or ${IN_CHANNEL}))`;
