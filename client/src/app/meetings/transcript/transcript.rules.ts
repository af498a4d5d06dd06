import type {
  MeetingTranscriptEventsSubscription,
  MeetingTranscriptQuery,
  SaidWordsFragment,
} from '../../../generated/graphql';
import { daysBetween } from '../../ui/time/time';

type Event = MeetingTranscriptEventsSubscription['meetingEvents'];

/** What one person says in one breath: their words, piece by piece. */
export interface Turn {
  readonly id: string;
  /** Where it is the first of a day, when it was said; null for all others, and where days are not told apart. */
  readonly day: Date | null;
  readonly speakerName: string;
  readonly speaker: SaidWordsFragment['speaker'];
  readonly pieces: readonly SaidWordsFragment[];
}

/** Longer silences begin a new turn, in seconds. */
const PAUSE = 20;

/** The moment that is so many seconds after another one; null where that is not known. */
export const momentAfter = (countedFrom: string | null | undefined, seconds: number): Date | null =>
  countedFrom == null ? null : new Date(Date.parse(countedFrom) + seconds * 1_000);

/**
 * What was said, by turns.
 * @param countedFrom what seconds are counted from, where days are to be told apart
 */
export function turnsOf(
  segments: readonly SaidWordsFragment[],
  countedFrom?: string | null,
): readonly Turn[] {
  const turns: (Turn & { readonly pieces: SaidWordsFragment[] })[] = [];
  let today: Date | null = null;
  for (const segment of segments) {
    const turn = turns.at(-1);
    const last = turn?.pieces.at(-1);
    const goesOn =
      turn?.speakerName === segment.speakerName &&
      turn.speaker?.id === segment.speaker?.id &&
      segment.startSeconds - (last?.endSeconds ?? 0) < PAUSE;
    if (goesOn) turn.pieces.push(segment);
    else {
      const { id, speakerName, speaker, startSeconds } = segment;
      const at = momentAfter(countedFrom, startSeconds);
      const day = at && (!today || daysBetween(at, today) !== 0) ? at : null;
      today = at;
      turns.push({ id, speakerName, speaker, day, pieces: [segment] });
    }
  }
  return turns;
}

/** The words after an event: those that were just said follow the others, where nothing is looked for and no page is missing. */
export function afterTranscriptEvent(
  data: MeetingTranscriptQuery,
  event: Event,
  isLookingFor: boolean,
): MeetingTranscriptQuery | 'reread' {
  const { meeting } = data;
  if (!meeting) return data;
  if (event.__typename === 'MeetingChanged') return 'reread';
  if (event.__typename !== 'TranscriptGrew') return data;
  const { transcript } = meeting;
  if (!transcript) return 'reread';
  if (isLookingFor) return 'reread';
  const { segments } = transcript;
  const isKnown = segments.nodes.some(({ id }) => id === event.segment.id);
  if (isKnown || segments.pageInfo.hasNextPage) return data;
  const grown = { ...segments, nodes: [...segments.nodes, event.segment] };
  return { ...data, meeting: { ...meeting, transcript: { ...transcript, segments: grown } } };
}

/** Whether whoever reads a meeting may bring its words: its hosts, of a call both. */
export const mayBring = (meeting: {
  readonly kind: string;
  readonly encryption: string;
  readonly viewerCan: readonly string[];
}): boolean =>
  meeting.encryption !== 'END_TO_END' && (meeting.kind === 'CALL' || meeting.viewerCan.includes('EDIT'));
