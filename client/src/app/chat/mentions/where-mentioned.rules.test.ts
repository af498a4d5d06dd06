import { expect, test } from 'vitest';
import { snippetParts } from '../../ui/snippet/snippet.rules';
import { whereMentioned } from './where-mentioned.rules';

const AMARA = 'user_00000000000000000000000001';
const marked = (text: string): string[] =>
  snippetParts(whereMentioned(text, AMARA) ?? '').map(({ text: part, match }) =>
    match ? `[${part}]` : part,
  );

test('the own name is marked, and that of nobody else', () => {
  const jonas = '[@Jonas](mention:user_00000000000000000000000002)';
  const text = `${jonas} and [@Amara Okafor](mention:${AMARA}): is 3 < 4 & **5**?`;
  expect(marked(text)).toEqual(['@Jonas and ', '[@Amara Okafor]', ': is 3 < 4 & 5?']);
  expect(whereMentioned(`Only ${jonas}`, AMARA)).toBeNull();
});

test('who is addressed with everybody sees that', () => {
  expect(marked('Hello [@channel](mention:channel).')).toEqual(['Hello ', '[@channel]', '.']);
});

test('a name far down is shown with what stands around it', () => {
  const [before, name, after] = marked(
    `${'word '.repeat(60)}[@Amara](mention:${AMARA}) ${'more '.repeat(90)}`,
  );
  expect(before).toMatch(/^…word (?:word )+$/);
  expect(name).toBe('[@Amara]');
  expect(after).toMatch(/…$/);
});
