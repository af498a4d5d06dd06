import type { Statement } from './servers/database.js';

/** What statements there were, by service and shape. */
export interface Tally {
  readonly all: number;
  /** Those that read what was missed: the log, the messages, their authors. */
  readonly replay: number;
  readonly shapes: ReadonlyMap<string, number>;
}

/** A statement as one text, whatever its line breaks. */
export const shapeOf = ({ service, text }: Statement): string =>
  `${service}\t${text.replaceAll(/\s+/g, ' ').trim()}`;

function countsOf(statements: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const statement of statements) {
    const shape = shapeOf(statement);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return counts;
}

/** How often each is asked when nothing happens. */
export function perSecond(statements: readonly Statement[], seconds: number): ReadonlyMap<string, number> {
  return new Map([...countsOf(statements)].map(([shape, count]) => [shape, count / seconds]));
}

/** The reads of what was missed: rows of the log, messages by their ids, their authors; not those of rights. */
const REPLAY = /from log\b|from log_head\b|from message where id = any|"UserRow"/;

/** What is more than in as many seconds in which nothing happens. */
export function tallyOf(
  statements: readonly Statement[],
  idle: ReadonlyMap<string, number>,
  seconds: number,
): Tally {
  const shapes = new Map<string, number>();
  for (const [shape, count] of countsOf(statements)) {
    const more = count - (idle.get(shape) ?? 0) * seconds;
    if (more >= 1) shapes.set(shape, more);
  }
  const sum = (counts: Iterable<readonly [string, number]>): number =>
    [...counts].reduce((total, [, count]) => total + count, 0);
  return { all: sum(shapes), replay: sum([...shapes].filter(([shape]) => REPLAY.test(shape))), shapes };
}

/** The most frequent first. */
export const byKind = ({ shapes }: Tally) =>
  [...shapes]
    .sort(([, one], [, other]) => other - one)
    .map(([shape, count]) => {
      const [service = '', kind = ''] = shape.split('\t');
      return { service, kind, count };
    });
