import { select } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { WorkingHours } from '../person/person.table.js';

/** Whom a text addresses. */
export interface Address {
  readonly personIds: readonly string[];
  readonly groupIds: readonly string[];
  /** Whether everybody in the channel is addressed. */
  readonly everybody: boolean;
  /** Those who are here, where they are addressed. */
  readonly presentIds: readonly string[];
}

/** People who work at the same times, and how many they are. */
export interface Shift {
  readonly timeZone: string;
  readonly workingHours: readonly WorkingHours[];
  readonly people: number;
}

/**
 * How many people an address reaches in a channel, by when they work: its members, and of an open channel also those
 * who are named and could see it.
 */
export const shiftsReached = (
  db: EntityManager,
  channelId: string,
  address: Address & { readonly seeingIds: readonly string[] },
  but: string,
): Promise<Shift[]> =>
  select<Shift>(
    db,
    `select p.time_zone, p.working_hours, count(*)::int as people from person p join (
       select person_id as id from membership where channel_id = $1 and ended_at is null
       union select unnest($6::text[])) r on r.id = p.id
     where p.id <> $2 and ($3 or p.id = any($6) or p.id = any($5)
       or p.department_ids && $4 or p.team_ids && $4 or p.role_ids && $4)
     group by p.time_zone, p.working_hours`,
    [channelId, but, address.everybody, address.groupIds, address.presentIds, address.seeingIds],
  );
