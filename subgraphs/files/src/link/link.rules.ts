import { createHash } from 'node:crypto';
import { forbidden, invalid } from '@parley/kit';
import type { Blobs } from '../blob/blobs.js';
import type { FileRight } from '../node/file-kinds.js';
import type { LinkRow } from './link.store.js';

const LONGEST_RECIPIENT = 200;
const [SHORTEST_PASSWORD, LONGEST_PASSWORD] = [6, 256];
const MOST_USES = 1_000_000;
const SESSION_HOURS = 6;

/** What links allow to whoever has them: an account is needed for everything that has an author. */
const BY_LINK: readonly FileRight[] = ['VIEW', 'DOWNLOAD'];

/** @throws INVALID for rights that only people have */
export function checkLinkRights(given: readonly FileRight[]): FileRight[] {
  if (given.length === 0 || given.some((right) => !BY_LINK.includes(right))) {
    throw invalid('rights', 'A link lets people look, or look and download; share it with them for more');
  }
  return BY_LINK.filter((right) => right === 'VIEW' || given.includes(right));
}

/** @throws INVALID */
export function checkLinkPassword(given: string | null | undefined): string | null {
  if (given == null) return null;
  if (given.length < SHORTEST_PASSWORD || given.length > LONGEST_PASSWORD) {
    throw invalid(
      'password',
      `A password has ${String(SHORTEST_PASSWORD)} to ${String(LONGEST_PASSWORD)} characters`,
    );
  }
  return given;
}

/** @throws INVALID */
export function checkUses(given: number | null | undefined): number | null {
  if (given == null) return null;
  if (given < 1 || given > MOST_USES) {
    throw invalid('maxUses', `Choose a number from 1 to ${MOST_USES.toLocaleString('en')}`);
  }
  return given;
}

/** @throws INVALID */
export function checkRecipient(given: string | null | undefined): string | null {
  const text = given?.trim() ?? '';
  if (text.length > LONGEST_RECIPIENT || text.includes('\0') || !text.isWellFormed()) {
    throw invalid('recipient', `Write at most ${String(LONGEST_RECIPIENT)} characters of text`);
  }
  return text === '' ? null : text;
}

/** Guests' rights hang on passes that only their own requests bring: a link could not stand on them. @throws FORBIDDEN */
export function checkMayLink(kind: string): void {
  if (kind !== 'user') throw forbidden('Guests make no links');
}

/**
 * The secret part of a link: made from its id with a key that the database does not have, so that those who may share
 * can copy it again, and whoever reads the database cannot.
 */
export const tokenOf = ({ sign }: Pick<Blobs, 'sign'>, linkId: string): string => sign(`link ${linkId}`);

/** A secret as it is looked for in the database. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const signedText = (text: string): string => `opening ${text}`;

/** What was opened, and by which password: with another one it does not go on. */
export interface LinkSession {
  readonly linkId: string;
  readonly password: string | null;
}

type Locked = Pick<LinkRow, 'id' | 'passwordHash'>;

const markOf = (passwordHash: string | null): string | null =>
  passwordHash === null ? null : hashOf(passwordHash).toString('base64url').slice(0, 16);

/** What goes on with an opened link, at the door for bytes too, without password and without being counted again. */
export function sessionOf({ sign }: Pick<Blobs, 'sign'>, link: Locked, now = Date.now()): string {
  const claims = {
    ...{ l: link.id, e: Math.floor(now / 1_000) + SESSION_HOURS * 3_600 },
    p: markOf(link.passwordHash),
  };
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${text}.${sign(signedText(text))}`;
}

/** The link that was opened; null for what is not ours, or over. */
export function readSession(
  { isSigned }: Pick<Blobs, 'isSigned'>,
  session: string,
  now = Date.now(),
): LinkSession | null {
  const [text = '', signature = ''] = session.split('.');
  if (!isSigned(signedText(text), signature)) return null;
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as {
    readonly l: string;
    readonly e: number;
    readonly p?: string | null;
  };
  return claims.e * 1_000 > now ? { linkId: claims.l, password: claims.p ?? null } : null;
}

/** Whether what was opened is this link as it is locked now; one that has lost its password is open to all. */
export const goesOnWith = ({ linkId, password }: LinkSession, link: Locked): boolean =>
  linkId === link.id && (link.passwordHash === null || password === markOf(link.passwordHash));
