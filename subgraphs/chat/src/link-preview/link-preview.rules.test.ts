import { expect, test } from 'vitest';
import { factsOf, linksIn } from './link-preview.rules.js';

test.each([
  ['See https://example.org/a.', ['https://example.org/a']],
  ['(https://example.org/Go_(game))', ['https://example.org/Go_(game)']],
  [
    '[here](https://example.org/b) and **https://example.org/c**',
    ['https://example.org/b', 'https://example.org/c'],
  ],
  ['twice https://example.org https://example.org', ['https://example.org']],
  ['not this <https://example.org/quiet>', []],
  ['nor `https://example.org/code`, nor\n```\nhttps://example.org/block\n```', []],
  ['nor a spoiler ||https://example.org/secret||', []],
  ['nor mailto:a@example.org ftp://example.org javascript:alert(1)', []],
  ['https://', []],
])('in %j the addresses are %j', (text, links) => {
  expect(linksIn(text)).toEqual(links);
});

test('five addresses are enough', () => {
  const text = Array.from({ length: 9 }, (_, n) => `https://example.org/${String(n)}`).join(' ');
  expect(linksIn(text)).toHaveLength(5);
});

test('a megabyte of one letter or of brackets is read in no time', () => {
  const began = performance.now();
  for (const piece of ['a', '`', '||', 'https://', '<https://x', '[', 'https://x)']) {
    linksIn(piece.repeat(100_000));
  }
  expect(performance.now() - began).toBeLessThan(2_000);
});

const page = (head: string, type = 'text/html; charset=utf-8') =>
  factsOf(Buffer.from(`<html><head>${head}`), type);

test('a page says what it is in its meta tags', () => {
  expect(
    page(`<title>Plain</title><meta name="description" content="About it">
      <meta property="og:title" content="Tea &amp; cake &#x2014; a love"><meta content='/a.png' property='og:image'>
      <meta property=og:site_name content=Parley>`),
  ).toEqual({ title: 'Tea & cake — a love', description: 'About it', siteName: 'Parley', image: '/a.png' });
});

test('a page without any has its title', () => {
  expect(page('<title>\n  Plain \u202e title </title>')).toEqual({
    title: 'Plain title',
    description: null,
    siteName: null,
    image: null,
  });
});

test('a page in another letter set is read', () => {
  const bytes = Buffer.from('<meta charset="iso-8859-1"><title>Gr\u00fc\u00dfe</title>', 'latin1');
  expect(factsOf(bytes, 'text/html').title).toBe('Grüße');
  expect(factsOf(Buffer.from('<title>x</title>'), 'text/html; charset=klingon').title).toBe('x');
});

test('long words are cut', () => {
  expect(page(`<title>${'word '.repeat(100)}</title>`).title).toHaveLength(200);
});

test('a page that is made to be slow is not', () => {
  const began = performance.now();
  for (const piece of ['<meta ', '<title', '<meta property="', '&#1', "<meta content='"]) {
    page(piece.repeat(50_000));
  }
  expect(performance.now() - began).toBeLessThan(2_000);
});
