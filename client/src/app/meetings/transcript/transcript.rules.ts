import type {
  MeetingTranscriptEventsSubscription,
  MeetingTranscriptQuery,
  SaidWordsFragment,
} from '../../../generated/graphql';

type Event = MeetingTranscriptEventsSubscription['meetingEvents'];

/** What one person says in one breath: their words, piece by piece. */
export interface Turn {
  readonly id: string;
  readonly speakerName: string;
  readonly speaker: SaidWordsFragment['speaker'];
  readonly pieces: readonly SaidWordsFragment[];
}

/** Longer silences begin a new turn, in seconds. */
const PAUSE = 20;

/** What was said, by turns. */
export function turnsOf(segments: readonly SaidWordsFragment[]): readonly Turn[] {
  const turns: { id: string; speakerName: string; speaker: Turn['speaker']; pieces: SaidWordsFragment[] }[] =
    [];
  for (const segment of segments) {
    const turn = turns.at(-1);
    const last = turn?.pieces.at(-1);
    const goesOn =
      turn?.speakerName === segment.speakerName &&
      turn.speaker?.id === segment.speaker?.id &&
      segment.startSeconds - (last?.endSeconds ?? 0) < PAUSE;
    if (goesOn) turn.pieces.push(segment);
    else {
      const { id, speakerName, speaker } = segment;
      turns.push({ id, speakerName, speaker, pieces: [segment] });
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
  // What somebody brought is whole: captions that go on beside it are not a part of it.
  if (transcript.source !== 'CAPTIONS') return data;
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
