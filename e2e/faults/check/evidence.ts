import type { Act, Entry, Outcome, ShownMessage, Snapshot, ToldEvent } from '../journal.js';

/** What is promised; see the properties in the README. */
export type Property = 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P8';

/** A promise that was broken, and what shows it. */
export interface Violation {
  readonly property: Property;
  /** The kind of fault, such as `lost write`. */
  readonly fault: string;
  readonly what: string;
  readonly entries: readonly Entry[];
}

type Of<T extends Entry['type']> = Extract<Entry, { readonly type: T }>;
export type Asked = Of<'asked'>;
export type Answered = Of<'answered'>;
export type Told = Of<'told'>;

/** Everything that was asked with one key and one body by one person. */
export interface Operation {
  readonly who: string;
  readonly userId: string;
  readonly key: string;
  readonly act: Act;
  readonly asked: readonly Asked[];
  readonly answered: readonly Answered[];
  readonly firstAsked: number;
  /** The first answer that settled it. */
  readonly settled: Answered | null;
  /** What is known to have come of it; null when nobody knows. */
  readonly outcome: Exclude<Outcome, { kind: 'unanswered' }> | null;
}

/** A stream in its one order. */
export class Order {
  private readonly at: ReadonlyMap<string, number>;

  constructor(readonly events: readonly ToldEvent[]) {
    this.at = new Map(events.map(({ cursor }, index) => [cursor, index]));
  }

  /** The place of an event, counted from 0; null for what is not in the stream. */
  of(cursor: string): number | null {
    return this.at.get(cursor) ?? null;
  }
}

const PASSING: readonly string[] = ['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL', 'UNAUTHENTICATED'];

const settles = ({ outcome }: Answered): boolean =>
  outcome.kind === 'done' || (outcome.kind === 'refused' && !PASSING.includes(outcome.code));

function operationOf(asked: readonly Asked[], answered: readonly Answered[]): Operation[] {
  const [first] = asked;
  if (!first) return [];
  const settled = answered.find(settles) ?? null;
  const outcome = settled && settled.outcome.kind !== 'unanswered' ? settled.outcome : null;
  const { who, userId, key, act, t } = first;
  return [{ who, userId, key, act, asked, answered, firstAsked: t, settled, outcome }];
}

/** The journal, sorted out. */
export class Evidence {
  readonly operations: readonly Operation[];
  /** The whole stream as it was replayed in the end, by each gateway. */
  readonly logs: readonly Of<'log'>[];
  readonly order: Order;
  readonly walks: readonly Of<'walked'>[];
  readonly snapshots: readonly Of<'snapshot'>[];
  /** The history that is true in the end, by id. */
  readonly truth: ReadonlyMap<string, ShownMessage>;
  readonly end: Snapshot | null;
  /** What each follower's sessions were, told in order of time. */
  readonly followers: ReadonlyMap<string, readonly (Of<'opened'> | Told | Of<'refused'> | Of<'ended'>)[]>;

  constructor(readonly entries: readonly Entry[]) {
    const only = <T extends Entry['type']>(type: T) =>
      entries.filter((entry): entry is Of<T> => entry.type === type);
    const bodyOf = ({ who, key, act }: Asked | Answered) => `${who} ${key} ${JSON.stringify(act)}`;
    const asked = Map.groupBy(only('asked'), bodyOf);
    const answered = Map.groupBy(only('answered'), bodyOf);
    this.operations = [...asked].flatMap(([body, all]) => operationOf(all, answered.get(body) ?? []));
    this.logs = only('log');
    this.order = new Order(this.logs[0]?.events ?? []);
    this.walks = only('walked');
    this.snapshots = only('snapshot');
    const finalWalk = this.walks.find(({ final }) => final);
    this.truth = new Map(finalWalk?.items.map((message) => [message.id, message]));
    this.end = this.snapshots.findLast(({ final }) => final)?.snapshot ?? null;
    this.followers = Map.groupBy(
      [...only('opened'), ...only('told'), ...only('refused'), ...only('ended')].toSorted(
        (a, b) => a.t - b.t,
      ),
      ({ follower }) => follower,
    );
  }

  /** The operations of one kind, in the order they were first asked. */
  of<K extends Act['kind']>(kind: K): readonly (Operation & { readonly act: Extract<Act, { kind: K }> })[] {
    return this.operations.filter(
      (operation): operation is Operation & { readonly act: Extract<Act, { kind: K }> } =>
        operation.act.kind === kind,
    );
  }
}

/** What was done, as far as it is known. */
export const doneOf = ({ outcome }: Operation): Extract<Outcome, { kind: 'done' }> | null =>
  outcome?.kind === 'done' ? outcome : null;

/** Both ends of an operation, to be shown. */
export const linesOf = ({ asked, answered }: Operation): readonly Entry[] => [
  ...asked.slice(0, 2),
  ...answered.slice(-2),
];
