/** The columns of a node `n`, and where the end of its live stream `h` is (see HEAD). */
export const NODE = `n.id, n.organization_id, n.kind, n.parent_id, n.ancestors, n.holder_id, n.name, n.name_key,
  n.sort_key, n.description, n.tags, n.channel_id, n.created_by_id, n.origin, n.region, n.version,
  n.file_kind, n.media_type, n.size, n.current_version_id, n.scan, n.metadata, n.locked_by_id, n.locked_until,
  n.trashed_at, n.trashed_by_id, n.trash_root_id, n.created_at, n.updated_at,
  coalesce(h.seq, 0)::int as live_seq`;

/** Joins the head of the live stream of a node `n`: see nodeStream(). */
export const HEAD = `left join log_head h
  on h.stream = case n.kind when 'FOLDER' then 'folder:' else 'file:' end || n.id`;
