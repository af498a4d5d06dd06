import '@angular/compiler';
import type { NgZone } from '@angular/core';
import { ApolloLink, gql } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { type DocumentNode, OperationTypeNode } from 'graphql';
import { Observable, type Subscriber, Subscription } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCache } from './cache';
import { Follower, type LiveView } from './follower';
import { StreamBook } from './streams';

interface Snapshot {
  readonly file: { readonly name?: string; readonly namesCursor?: string; readonly placesCursor?: string };
}

const names = gql`
  query Names($fileId: ID!, $after: Cursor) {
    file(id: $fileId) {
      id
      name
      namesCursor: liveCursor
      comments(first: 1, after: $after) {
        nodes {
          id
        }
      }
    }
  }
`;
const places = gql`
  query Places($fileId: ID!) {
    file(id: $fileId) {
      id
      placesCursor: liveCursor
    }
  }
`;
const told = gql`
  subscription Told($fileId: ID!, $after: Cursor) {
    fileEvents(nodeId: $fileId, after: $after) {
      cursor
      name
    }
  }
`;

/** The house as it stands, and the streams that are open to it: what is told reaches them when it is delivered. */
let house: { name: string; cursor: string };
let streams: { readonly after: string; readonly listener: Subscriber<ApolloLink.Result> }[];
let apollo: Apollo;
let open: Subscription;

const server = new ApolloLink(({ operationType, operationName, variables }) => {
  if (operationType === OperationTypeNode.SUBSCRIPTION) {
    return new Observable((listener) => {
      streams.push({ after: variables['after'] as string, listener });
    });
  }
  const { name, cursor } = house;
  const comments = { __typename: 'FileCommentConnection', nodes: [] };
  const file = operationName === 'Names' ? { name, namesCursor: cursor, comments } : { placesCursor: cursor };
  return new Observable((answer) => {
    answer.next({ data: { file: { __typename: 'File', id: 'file_1', ...file } } });
    answer.complete();
  });
});

const inPlace = <T>(work: () => T): T => work();
const zoneless = { run: inPlace, runOutsideAngular: inPlace } as NgZone;

beforeEach(() => {
  house = { name: 'draft', cursor: 'c1' };
  streams = [];
  open = new Subscription();
  apollo = new Apollo(zoneless, {
    link: server,
    cache: createCache(),
    defaultOptions: { watchQuery: { errorPolicy: 'all' } },
  });
});

afterEach(() => {
  open.unsubscribe();
});

/** The views of the names, as they come. */
function follow(): LiveView<Snapshot>[] {
  const views: LiveView<Snapshot>[] = [];
  const shown = new Observable<LiveView<Snapshot>>((out) => {
    const follower = new Follower(
      apollo,
      {
        query: names,
        variables: { fileId: 'file_1' },
        event: told,
        cursorOf: ({ file }: Snapshot) => file.namesCursor,
        eventOf: ({ fileEvents }: { fileEvents: { cursor: string; name: string } }) => fileEvents,
        apply: ({ file }: Snapshot, { name }) => ({ file: { ...file, name } }),
      },
      out,
      new StreamBook(() => undefined),
    );
    follower.start();
    return () => {
      follower.stop();
    };
  });
  open.add(shown.subscribe((view) => views.push(view)));
  return views;
}

async function read(query: DocumentNode, more: object = {}): Promise<void> {
  const variables = { fileId: 'file_1', ...more };
  await apollo.client.query({ query, variables, fetchPolicy: 'network-only' });
}

async function deliver(cursor: string, name: string): Promise<void> {
  const fileEvents = { __typename: 'FileChanged', cursor, name };
  for (const { listener } of streams) listener.next({ data: { fileEvents } });
  await settled();
}

/** What Apollo tells its watchers it tells after the work in hand. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test.each([
  ['another snapshot of the same thing', () => read(places)],
  ['a further page of the list that is shown', () => read(names, { after: 'comment_1' })],
])('an event that is on its way is not passed over when %s is read meanwhile', async (_what, meanwhile) => {
  const views = follow();
  await settled();
  expect(streams.map(({ after }) => after)).toEqual(['c1']);

  house = { name: 'final', cursor: 'c2' };
  await meanwhile();
  await settled();
  expect(streams.map(({ after }) => after)).toEqual(['c1']);

  await deliver('c2', 'final');
  expect(views.at(-1)).toMatchObject({
    status: 'live',
    data: { file: { name: 'final', namesCursor: 'c1' } },
  });
});
