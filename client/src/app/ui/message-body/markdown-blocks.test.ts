import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBlocks } from './markdown-blocks';
import { escapeHtml, htmlOf } from './markdown-html';

const html = (markdown: string, emoji = new Map<string, string>()): string =>
  htmlOf(parseBlocks(markdown), { viewerId: 'user_me', emoji }).replaceAll(' dir="auto"', '');

const p = (words: string): string => `<p class="md-p">${words}</p>`;

describe('words', () => {
  test.each([
    ['**b** and *i* and ~~s~~', '<strong>b</strong> and <em>i</em> and <del>s</del>'],
    ['***both***', '<em><strong>both</strong></em>'],
    ['**a *b* c**', '<strong>a <em>b</em> c</strong>'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['*open and **closed**', '*open and <strong>closed</strong>'],
    ['a ~b~ ~ c', 'a ~b~ ~ c'],
    ['\\*not\\* `*code*`', '*not* <code class="md-code">*code*</code>'],
    ['`` a`b ``', '<code class="md-code">a`b</code>'],
    ['one ` tick', 'one ` tick'],
    ['<b>&', '&lt;b&gt;&amp;'],
  ])('%s', (markdown, expected) => {
    expect(html(markdown)).toBe(p(expected));
  });

  test('what is hidden is a button over its words', () => {
    expect(html('||*no* peeking||')).toBe(
      p(
        '<span class="md-spoiler" role="button" tabindex="0"><span class="md-spoiler-words"><em>no</em> peeking</span></span>',
      ),
    );
    expect(html('a || b')).toBe(p('a || b'));
  });

  test.each([
    ['$x^2$', 'x^2'],
    ['so $\\frac{a}{b}$.', '\\frac{a}{b}'],
    ['$$\\sum_i i$$', '\\sum_i i'],
  ])('LaTeX stays as it is until it is set: %s', (markdown, latex) => {
    expect(html(markdown)).toContain(`dir="ltr">${latex}</span>`);
  });

  test.each(['it costs $5 and $6', 'US$5', '$ x $', '$x\ny$'])('money is no LaTeX: %s', (markdown) => {
    expect(html(markdown)).not.toContain('md-math');
  });

  test('names between colons are emoji when the organisation has them', () => {
    const known = new Map([['parrot', '/files/1']]);
    expect(html(':parrot: :other: 14:00:30', known)).toBe(
      p('<img class="md-emoji" src="/files/1" alt=":parrot:" loading="lazy"> :other: 14:00:30'),
    );
  });

  test('a few emoji alone are large', () => {
    expect(html('🎉 👍🏽')).toContain('md-jumbo');
    expect(html('🎉 yes')).not.toContain('md-jumbo');
  });
});

describe('links', () => {
  const hrefs = (markdown: string): string[] =>
    [...html(markdown).matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);

  test.each([
    ['see https://example.org/a_b.', ['https://example.org/a_b']],
    ['(https://en.wikipedia.org/wiki/Tea_(meal))', ['https://en.wikipedia.org/wiki/Tea_(meal)']],
    ['**https://example.org**', ['https://example.org']],
    ['www.example.org, ok', ['https://www.example.org']],
    ['<https://example.org/?a=1>', ['https://example.org/?a=1']],
    ['ask me@example.org', ['mailto:me@example.org']],
    ['[a](https://a.org) [b](https://b.org/x_(y))', ['https://a.org', 'https://b.org/x_(y)']],
    ['[a [b](https://b.org)](https://a.org)', ['https://b.org', 'https://a.org']],
    ['[a]( ) [b] (https://b.org x', ['https://b.org']],
    ['[x](javascript:alert(1))', []],
  ])('%s', (markdown, expected) => {
    expect(hrefs(markdown)).toEqual(expected);
  });

  test('a hashtag begins a word and is no number', () => {
    expect(hrefs('#Exams #42 a#b /#c ##d (#Éxams-2027)')).toEqual([
      '/chat/tag/exams',
      '/chat/tag/%C3%A9xams-2027',
    ]);
  });

  test('a name with brackets and underscores is a mention whole', () => {
    expect(html('[@A \\[b\\]_c_](mention:user_1)')).toContain('data-mention="user_1">@A [b]_c_</button>');
  });
});

describe('blocks', () => {
  test('every break is kept, an empty line ends a paragraph', () => {
    expect(html('a\nb\n\nc')).toBe(p('a<br>b') + p('c'));
  });

  test('a line that is not marked ends a quote', () => {
    expect(html('> a\n> b\nc')).toBe(`<blockquote class="md-quote">${p('a<br>b')}</blockquote>${p('c')}`);
  });

  test('lists within lists, with boxes and with numbers', () => {
    expect(html('- a\n  - b\n  - c\n- [x] d\n\n3. e\n4. f\ng')).toBe(
      '<ul class="md-list"><li>a<ul class="md-list"><li>b</li><li>c</li></ul></li><li>☑ d</li></ul>' +
        `<ol class="md-list" start="3"><li>e</li><li>f</li></ol>${p('g')}`,
    );
  });

  test('a year is no place in a list', () => {
    expect(html('2026. What a year')).toBe(p('2026. What a year'));
    expect(html('98. a\n99. b\n100. c')).toContain('<ol class="md-list md-list-wide" start="98">');
  });

  test('code knows its language and ends where it ends', () => {
    expect(html('~~~ts\na\n```\n~~~\nb')).toBe(
      `<div class="md-code-frame"><div class="md-code-head"><span class="md-language">ts</span></div>` +
        `<pre class="md-pre" dir="ltr" tabindex="0"><code class="md-block">a\n\`\`\`</code></pre></div>${p(
          'b',
        )}`,
    );
    expect(html('```\nopen')).toContain('>open</code>');
  });

  test('a table needs its line of dashes', () => {
    expect(html('| a | b\\|c |\n|:-:|---|\n| `x|y` | |')).toContain('b|c</th>');
    expect(html('a | b\nc | d')).toBe(p('a | b<br>c | d'));
  });

  test('LaTeX on lines of its own, and rules', () => {
    expect(html('$$\na\nb\n$$')).toContain('md-math-display" dir="ltr" tabindex="0">a\nb</div>');
    expect(html('a\n---\nb')).toBe(`${p('a')}<hr class="md-rule">${p('b')}`);
  });
});

describe('any text', () => {
  // Without what hides letters by intent: the language of code, the address of a link, cells beyond the last column.
  const parts = fc.constantFrom(...'*_$[]!<>#:@\\-+1. \n\taé🎉'.split(/(?:)/u));
  const texts = fc.array(parts, { maxLength: 60 }).map((chosen) => chosen.join(''));

  test('is shown: no letter of it is lost', () => {
    const letters = (text: string): number => [...text.matchAll(/[aé🎉]/gu)].length;
    fc.assert(
      fc.property(texts, (text) => {
        expect(letters(html(text).replaceAll(/<[^>]*>/g, ''))).toBe(letters(text));
      }),
    );
  });

  test('opens no tag of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'abo/='.split('')) }), (text) => {
        expect(htmlOf(parseBlocks(`x ${text}`), { viewerId: '' })).toBe(
          `<p class="md-p" dir="auto">${escapeHtml(`x ${text}`.trim())}</p>`,
        );
      }),
    );
  });
});

// A renderer whose time grows with the square of the length needs minutes for these; ours needs a moment.
describe('a quarter of a megabyte of', () => {
  const much = (part: string): string => part.repeat(Math.ceil(250_000 / part.length));
  test.each([
    'a',
    '_a_',
    '*a_b',
    '***a',
    '**a__b',
    '*a ',
    '[',
    '](',
    '[a](',
    '[a]( ',
    '![a](',
    '[a](<',
    '`',
    '` ',
    '``a`',
    '<a ',
    '<http://',
    '<',
    '&',
    '|a',
    '||a ',
    '~~a ',
    '~',
    '\\',
    'http://a.',
    'www.a(',
    'a@',
    'a.b@c.',
    '$a ',
    '$$a ',
    '#',
    '#a',
    ':a',
    '> ',
    '>',
    '- ',
    '\n',
    ' ',
    '\n- a',
    '\n1. a',
    '\n  - a',
    '\n> a',
    '\n```',
    '\n$$',
    '\n|a|\n|-|',
    '\n~~~a\n',
    '🎉',
    '[@a](mention:user_1) ',
  ])('%j is shown at once', { timeout: 10_000 }, (part) => {
    const before = performance.now();
    htmlOf(parseBlocks(much(part)), { viewerId: '' });
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test('lists within lists is shown at once', { timeout: 10_000 }, () => {
    const nested = Array.from({ length: 700 }, (_line, at) => `${' '.repeat(at)}- x`).join('\n');
    const before = performance.now();
    htmlOf(parseBlocks(nested), { viewerId: '' });
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
