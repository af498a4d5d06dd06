import { expect, test } from 'vitest';
import { type Panel, panelOf, paramsOf } from './panel.rules';

const panels: readonly (Panel | null)[] = [
  null,
  { kind: 'details' },
  { kind: 'threads' },
  { kind: 'person', userId: 'user_1' },
  { kind: 'thread', id: 'thread_1' },
];

test.each(panels)('the address brings back %j', (panel) => {
  expect(panelOf(paramsOf(panel))).toEqual(panel);
});

test.each([
  ['of another kind', 'kitchen', 'user_1'],
  ['of nobody', 'person', null],
  ['of no thread', 'thread', null],
])('an address with a panel %s asks for none', (_what, panel, of) => {
  expect(panelOf({ panel, of })).toBeNull();
});
