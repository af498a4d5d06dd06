import { select, selectOne } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { StoredPreview } from './link-preview.table.js';

/** What was read at addresses since then, by address. */
export async function previewsSince(
  db: EntityManager,
  organizationId: string,
  urls: readonly string[],
  since: Date,
): Promise<Map<string, StoredPreview | null>> {
  const rows = await select<{ url: string; preview: StoredPreview | null }>(
    db,
    'select url, preview from link_preview where organization_id = $1 and url = any($2) and at > $3',
    [organizationId, urls, since],
  );
  return new Map(rows.map(({ url, preview }) => [url, preview]));
}

/** Keeps what was read at an address. */
export async function keepPreview(
  db: EntityManager,
  organizationId: string,
  url: string,
  preview: StoredPreview | null,
): Promise<void> {
  await select(
    db,
    `insert into link_preview (organization_id, url, preview) values ($1, $2, $3)
     on conflict (organization_id, url) do update set preview = excluded.preview, at = clock_timestamp()`,
    [organizationId, url, preview && JSON.stringify(preview)],
  );
}

/** Forgets what nobody would be shown any more. */
export async function forgetPreviews(db: EntityManager, before: Date): Promise<void> {
  await select(db, 'delete from link_preview where at < $1', [before]);
}

/** Puts previews on a message that still says what they are of; answers false where it does not, or bears them. */
export async function setPreviews(
  db: EntityManager,
  message: { readonly id: string; readonly version: number },
  previews: readonly StoredPreview[],
): Promise<boolean> {
  const row = await selectOne(
    db,
    `update message set link_previews = $3::jsonb
     where id = $1 and version = $2 and deleted_at is null and link_previews <> $3::jsonb returning id`,
    [message.id, message.version, JSON.stringify(previews)],
  );
  return row !== undefined;
}
