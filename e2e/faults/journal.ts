import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is said of a process that nobody struck and that is gone. */
export const ENDED_BY_ITSELF = 'ended by itself';

/** A message as it was shown. */
export interface ShownMessage {
  readonly id: string;
  readonly seq: number;
  readonly version: number;
  readonly text: string | null;
  readonly deleted: boolean;
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
}

/** A member as it was shown. */
export interface ShownMember {
  readonly userId: string;
  readonly role: string;
  readonly lastReadSeq: number | null;
}

/** A write that somebody wants. `clash` marks a used key with another body on purpose. */
export type Act =
  | { readonly kind: 'send'; readonly text: string; readonly clash?: boolean }
  | {
      readonly kind: 'edit';
      readonly messageId: string;
      readonly text: string;
      readonly expectedVersion: number;
    }
  | { readonly kind: 'delete'; readonly messageId: string }
  | {
      readonly kind: 'react';
      readonly messageId: string;
      readonly emoji: string;
      readonly added: boolean;
    }
  | { readonly kind: 'mark'; readonly seq: number }
  | { readonly kind: 'remove'; readonly userId: string }
  | { readonly kind: 'invite'; readonly userId: string }
  | { readonly kind: 'rename'; readonly name: string; readonly expectedVersion: number };

/** What came of an attempt. Unanswered means that nobody knows whether it happened. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly id: string;
      readonly seq: number | null;
      readonly version: number | null;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unanswered'; readonly why: string };

/** An event of a stream as it was told. */
export interface ToldEvent {
  readonly type: string;
  readonly cursor: string;
  readonly message?: ShownMessage;
  readonly messageId?: string;
  readonly emoji?: string;
  readonly added?: boolean;
  readonly count?: number;
  readonly userId?: string;
  readonly member?: ShownMember;
  readonly seq?: number;
  readonly name?: string;
}

/** A channel as it was shown, exact at its cursor. */
export interface Snapshot {
  readonly cursor: string;
  readonly name: string | null;
  readonly memberCount: number;
  readonly members: readonly ShownMember[];
  readonly messages: readonly ShownMessage[];
}

/** One line of the journal; `t` is milliseconds of a clock that never goes back. */
export type Entry = { readonly t: number } & Fact;

/** What can be noted. */
export type Fact =
  | {
      readonly type: 'asked';
      /** The worker; `userId` is the person, of whom several workers may be the hands. */
      readonly who: string;
      readonly userId: string;
      readonly key: string;
      readonly attempt: number;
      readonly gateway: number;
      readonly act: Act;
    }
  | {
      readonly type: 'answered';
      readonly who: string;
      readonly userId: string;
      readonly key: string;
      readonly attempt: number;
      readonly act: Act;
      readonly outcome: Outcome;
    }
  | {
      readonly type: 'opened';
      readonly follower: string;
      readonly who: string;
      readonly session: number;
      readonly gateway: number;
      readonly protocol: string;
      readonly after: string | null;
    }
  | {
      readonly type: 'told';
      readonly follower: string;
      readonly who: string;
      readonly session: number;
      readonly event: ToldEvent;
    }
  /** In the place of an event, or of the whole stream, there were errors. */
  | {
      readonly type: 'refused';
      readonly follower: string;
      readonly who: string;
      readonly session: number;
      readonly codes: readonly string[];
      readonly message: string;
    }
  | {
      readonly type: 'ended';
      readonly follower: string;
      readonly who: string;
      readonly session: number;
      readonly why: string;
    }
  | {
      readonly type: 'walked';
      readonly who: string;
      readonly begunAt: number;
      readonly gateway: number;
      readonly backward: boolean;
      /** Read after everything was over: what is true. */
      readonly final: boolean;
      readonly items: readonly ShownMessage[];
    }
  | {
      readonly type: 'snapshot';
      readonly who: string;
      readonly begunAt: number;
      readonly gateway: number;
      readonly final: boolean;
      readonly snapshot: Snapshot;
    }
  /** The whole stream, replayed when everything was over. */
  | { readonly type: 'log'; readonly gateway: number; readonly events: readonly ToldEvent[] }
  | {
      readonly type: 'fault';
      readonly action: string;
      readonly target: string;
      readonly phase: 'begun' | 'over';
    }
  | { readonly type: 'noted'; readonly what: string };

/** What clients asked, were answered and were told, and what was done to the product, in the order it happened. */
export class Journal {
  private readonly list: Entry[] = [];

  get entries(): readonly Entry[] {
    return this.list;
  }

  note(fact: Fact): Entry {
    const entry: Entry = { t: this.now(), ...fact };
    this.list.push(entry);
    return entry;
  }

  /** Milliseconds since this process began. */
  now(): number {
    return Math.round(performance.now() * 1_000) / 1_000;
  }

  /** Writes the journal as JSON lines to a folder of its own; answers with the file. */
  write(name: string): string {
    const file = join(mkdtempSync(join(tmpdir(), 'parley-faults-')), `${name}.jsonl`);
    writeFileSync(file, this.list.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return file;
  }
}
