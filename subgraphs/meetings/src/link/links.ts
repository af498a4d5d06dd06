import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { MeetingRow } from '../meeting/meeting.table.js';

/** What a secret part of a link is recognised by. */
export const fingerprint = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Makes the secret parts of links: of the meeting and which link of it that is, with a key that the database does not
 * have. So those who may invite can copy it again, and whoever reads the database cannot.
 */
export class MeetingLinks {
  private readonly key: Buffer;

  /** @param secret what services share; links are made with a key of their own derived from it */
  constructor(secret: string = randomBytes(32).toString('base64url')) {
    this.key = createHmac('sha256', secret).update('links of meetings').digest();
  }

  /** The secret part of that link of a meeting. */
  tokenOf({ id, linkEpoch }: Pick<MeetingRow, 'id' | 'linkEpoch'>): string {
    return createHmac('sha256', this.key)
      .update(`${id} ${String(linkEpoch)}`)
      .digest('base64url');
  }

  /** The link of a meeting; null where it has none, or one that was made with another key. */
  linkOf(meeting: Pick<MeetingRow, 'id' | 'linkEpoch' | 'linkHash'>): string | null {
    const token = this.tokenOf(meeting);
    return fingerprint(token) === meeting.linkHash ? `/meet/${token}` : null;
  }
}
