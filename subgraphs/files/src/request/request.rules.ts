import { forbidden, invalid } from '@parley/kit';
import type { Blobs } from '../blob/blobs.js';

const [LONGEST_TITLE, LONGEST_NOTE, LONGEST_NAME] = [200, 2_000, 200];
const MOST_FILES = 10_000;

function checkText(field: string, given: string | null | undefined, longest: number): string | null {
  const text = given?.trim() ?? '';
  if (text.length > longest || text.includes('\0') || !text.isWellFormed()) {
    throw invalid(field, `Write at most ${longest.toLocaleString('en')} characters of text`);
  }
  return text === '' ? null : text;
}

/** @throws INVALID */
export function checkTitle(given: string): string {
  const title = checkText('title', given, LONGEST_TITLE);
  if (title === null) throw invalid('title', 'Say what you ask for');
  return title;
}

/** @throws INVALID */
export const checkNote = (given: string | null | undefined): string | null =>
  checkText('note', given, LONGEST_NOTE);

/** What somebody without an account calls themselves, on one line. @throws INVALID */
export function checkSender(given: string | null | undefined): string {
  const name = checkText('senderName', given?.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' '), LONGEST_NAME);
  if (name === null) throw invalid('senderName', 'Say who you are');
  return name;
}

/** @throws INVALID */
export function checkCount(given: number | null | undefined): number | null {
  if (given == null) return null;
  if (given < 1 || given > MOST_FILES) {
    throw invalid('maxFiles', `Choose a number from 1 to ${MOST_FILES.toLocaleString('en')}`);
  }
  return given;
}

/** @throws INVALID */
export function checkLargest(given: number | null | undefined, most: number): number | null {
  if (given == null) return null;
  if (given < 1 || given > most) {
    throw invalid('maxFileSize', `Choose a number from 1 to ${String(most)}`);
  }
  return given;
}

/** Guests' rights hang on passes that only their own requests bring. @throws FORBIDDEN */
export function checkMayRequest(kind: string): void {
  if (kind !== 'user') throw forbidden('Guests ask nobody for files');
}

/** The secret part of a request's link, as that of links to files is made. */
export const tokenOf = ({ sign }: Pick<Blobs, 'sign'>, requestId: string): string =>
  sign(`request ${requestId}`);
