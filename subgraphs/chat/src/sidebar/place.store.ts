import type { EntityManager } from 'typeorm';

/** Where a channel goes; null leaves that as it is, but for the section, which null takes away. */
export interface NewPlace {
  readonly favorite: boolean | null;
  readonly section: string | null;
  readonly keepsSection: boolean;
  readonly hidden: boolean | null;
}

/** Puts a channel somewhere in the sidebar of its member. */
export async function placeChannel(db: EntityManager, membershipId: string, place: NewPlace): Promise<void> {
  await db.query(
    `update membership set favorite = coalesce($2, favorite), hidden = coalesce($3, hidden),
       section = case when $5 then section else $4 end, changed_xid = pg_current_xact_id()
     where id = $1`,
    [membershipId, place.favorite, place.hidden, place.section, place.keepsSection],
  );
}
