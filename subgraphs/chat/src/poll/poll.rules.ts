import { conflict, invalid } from '@parley/kit';
import { hasEnded } from './poll.js';
import type { PollInput } from './poll.inputs.js';
import type { StoredPoll } from './poll.table.js';

const QUESTION_LENGTH = 300;
const OPTION_LENGTH = 120;
const OPTIONS_AT_MOST = 20;
const YEAR_MS = 366 * 86_400_000;

function checkLine(field: string, value: string, longest: number): string {
  const line = value.trim();
  if (line === '') throw invalid(field, 'Write something first');
  if (line.length > longest) {
    throw invalid(field, `At most ${String(longest)} characters, this has ${String(line.length)}`);
  }

  if (/[\u0000-\u001f\u007f]/.test(line) || !line.isWellFormed()) {
    throw invalid(field, 'Use one line of plain text');
  }
  return line;
}

function checkOptions(options: readonly string[]): string[] {
  if (options.length < 2 || options.length > OPTIONS_AT_MOST) {
    throw invalid('poll.options', `A poll has 2 to ${String(OPTIONS_AT_MOST)} answers to choose from`);
  }
  const lines = options.map((option) => checkLine('poll.options', option, OPTION_LENGTH));
  if (new Set(lines.map((line) => line.toLocaleLowerCase())).size < lines.length) {
    throw invalid('poll.options', 'Two of the answers are the same');
  }
  return lines;
}

function checkEnd(closesAt: Date | null, now: Date): string | null {
  if (closesAt === null) return null;
  const ahead = closesAt.getTime() - now.getTime();
  if (ahead <= 0) throw invalid('poll.closesAt', 'Voting ends in the future');
  if (ahead > YEAR_MS) throw invalid('poll.closesAt', 'Voting ends within a year');
  return closesAt.toISOString();
}

/**
 * A poll as it will be kept.
 * @throws INVALID naming the field
 */
export const checkPoll = (input: PollInput, now: Date, newOptionId: () => string): StoredPoll => ({
  question: checkLine('poll.question', input.question, QUESTION_LENGTH),
  options: checkOptions(input.options).map((text) => ({ id: newOptionId(), text, count: 0 })),
  multiple: input.multiple ?? false,
  anonymous: input.anonymous ?? false,
  closesAt: checkEnd(input.closesAt ?? null, now),
  closedAt: null,
  voters: 0,
});

/**
 * What somebody chooses of a poll, each option once.
 * @throws CONFLICT once it has ended, INVALID for what cannot be chosen
 */
export function checkVote(poll: StoredPoll, optionIds: readonly string[], now: Date): string[] {
  if (hasEnded(poll, now)) throw conflict('Voting has ended');
  const chosen = [...new Set(optionIds)];
  const known = new Set(poll.options.map(({ id }) => id));
  if (chosen.some((id) => !known.has(id))) throw invalid('optionIds', 'This is no answer of this poll');
  if (chosen.length > 1 && !poll.multiple) throw invalid('optionIds', 'Choose one answer');
  return chosen;
}
