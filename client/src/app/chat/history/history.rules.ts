/** What the history needs to know of a message to lay it out. */
export interface HistoryMessage {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly sentAt: string;
  readonly author: { readonly id: string } | null;
}

/** One row of the history: a message and what stands above it. */
export interface HistoryRow<M extends HistoryMessage> {
  readonly key: string;
  readonly message: M;
  /** Follows a message of the same author closely, so name and picture are left out. */
  readonly grouped: boolean;
  /** First message of its day. */
  readonly startsDay: boolean;
  /** First message that was unread when the channel was opened. */
  readonly startsUnread: boolean;
}

export interface HistoryOptions {
  readonly viewerId: string;
  /** Position of the last message read when the channel was opened; null draws no line. */
  readonly readUpTo: number | null;
  /** The message above the answers of a thread: nothing joins it across the line below it. */
  readonly rootId?: string | null;
  /** Whether older messages exist that are not loaded. */
  readonly hasOlder: boolean;
  readonly timeZone: string | undefined;
}

const groupWithinMs = 5 * 60_000;

/**
 * Lays messages out as rows. Separators belong to the row of the message below them, so that a row keeps its
 * identity (and the reader's place) when older messages come in above it.
 */
export function historyRows<M extends HistoryMessage>(
  messages: readonly M[],
  options: HistoryOptions,
): HistoryRow<M>[] {
  const unread = firstUnread(messages, options);
  let previous: M | undefined;
  return messages.map((message) => {
    const startsDay = previous
      ? !sameDay(previous.sentAt, message.sentAt, options.timeZone)
      : !options.hasOlder;
    const startsUnread = message === unread;
    const apart = startsDay || startsUnread || (previous && previous.id === options.rootId);
    const grouped = !apart && follows(previous, message);
    previous = message;
    return { key: message.id, message, grouped, startsDay, startsUnread };
  });
}

/** The first message of somebody else after the given position. */
export function firstUnread<M extends HistoryMessage>(
  messages: readonly M[],
  { readUpTo, viewerId }: Pick<HistoryOptions, 'readUpTo' | 'viewerId'>,
): M | undefined {
  if (readUpTo === null) return undefined;
  return messages.find((message) => message.seq > readUpTo && message.author?.id !== viewerId);
}

/** Whether two instants fall on the same calendar day where the reader is. */
export function sameDay(a: string, b: string, timeZone: string | undefined): boolean {
  return dayOf(a, timeZone) === dayOf(b, timeZone);
}

function follows(previous: HistoryMessage | undefined, message: HistoryMessage): boolean {
  if (!previous?.author || previous.kind === 'SYSTEM' || message.kind === 'SYSTEM') return false;
  if (previous.author.id !== message.author?.id) return false;
  return Date.parse(message.sentAt) - Date.parse(previous.sentAt) <= groupWithinMs;
}

const dayFormats = new Map<string | undefined, Intl.DateTimeFormat>();

// Making a formatter costs about as much as formatting fifty dates, so one per zone is kept.
function dayOf(at: string, timeZone: string | undefined): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(timeZone, format);
  }
  return format.format(new Date(at));
}
