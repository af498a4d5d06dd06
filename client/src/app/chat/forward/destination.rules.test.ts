import { expect, test } from 'vitest';
import type { SidebarItemFragment } from '../../../generated/graphql';
import { destinationsFor } from './destination.rules';

const entry = (name: string, sentAt: string, more: object = {}) =>
  ({
    channel: { id: name, kind: 'GROUP', name, icon: null, archivedAt: null, ...more },
    peer: null,
    lastMessage: { sentAt },
  }) as unknown as SidebarItemFragment;

test('what was last talked in comes first, what is closed is left out, and words narrow it down', () => {
  const entries = [
    entry('Registry', '2026-11-01'),
    entry('Campus', '2026-11-03'),
    entry('Old campus', '2026-11-04', { archivedAt: '2026-11-05' }),
  ];
  expect(destinationsFor(entries, '').map(({ name }) => name)).toEqual(['Campus', 'Registry']);
  expect(destinationsFor(entries, ' reg ').map(({ name }) => name)).toEqual(['Registry']);
});
