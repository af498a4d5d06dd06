import { aViewer } from '@parley/kit/testing';
import { expect, test } from 'vitest';
import type { MemberRole } from './channel.js';
import { atLeast, directKeyOf, isOutsider, peerIn } from './channel.rules.js';

test('roles are ordered from reading to owning', () => {
  const roles: MemberRole[] = ['READER', 'GUEST', 'MEMBER', 'MODERATOR', 'OWNER'];
  for (const [n, role] of roles.entries()) {
    expect(roles.filter((least) => atLeast(role, least))).toEqual(roles.slice(0, n + 1));
  }
});

test('a pair has one key, whoever begins, and each finds the other in it', () => {
  expect(directKeyOf('user_b', 'user_a')).toBe(directKeyOf('user_a', 'user_b'));
  expect(peerIn(directKeyOf('user_b', 'user_a'), 'user_a')).toBe('user_b');
  expect(peerIn(null, 'user_a')).toBeNull();
});

test('guests and customers are from outside', () => {
  expect([aViewer(), aViewer({ kind: 'guest' }), aViewer({ roles: ['CUSTOMER'] })].map(isOutsider)).toEqual([
    false,
    true,
    true,
  ]);
});
