import { gql } from '@apollo/client';
import { expect, test } from 'vitest';
import { createCache } from './cache';

const meeting = (more: object) => ({ meeting: { __typename: 'Meeting', id: 'meeting_1', ...more } });

test('each snapshot of a meeting keeps the position it is exact at, whatever else is read of it later', () => {
  const cache = createCache();
  const questions = gql`
    query Questions {
      meeting(id: "meeting_1") {
        id
        questionsCursor: liveCursor
      }
    }
  `;
  const people = gql`
    query People {
      meeting(id: "meeting_1") {
        id
        liveCursor
      }
    }
  `;
  cache.writeQuery({ query: questions, data: meeting({ questionsCursor: 'first' }) });
  cache.writeQuery({ query: people, data: meeting({ liveCursor: 'later' }) });
  expect(cache.readQuery({ query: questions })).toEqual(meeting({ questionsCursor: 'first' }));
  expect(cache.readQuery({ query: people })).toEqual(meeting({ liveCursor: 'later' }));
});

test('what one part of a room reads of its settings does not take away what another one knows', () => {
  const cache = createCache();
  const room = gql`
    query Room {
      meeting(id: "meeting_1") {
        id
        settings {
          lobby
        }
      }
    }
  `;
  const captions = gql`
    query Captions {
      meeting(id: "meeting_1") {
        id
        settings {
          captions
        }
      }
    }
  `;
  const settings = (more: object) => meeting({ settings: { __typename: 'MeetingSettings', ...more } });
  cache.writeQuery({ query: room, data: settings({ lobby: true }) });
  cache.writeQuery({ query: captions, data: settings({ captions: false }) });
  expect(cache.readQuery({ query: room })).toEqual(settings({ lobby: true }));
  expect(cache.readQuery({ query: captions })).toEqual(settings({ captions: false }));
});
