/** Whether a link `l` still opens something at this moment, also for somebody new. */
export const LEADS = `(l.revoked_at is null and (l.expires_at is null or l.expires_at > now())
  and (l.max_uses is null or l.use_count < l.max_uses))`;
