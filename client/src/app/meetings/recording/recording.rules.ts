import type { CallViewFragment, RoomRecordingQuery } from '../../../generated/graphql';

export type RecordedRoom = NonNullable<RoomRecordingQuery['meeting']>;
export type ActiveRecording = NonNullable<RecordedRoom['activeRecording']>;

const ABOUT: ReadonlySet<string> = new Set(['RecordingChanged', 'ParticipantChanged', 'MeetingChanged']);

/** Whether an event may have changed what is shown of recordings: who comes and goes counts while one asks or runs. */
export const concernsRecording = (
  kind: string,
  room: Pick<RecordedRoom, 'activeRecording'> | null | undefined,
): boolean => kind === 'RecordingChanged' || (room?.activeRecording != null && ABOUT.has(kind));

/** Who is meant by a recording: those who agreed, those who are left out, and those who have not answered. */
export interface Cast {
  readonly recorded: readonly string[];
  readonly leftOut: readonly string[];
  readonly awaited: readonly string[];
}

/** Who is in it, of those who are there; somebody who has not answered is left out until they do. */
export function castOf({ consents }: Pick<ActiveRecording, 'consents'>): Cast {
  const there = consents.filter(
    ({ participant }) => participant.state === 'JOINED' || participant.state === 'RECONNECTING',
  );
  const named = (...states: readonly string[]): string[] =>
    there.flatMap(({ state, participant }) => (states.includes(state) ? [participant.displayName] : []));
  return { recorded: named('GIVEN'), leftOut: named('DECLINED', 'WITHDRAWN'), awaited: named('ASKED') };
}

/** What the mark says. */
export type MarkWord = 'asking' | 'running' | 'partly' | 'withoutYou';

/** The mark of a recording as one sees it who has answered that. */
export function markOf(recording: Pick<ActiveRecording, 'state' | 'excluded'>, own: string | null): MarkWord {
  if (recording.state === 'ASKING') return 'asking';
  if (own !== 'GIVEN') return 'withoutYou';
  return recording.excluded.length > 0 ? 'partly' : 'running';
}

/** Whether the viewer may begin a recording here, and why there can be none. */
export function wayToRecord(room: Pick<RecordedRoom, 'viewerCan' | 'capabilities' | 'activeRecording'>): {
  readonly may: boolean;
  readonly because: string | null;
} {
  const able = room.capabilities.find(({ capability }) => capability === 'RECORDING');
  return {
    may: room.viewerCan.includes('RECORD') && room.activeRecording == null,
    because: able?.available === false ? (able.because ?? '') : null,
  };
}

/** Why a call of two cannot be recorded right now. */
type NotRecorded = 'right' | 'noServer' | 'sealed' | 'held';

/** Why a call of two cannot be recorded right now, what lasts longest first; null where it can. */
export function whyNotRecorded({
  state,
  growthMissing,
  meeting,
}: Pick<CallViewFragment, 'state' | 'growthMissing' | 'meeting'>): NotRecorded | null {
  if (!meeting?.viewerCan.includes('RECORD')) return 'right';
  if (growthMissing != null) return 'noServer';
  if (meeting.encryption === 'END_TO_END') return 'sealed';
  return state === 'HELD' || state === 'TRANSFERRING' ? 'held' : null;
}
