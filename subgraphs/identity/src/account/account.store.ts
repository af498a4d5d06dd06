import { prepared } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { UserKind, UserState } from '../user/user.enums.js';
import type { Permission } from '../role/permission.js';
import type { WorkingSpan } from '../user/working-hours.js';

/** Who somebody is and what they may do at this moment; what was given with an end counts until then. */
export interface Standing {
  readonly userId: string;
  readonly organizationId: string;
  readonly kind: UserKind;
  readonly state: UserState;
  readonly displayName: string;
  readonly country: string | null;
  /** The part of the country, ISO 3166-2 without the country, such as SCT. */
  readonly subdivision: string | null;
  readonly region: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly workingHours: readonly WorkingSpan[];
  readonly version: number;
  /** Whether the whole organisation is shut out. */
  readonly suspended: boolean;
  /** When the next role that was given with an end stops; null when none does. */
  readonly changesAt: Date | null;
  /** Across the organisation; what is given for one department is in `within`. */
  readonly permissions: readonly Permission[];
  /** Templates, or ids of roles that were made here. */
  readonly roles: readonly string[];
  readonly roleIds: readonly string[];
  readonly departmentIds: readonly string[];
  readonly teamIds: readonly string[];
  /** Permissions that hold only within a department. */
  readonly within: readonly { readonly departmentId: string; readonly permissions: readonly Permission[] }[];
}

/** What a statement selects of a user u of an organisation o. */
const STANDING = `u.id as "userId", u.organization_id as "organizationId", u.kind, u.state, u.display_name as "displayName",
    u.country, u.subdivision, u.region_code as region, u.time_zone as "timeZone", u.locale,
    u.working_hours as "workingHours", u.version, o.suspended_at is not null as suspended,
    (select min(g.expires_at) from role_grant g where g.user_id = u.id and g.expires_at > now()) as "changesAt",
    array(select distinct p from role_grant g join role r on r.id = g.role_id, unnest(r.permissions) p
          where g.user_id = u.id and g.department_id is null
            and (g.expires_at is null or g.expires_at > now()) order by p) as permissions,
    array(select distinct coalesce(r.template, r.id) from role_grant g join role r on r.id = g.role_id
          where g.user_id = u.id and (g.expires_at is null or g.expires_at > now())) as roles,
    array(select distinct g.role_id from role_grant g
          where g.user_id = u.id and (g.expires_at is null or g.expires_at > now()) order by 1) as "roleIds",
    array(select department_id from department_member where user_id = u.id order by 1) as "departmentIds",
    array(select team_id from team_member where user_id = u.id order by 1) as "teamIds",
    (select coalesce(jsonb_agg(jsonb_build_object('departmentId', g.department_id, 'permissions', r.permissions)), '[]')
     from role_grant g join role r on r.id = g.role_id
     where g.user_id = u.id and g.department_id is not null
       and (g.expires_at is null or g.expires_at > now())) as within`;
const FROM = 'user_account u join organization o on o.id = u.organization_id';

const OF_USERS = prepared(`select ${STANDING} from ${FROM} where u.id = any($1)`);

/** The standing of each of these users, in one statement. */
export async function standingsById(
  db: EntityManager,
  userIds: readonly string[],
): Promise<Map<string, Standing>> {
  const rows: Standing[] = await db.query(OF_USERS, [userIds]);
  return new Map(rows.map((row) => [row.userId, row]));
}

/** The standing of whoever an open session belongs to. */
export interface SessionStanding {
  readonly sessionId: string;
  /** The pass that opened it, for guests. */
  readonly guestPassId: string | null;
  readonly lastSeenAt: Date;
  readonly sessionEndsAt: Date;
  readonly standing: Standing;
}

const OF_SESSIONS = prepared(
  `select s.id as "sessionId", s.guest_pass_id as "guestPassId", s.last_seen_at as "lastSeenAt",
     s.expires_at as "sessionEndsAt", ${STANDING}
   from session s join ${FROM.replace('user_account u', 'user_account u on u.id = s.user_id')}
   where s.id = any($1) and s.ended_at is null and s.expires_at > now()`,
);

/** The open ones of these sessions, each with who it belongs to, in one statement. */
export async function standingsBySession(
  db: EntityManager,
  sessionIds: readonly string[],
): Promise<Map<string, SessionStanding>> {
  const rows: (Standing & Omit<SessionStanding, 'standing'>)[] = await db.query(OF_SESSIONS, [sessionIds]);
  return new Map(
    rows.map(({ sessionId, guestPassId, lastSeenAt, sessionEndsAt, ...standing }) => [
      sessionId,
      { sessionId, guestPassId, lastSeenAt, sessionEndsAt, standing },
    ]),
  );
}
