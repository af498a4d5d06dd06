// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './message-markdown';

const render = (markdown: string): string => renderMarkdown(markdown, { viewerId: 'user_me' }).trim();

function nodeOf(markdown: string): HTMLElement {
  const host = document.createElement('div');
  host.innerHTML = render(markdown);
  return host;
}

describe('what a message may look like', () => {
  test('words, breaks and code', () => {
    expect(render('a **b** `c`\nd')).toBe(
      '<p class="md-p" dir="auto">a <strong>b</strong> <code class="md-code">c</code><br>d</p>',
    );
  });

  test('code blocks stay as written and run left to right', () => {
    expect(nodeOf('```ts\nif (a < b) {}\n```').querySelector('pre[dir=ltr] code')?.textContent).toBe(
      'if (a < b) {}',
    );
  });

  test('tables and lists', () => {
    const node = nodeOf('| a | b |\n|---|--:|\n| 1 | 2 |\n\n3. x\n4. y');
    expect(node.querySelectorAll('td')[1]?.getAttribute('align')).toBe('right');
    expect(node.querySelector('ol')?.getAttribute('start')).toBe('3');
  });

  test('a heading is no part of the outline', () => {
    expect(nodeOf('# Big').querySelector('h1')).toBeNull();
  });

  test('links leave safely', () => {
    const link = nodeOf('[x](https://example.org)').querySelector('a');
    expect([link?.target, link?.rel]).toEqual(['_blank', 'noopener noreferrer nofollow']);
  });
});

describe('mentions', () => {
  test('a person is a button, oneself is filled', () => {
    expect(nodeOf('[@Jonas](mention:user_jonas)').querySelector('button')?.dataset['mention']).toBe(
      'user_jonas',
    );
    expect(nodeOf('[@Me](mention:user_me)').querySelector('.md-mention-own')?.textContent).toBe('@Me');
  });

  test('everybody is addressed as oneself', () => {
    expect(nodeOf('[@channel](mention:channel)').querySelector('span.md-mention-own')).not.toBeNull();
  });
});

describe('channels', () => {
  test('are led to, by the name they have now', () => {
    const link = nodeOf('[#Exams & <b>](mention:channel_1)').querySelector<HTMLAnchorElement>('a.md-channel');
    expect([link?.getAttribute('href'), link?.textContent, link?.target]).toEqual([
      '/chat/channel_1',
      '#Exams & <b>',
      '',
    ]);
    const reader = {
      viewerId: 'user_me',
      channelName: (id: string) => (id === 'channel_1' ? '<New>' : undefined),
    };
    expect(renderMarkdown('[#Old](mention:channel_1) [#Kept](mention:channel_2)', reader)).toMatch(
      /#&lt;New&gt;<.*#Kept</,
    );
  });
});

describe('what a message may not do', () => {
  test.each([
    ['script', '<script>alert(1)</script>', 'script'],
    ['handlers', '<a onclick="alert(1)">x</a>', '[onclick]'],
    ['pictures', '![x](https://example.org/a.png)', 'img'],
    ['raw pictures', '<img src=x onerror=alert(1)>', 'img'],
    ['script addresses', '[x](javascript:alert(1))', '[href^=javascript]'],
    ['data addresses', '[x](data:text/html,hi)', '[href^=data]'],
    ['frames', '<iframe src="https://example.org"></iframe>', 'iframe'],
    ['styles', '<p style="position:fixed">x</p>', '[style]'],
    ['forged mentions', '<button data-mention="user_x">x</button>', 'button'],
    ['other hosts by their path', '[x](//example.org)', '[href]'],
  ])('%s', (_what, markdown, selector) => {
    expect(nodeOf(markdown).querySelector(selector)).toBeNull();
  });

  test('raw HTML is shown as it was typed', () => {
    expect(nodeOf('a <b>c</b>').textContent).toBe('a <b>c</b>');
  });
});
