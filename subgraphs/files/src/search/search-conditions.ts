import { ME, GRANTED, PASSES, SEEN } from '../access/access-conditions.js';

// What statements that look for files share. Their first five parameters are those of subjectParameters() and the
// organisation; then the words, and the folder to look in.

export const [WORDS, FOLDER] = ['$6', '$7'] as const;

/** Whether all words are in the name of a file `s`, in what is said of it too, and in its text too; each has an index. */
export const IN_NAME = `ts_filter(s.head, '{a}') @@ ${WORDS}::tsquery`;
export const IN_HEAD = `s.head @@ ${WORDS}::tsquery`;
export const IN_ALL = `(${WORDS}::text is null or s.found @@ ${WORDS}::tsquery)`;

/** Whether a row with `ancestors` is in the folder that is asked for, if there is one. */
export const inFolder = (ancestors: string): string =>
  `(${FOLDER}::text is null or ${FOLDER} = any(${ancestors}))`;

/**
 * Nodes that were given to be seen, as `reach.ids`, without those that stand below another one of them: a folder is
 * often shared as a whole and in parts, and whatever is compared with all of them is compared with fewer.
 */
const REACH = `given as materialized (
    select coalesce(jsonb_object_agg(i.id, true), '{}') as ids from granted cross join lateral unnest(granted.ids) as i (id)),
  reach as materialized (select array(
    select n.id from granted cross join given join node n on n.id = any(granted.ids)
    where not given.ids ?| trim_array(n.ancestors, 1)) as ids)`;

/** Nodes at or below which all that somebody sees stands, as `place.ids`; what is seen is decided by SEEN. */
const PLACES = `place as materialized (select array(
    select unnest(granted.ids) from reach as granted
    union select n.id from me cross join lateral unnest(me.ids) as i (id)
      join node n on n.holder_id = i.id and n.parent_id is null and n.channel_id is null and n.kind = 'FOLDER'
    union select n.id from node n, me, reach as granted
      where n.parent_id is null and n.channel_id is not null and ${SEEN}
  ) as ids)`;

/** Where is looked: in the folder that is named, if it stands in a place that is seen, or in all of those; `scope.ids`. */
const SCOPE = `scope as materialized (select case when exists (
      select from node k where k.id = ${FOLDER} and k.ancestors && place.ids)
      then array[${FOLDER}::text] else place.ids end as ids
    from place)`;

/** Who looks and where. `reach as granted` stands for all that was given: SEEN says the same with both. */
export const WHERE = `${ME}, ${PASSES}, ${GRANTED}, ${REACH}, ${PLACES}, ${SCOPE}`;
