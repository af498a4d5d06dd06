import type {
  Act,
  Entry,
  Fact,
  Outcome,
  ShownMember,
  ShownMessage,
  Snapshot,
  ToldEvent,
} from '../journal.js';

export const OWNER = 'user-owner';
export const ADA = 'user-ada';
export const BEN = 'user-ben';

type Of<T extends Entry['type']> = Extract<Entry, { readonly type: T }>;

const message = (id: string, seq: number, text: string, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id,
  seq,
  version: 1,
  text,
  deleted: false,
  reactions: [],
  ...more,
});

const member = (userId: string, lastReadSeq = 0): ShownMember => ({ userId, role: 'MEMBER', lastReadSeq });

const thumbs = [{ emoji: '👍', count: 1 }];
const one = message('m1', 1, 'ada#1 one');
const two = message('m2', 2, 'ada#2 two');
const three = message('m3', 3, 'ben#1 one');
const edited = message('m1', 1, 'ada#1 one edited', { version: 2 });
const liked = { ...three, reactions: thumbs };

/** The stream of the play: cursors c1 … c9. */
const STREAM: readonly ToldEvent[] = [
  { type: 'MessageAdded', cursor: 'c1', message: one, messageId: 'm1' },
  { type: 'MessageAdded', cursor: 'c2', message: two, messageId: 'm2' },
  { type: 'MessageAdded', cursor: 'c3', message: three, messageId: 'm3' },
  { type: 'MessageChanged', cursor: 'c4', message: edited, messageId: 'm1' },
  { type: 'ReactionChanged', cursor: 'c5', messageId: 'm3', emoji: '👍', added: true, count: 1, userId: ADA },
  { type: 'MemberRemoved', cursor: 'c6', userId: BEN },
  { type: 'ReadMoved', cursor: 'c7', seq: 3, userId: ADA },
  { type: 'MemberAdded', cursor: 'c8', member: member(BEN), userId: BEN },
  { type: 'ChannelChanged', cursor: 'c9', name: 'After' },
];

const FIRST: Snapshot = {
  cursor: 'c1',
  name: 'Before',
  memberCount: 3,
  members: [member(OWNER), member(ADA), member(BEN)],
  messages: [one],
};

const LAST: Snapshot = {
  cursor: 'c9',
  name: 'After',
  memberCount: 3,
  members: [member(OWNER), member(ADA, 3), member(BEN)],
  messages: [edited, two, liked],
};

/** A journal in which everything is right, and ways to make it wrong. */
export class Play {
  entries: Entry[] = [];
  private clock = 0;

  constructor() {
    for (const who of [ADA, BEN]) this.open(who);
    this.write(ADA, 'key-ada#1 one', { kind: 'send', text: 'ada#1 one' }, done('m1', 1), ['c1']);
    this.note({
      type: 'snapshot',
      who: OWNER,
      begunAt: this.clock,
      gateway: 0,
      final: false,
      snapshot: FIRST,
    });
    this.write(ADA, 'key-ada#2 two', { kind: 'send', text: 'ada#2 two' }, done('m2', 2), ['c2']);
    this.write(BEN, 'key-ben#1 one', { kind: 'send', text: 'ben#1 one' }, done('m3', 3), ['c3']);
    const edit: Act = { kind: 'edit', messageId: 'm1', text: 'ada#1 one edited', expectedVersion: 1 };
    this.write(ADA, 'key-edit', edit, { kind: 'done', id: 'm1', seq: 1, version: 2 }, ['c4']);
    const react: Act = { kind: 'react', messageId: 'm3', emoji: '👍', added: true };
    this.write(ADA, 'key-react', react, done('m3', 3), ['c5']);
    this.write(OWNER, 'key-remove', { kind: 'remove', userId: BEN }, done('b', 0));
    // Ben's stream has ended: the removal and what comes then is told to Ada alone.
    this.tell(ADA, 'c6');
    this.note({ type: 'ended', follower: 'ben', who: BEN, session: 1, why: 'complete' });
    this.write(ADA, 'key-mark', { kind: 'mark', seq: 3 }, { kind: 'done', id: '', seq: null, version: null });
    this.tell(ADA, 'c7');
    this.write(OWNER, 'key-invite', { kind: 'invite', userId: BEN }, done('b', 0));
    this.note({
      type: 'opened',
      follower: 'ben',
      who: BEN,
      session: 2,
      gateway: 1,
      protocol: 'socket',
      after: 'c5',
    });
    for (const cursor of ['c7', 'c8']) this.tell(BEN, cursor);
    this.tell(ADA, 'c8');
    const rename: Act = { kind: 'rename', name: 'After', expectedVersion: 1 };
    this.write(OWNER, 'key-rename', rename, { kind: 'done', id: 'c', seq: null, version: 2 }, ['c9']);
    this.finish();
  }

  index(holds: (entry: Entry) => boolean): number {
    return this.entries.findIndex(holds);
  }

  insert(at: number, entry: Entry): void {
    this.entries.splice(at, 0, entry);
  }

  add(fact: Fact): void {
    this.note(fact);
  }

  drop(holds: (entry: Entry) => boolean): void {
    this.entries = this.entries.filter((entry) => !holds(entry));
  }

  /** Changes the entries of one type; only the first so many when a count is given. */
  change<T extends Entry['type']>(type: T, make: (entry: Of<T>) => Entry, count = Infinity): void {
    let left = count;
    this.entries = this.entries.map((entry) =>
      entry.type === type && left-- > 0 ? make(entry as Of<T>) : entry,
    );
  }

  /** Changes the true history, or what the last reader saw of it. */
  history(make: (items: readonly ShownMessage[]) => readonly ShownMessage[], onlyLast = false): void {
    const last = this.entries.findLast(({ type }) => type === 'walked');
    this.change('walked', (entry) =>
      onlyLast && entry !== last ? entry : { ...entry, items: make(entry.items) },
    );
  }

  snapshot(make: (message: ShownMessage) => ShownMessage): void {
    this.change('snapshot', (entry) => {
      return { ...entry, snapshot: { ...entry.snapshot, messages: entry.snapshot.messages.map(make) } };
    });
  }

  /** Changes the replay of the stream, at every gateway or at one. */
  log(make: (events: readonly ToldEvent[]) => readonly ToldEvent[], gateway?: number): void {
    this.change('log', (entry) =>
      gateway === undefined || entry.gateway === gateway ? { ...entry, events: make(entry.events) } : entry,
    );
  }

  told(who: string, make: (event: ToldEvent) => ToldEvent): void {
    this.change('told', (entry) => (entry.who === who ? { ...entry, event: make(entry.event) } : entry));
  }

  swapTold(who: string, earlier: string, later: string): void {
    const eventOf = (cursor: string) => STREAM.find((event) => event.cursor === cursor) as ToldEvent;
    const swap: Readonly<Record<string, string>> = { [earlier]: later, [later]: earlier };
    this.told(who, (event) => (swap[event.cursor] ? eventOf(swap[event.cursor] ?? '') : event));
  }

  tellAgain(who: string, cursor: string): void {
    const at = this.index(
      (entry) => entry.type === 'told' && entry.who === who && entry.event.cursor === cursor,
    );
    this.insert(at, this.entries[at] as Entry);
  }

  /** There are errors in the place of an event, and the stream goes on. */
  refuseEvent(who: string, cursor: string): void {
    this.change('told', (entry) => {
      if (entry.who !== who || entry.event.cursor !== cursor) return entry;
      const { t, follower, session } = entry;
      return { t, type: 'refused', follower, who, session, codes: ['UNAVAILABLE'], message: 'away' };
    });
  }

  /** Ben is told of what came after his removal, while he was out. */
  tellRemoved(): void {
    this.between((t) => ({ t, ...toldFact(BEN, 1, 'c7') }));
  }

  writeRemoved(): void {
    const write = { who: 'ben', userId: BEN, key: 'key-out', attempt: 1 } as const;
    const act: Act = { kind: 'send', text: 'ben#9 still here' };
    this.between((t) => ({ t, type: 'answered', ...write, act, outcome: done('m9', 9) }));
    this.between((t) => ({ t, type: 'asked', ...write, gateway: 0, act }));
  }

  readRemoved(): void {
    this.between((t) => {
      return {
        t,
        type: 'walked',
        who: BEN,
        begunAt: t,
        gateway: 0,
        backward: false,
        final: false,
        items: [one],
      };
    });
  }

  refuse(text: string, code: string): void {
    this.change('answered', (entry) =>
      entry.act.kind === 'send' && entry.act.text === text
        ? { ...entry, outcome: { kind: 'refused', code, message: code } }
        : entry,
    );
  }

  /** The same key and body once more, with that answer. */
  repeat(text: string, outcome: Outcome): void {
    this.write(ADA, `key-${text}`, { kind: 'send', text }, outcome);
  }

  walk(who: string, make: (items: readonly ShownMessage[]) => readonly ShownMessage[]): void {
    const items = make(LAST.messages);
    this.note({ type: 'walked', who, begunAt: this.clock, gateway: 0, backward: false, final: false, items });
  }

  write(userId: string, key: string, act: Act, outcome: Outcome, told: readonly string[] = []): void {
    const write = { who: nameOf(userId), userId, key, attempt: 1, act } as const;
    this.note({ type: 'asked', gateway: 0, ...write });
    this.note({ type: 'answered', outcome, ...write });
    for (const cursor of told) for (const who of [ADA, BEN]) if (this.isIn(who)) this.tell(who, cursor);
  }

  private isIn(who: string): boolean {
    return this.entries.some((entry) => entry.type === 'opened' && entry.who === who);
  }

  private open(who: string): void {
    const follower = nameOf(who);
    this.note({ type: 'opened', follower, who, session: 1, gateway: 0, protocol: 'socket', after: 'c0' });
  }

  private tell(who: string, cursor: string): void {
    this.note(toldFact(who, 1, cursor));
  }

  /** Puts something between the answer to the removal and the invitation. */
  private between(make: (t: number) => Entry): void {
    const at = this.index((entry) => entry.type === 'answered' && entry.act.kind === 'remove') + 1;
    this.insert(at, make((this.entries[at - 1]?.t ?? 0) + 0.5));
  }

  private finish(): void {
    const items = LAST.messages;
    for (const backward of [false, true]) {
      this.note({
        type: 'walked',
        who: OWNER,
        begunAt: this.clock,
        gateway: 0,
        backward,
        final: true,
        items,
      });
    }
    const snapshot = LAST;
    this.note({ type: 'snapshot', who: OWNER, begunAt: this.clock, gateway: 0, final: true, snapshot });
    for (const gateway of [0, 1]) this.note({ type: 'log', gateway, events: STREAM });
  }

  private note(fact: Fact): void {
    this.clock += 10;
    this.entries.push({ t: this.clock, ...fact });
  }
}

const nameOf = (userId: string): string => userId.replace('user-', '');

const done = (id: string, seq: number): Outcome => ({ kind: 'done', id, seq, version: 1 });

function toldFact(who: string, session: number, cursor: string): Fact {
  const event = STREAM.find((each) => each.cursor === cursor) as ToldEvent;
  return { type: 'told', follower: nameOf(who), who, session, event };
}
