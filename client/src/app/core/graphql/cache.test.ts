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
