import '@angular/compiler';
import type { NgZone } from '@angular/core';
import { ApolloLink, gql } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { OperationTypeNode } from 'graphql';
import { Observable, type Subscriber, Subscription } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCache } from './cache';
import { Follower } from './follower';
import { eventsLast } from './meanwhile';
import { StreamBook } from './streams';

interface Call {
  readonly id: string;
  readonly state: string;
}
interface Snapshot {
  readonly viewer: { readonly callCursor: string; readonly activeCalls: readonly Call[] };
}
type Answer = Subscriber<ApolloLink.Result>;

const calls = gql`
  query Calls {
    viewer {
      callCursor
      activeCalls {
        id
        state
      }
    }
  }
`;
const told = gql`
  subscription Told($after: Cursor) {
    callEvents(after: $after) {
      cursor
      call {
        id
        state
      }
    }
  }
`;
const hold = gql`
  mutation Hold {
    holdCall {
      id
      state
    }
  }
`;

/** What waits to be answered, told or read, and how calls stand when they are read. */
let held: Answer;
let stream: Answer;
let reading: Answer[];
let apollo: Apollo;
let open: Subscription;
let shown: string[];

const server = new ApolloLink(
  ({ operationType }) =>
    new Observable((answer) => {
      if (operationType === OperationTypeNode.SUBSCRIPTION) stream = answer;
      else if (operationType === OperationTypeNode.MUTATION) held = answer;
      else reading.push(answer);
    }),
);

const inPlace = <T>(work: () => T): T => work();
const zoneless = { run: inPlace, runOutsideAngular: inPlace } as NgZone;
/** What Apollo tells its watchers it tells after the work in hand. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const call = (state: string) => ({ __typename: 'Call', id: 'call_1', state });

async function tell(cursor: string, state: string): Promise<void> {
  stream.next({ data: { callEvents: { __typename: 'CallChanged', cursor, call: call(state) } } });
  await settled();
}

async function answer(state: string): Promise<void> {
  held.next({ data: { holdCall: call(state) } });
  held.complete();
  await settled();
}

async function readAs(callCursor: string, state: string): Promise<void> {
  const next = reading.shift();
  next?.next({ data: { viewer: { __typename: 'Viewer', callCursor, activeCalls: [call(state)] } } });
  next?.complete();
  await settled();
}

beforeEach(async () => {
  reading = [];
  shown = [];
  open = new Subscription();
  const cache = createCache();
  apollo = new Apollo(zoneless, { link: ApolloLink.from([eventsLast(cache), server]), cache });
  const views = new Observable<{ data: Snapshot }>((out) => {
    const follower = new Follower(
      apollo,
      {
        query: calls,
        variables: {},
        event: told,
        cursorOf: ({ viewer }: Snapshot) => viewer.callCursor,
        eventOf: ({ callEvents }: { callEvents: { cursor: string } }) => callEvents,
        apply: (data) => data,
      },
      out,
      new StreamBook(() => undefined),
    );
    follower.start();
    return () => {
      follower.stop();
    };
  });
  open.add(views.subscribe(({ data }) => shown.push(data.viewer.activeCalls[0]?.state ?? '')));
  await readAs('c1', 'ACTIVE');
});

afterEach(() => {
  open.unsubscribe();
});

const change = (): Subscription => apollo.mutate({ mutation: hold }).subscribe();

test('an answer that comes after an event of what happened later takes nothing back, not for a moment', async () => {
  change();
  await tell('c2', 'HELD');
  await tell('c3', 'ENDED');
  await answer('HELD');
  expect(shown.at(-1)).toBe('ENDED');
  expect(shown.lastIndexOf('HELD')).toBeLessThan(shown.indexOf('ENDED'));
});

test('an answer that is newer than what was told is shown once its event comes', async () => {
  change();
  await tell('c2', 'ACTIVE');
  await answer('HELD');
  await tell('c3', 'HELD');
  expect(shown.at(-1)).toBe('HELD');
});

test('an answer is shown at once where nothing was told meanwhile', async () => {
  await tell('c2', 'ACTIVE');
  change();
  await answer('HELD');
  expect(shown.at(-1)).toBe('HELD');
});

test('what was told before a newer snapshot is not written again', async () => {
  change();
  await tell('c2', 'ACTIVE');
  void apollo.client.refetchQueries({ include: ['Calls'] });
  await readAs('c3', 'HELD');
  await answer('HELD');
  expect(shown.at(-1)).toBe('HELD');
});

test('what is shown before it is answered makes room for what comes after its answer', async () => {
  apollo.mutate({ mutation: hold, optimisticResponse: { holdCall: call('HELD') } }).subscribe();
  await settled();
  expect(shown.at(-1)).toBe('HELD');
  await tell('c2', 'ACTIVE');
  await answer('HELD');
  await tell('c3', 'ENDED');
  expect(shown.at(-1)).toBe('ENDED');
});
