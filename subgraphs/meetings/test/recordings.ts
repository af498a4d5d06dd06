import type { Viewer } from '@parley/kit';
import { aKey } from './meetings.js';
import type { Rooms } from './rooms.js';

/** A consent as tests read it. */
export interface ConsentSeen {
  readonly id: string;
  readonly state: string;
  readonly person: { readonly id: string };
}

/** A recording as tests read it. */
export interface RecordingSeen {
  readonly id: string;
  readonly state: string;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly expiresAt: string | null;
  readonly interruptedAt: string | null;
  readonly durationSeconds: number | null;
  readonly failedBecause: string | null;
  readonly waitingForCount: number;
  readonly excluded: readonly { readonly user: { readonly id: string } }[];
  readonly consents: readonly ConsentSeen[];
  readonly viewerConsent: ConsentSeen | null;
  readonly viewerCan: readonly string[];
  readonly file: { readonly id: string } | null;
  readonly chapters: readonly { readonly title: string; readonly startSeconds: number }[];
}

const CONSENT = 'id state person { id }';
const RECORDING = `id state startedAt stoppedAt expiresAt interruptedAt durationSeconds failedBecause waitingForCount
  excluded { user { id } } consents { ${CONSENT} } viewerConsent { ${CONSENT} } viewerCan file { id }
  chapters { title startSeconds }`;

type Input = Readonly<Record<string, unknown>>;

/** The document of a deed about recordings. */
export function recordingDeed(name: string): string {
  const answer = name.endsWith('Consent') ? CONSENT : RECORDING;
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${name}(input: $input) { ${name === 'deleteRecording' ? 'id' : answer} } }`;
}

/** Recordings under test. */
export class Recordings {
  constructor(readonly rooms: Rooms) {}

  do<T = RecordingSeen>(who: Viewer, name: string, input: Input): Promise<T> {
    const variables = { input: { key: aKey(), ...input } };
    return this.rooms.meetings.must(who, recordingDeed(name), variables) as Promise<T>;
  }

  /** The codes that a deed is refused with. */
  refused(who: Viewer | null, name: string, input: Input): Promise<unknown[]> {
    return this.rooms.meetings.codes(who, recordingDeed(name), { input: { key: aKey(), ...input } });
  }

  start(who: Viewer, meetingId: string): Promise<RecordingSeen> {
    return this.do(who, 'startRecording', { meetingId });
  }

  read(who: Viewer, id: string): Promise<RecordingSeen | null> {
    const query = `query ($id: ID!) { recording(id: $id) { ${RECORDING} } }`;
    return this.rooms.meetings.must(who, query, { id }) as Promise<RecordingSeen | null>;
  }

  /** The recording of a meeting that asks or runs, as somebody sees it. */
  async active(who: Viewer, meetingId: string): Promise<RecordingSeen | null> {
    const query = `query ($id: ID!) { meeting(id: $id) { activeRecording { ${RECORDING} } } }`;
    return (await this.rooms.meetings.must(who, query, { id: meetingId }))
      .activeRecording as RecordingSeen | null;
  }

  /** Answers what somebody is asked. */
  async answer(who: Viewer, meetingId: string, give: boolean): Promise<ConsentSeen> {
    const consentId = (await this.active(who, meetingId))?.viewerConsent?.id;
    return this.do<ConsentSeen>(who, 'answerConsent', { consentId, give });
  }

  async withdraw(who: Viewer, meetingId: string): Promise<ConsentSeen> {
    const consentId = (await this.active(who, meetingId))?.viewerConsent?.id;
    return this.do<ConsentSeen>(who, 'withdrawConsent', { consentId });
  }
}
