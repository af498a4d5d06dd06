import { describe, expect, test } from 'vitest';
import { excerptOf, reachOf, toStoredText, toWrittenText } from './mention.rules';

const wanjiru = { label: 'Wanjiru Kamau', target: 'user_01wanjiru' };
const ann = { label: 'Ann', target: 'user_01ann' };
const anna = { label: 'Anna [guest]', target: 'user_01anna' };

describe('toStoredText', () => {
  test('chosen people become mention links', () => {
    expect(toStoredText('@Wanjiru Kamau could you? @Wanjiru Kamau!', [wanjiru])).toBe(
      '[@Wanjiru Kamau](mention:user_01wanjiru) could you? [@Wanjiru Kamau](mention:user_01wanjiru)!',
    );
  });

  test('@channel and @here need no choosing', () => {
    expect(toStoredText('@channel, and @here', [])).toBe(
      '[@channel](mention:channel), and [@here](mention:here)',
    );
  });

  test('channels become links beside tags', () => {
    const boards = { label: 'Exam boards', target: 'channel_01boards' };
    expect(toStoredText('see #Exam boards, #exams and @Exam boards', [boards])).toBe(
      'see [#Exam boards](mention:channel_01boards), #exams and @Exam boards',
    );
    expect(toWrittenText('[#Exam boards](mention:channel_01boards)')).toEqual({
      text: '#Exam boards',
      mentions: [boards],
    });
  });

  test.each([
    ['an address', 'write to me@channel.org'],
    ['a longer word', 'the @channels are many'],
    ['code', 'use `@channel` so'],
    ['a code block', '```\n@Wanjiru Kamau\n```'],
    ['somebody not chosen', '@Jonas is away'],
  ])('%s is left alone', (_what, text) => {
    expect(toStoredText(text, [wanjiru])).toBe(text);
  });

  test('the longest name wins and brackets are escaped', () => {
    expect(toStoredText('@Anna [guest] and @Ann', [ann, anna])).toBe(
      '[@Anna \\[guest\\]](mention:user_01anna) and [@Ann](mention:user_01ann)',
    );
  });
});

describe('toWrittenText', () => {
  test.each(['@Wanjiru Kamau hi', '@Anna [guest] and @Ann', 'no one', '@channel now'])(
    'gives %j back',
    (text) => {
      const chosen = [wanjiru, ann, anna];
      const { text: written, mentions } = toWrittenText(toStoredText(text, chosen));
      expect(written).toBe(text);
      expect(toStoredText(written, mentions)).toBe(toStoredText(text, chosen));
    },
  );
});

test('of a text only whom it addresses and where it leads is asked about', () => {
  expect(
    reachOf(
      'Hi [@A](mention:user_1a) [@channel](mention:channel) [#c](mention:channel_1) [@A](mention:user_1a) [x](https://a.org)',
    ),
  ).toBe('[@x](mention:user_1a) [@x](mention:channel) [#x](mention:channel_1)');
});

test('an excerpt is one line of words', () => {
  expect(excerptOf('**Hello** [@Ann](mention:user_1)\n\n- see [this](https://a.org)\n> `B2.14`')).toBe(
    'Hello @Ann see this B2.14',
  );
  expect(excerptOf('abcdefghij', 5)).toBe('abcd…');
  expect(excerptOf('at **5** in `B`')).toBe('at 5 in B');
  expect(excerptOf('It is ||Rosebud||, a || b')).toBe('It is ▒▒▒, a || b');
});
