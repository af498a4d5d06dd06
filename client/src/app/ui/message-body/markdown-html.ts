import type { Align, Block, Inline, ListEntry } from './markdown-tree';

/** Who reads the words, and what is known to them. */
export interface MarkdownReader {
  /** Their own mentions stand out. */
  readonly viewerId: string;
  /** What a channel is called now; undefined where that is not known, so that it stays as it was written. */
  readonly channelName?: (channelId: string) => string | undefined;
  /** Addresses of the organisation's own emoji, by name; what is not in it stays as it was typed. */
  readonly emoji?: ReadonlyMap<string, string>;
  /** Code in colours as HTML; null while colours are not there, or for a language nobody knows. */
  readonly highlight?: (text: string, language: string) => string | null;
  /** What the button says that copies code; none without it. */
  readonly copyLabel?: string;
  /** What a hidden part is called until it is uncovered. */
  readonly spoilerLabel?: string;
}

/** The parts of a message as HTML, with classes that begin with md-. */
export function htmlOf(blocks: readonly Block[], reader: MarkdownReader): string {
  return blocks.map((block) => blockHtml(block, reader)).join('');
}

function blockHtml(block: Block, reader: MarkdownReader): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p class="md-p${onlyEmoji(block.content) ? ' md-jumbo' : ''}" dir="auto">${inlines(block.content, reader)}</p>`;
    case 'heading':
      // A message is no document: its headings are strong lines that leave the page's outline alone.
      return `<p class="md-heading" dir="auto">${inlines(block.content, reader)}</p>`;
    case 'code':
      return codeBlock(block.text, block.language, reader);
    case 'math':
      return `<div class="md-math md-math-display" dir="ltr" tabindex="0">${escapeHtml(block.text)}</div>`;
    case 'quote':
      return `<blockquote class="md-quote" dir="auto">${htmlOf(block.content, reader)}</blockquote>`;
    case 'rule':
      return '<hr class="md-rule">';
    case 'list': {
      const entries = block.entries.map((entry) => entryHtml(entry, reader)).join('');
      if (block.start === null) return `<ul class="md-list" dir="auto">${entries}</ul>`;
      const start = block.start === 1 ? '' : ` start="${block.start}"`;
      const wide = block.start + block.entries.length > 10 ? ' md-list-wide' : '';
      return `<ol class="md-list${wide}" dir="auto"${start}>${entries}</ol>`;
    }
    case 'table':
      return tableHtml(block, reader);
  }
}

function codeBlock(text: string, language: string, reader: MarkdownReader): string {
  const code = reader.highlight?.(text, language) ?? escapeHtml(text);
  const name = language ? `<span class="md-language">${escapeHtml(language)}</span>` : '';
  const copy = reader.copyLabel
    ? `<button type="button" class="md-copy">${escapeHtml(reader.copyLabel)}</button>`
    : '';
  const head = name || copy ? `<div class="md-code-head">${name}${copy}</div>` : '';
  const block = `<pre class="md-pre" dir="ltr" tabindex="0"><code class="md-block">${code}</code></pre>`;
  return `<div class="md-code-frame">${head}${block}</div>`;
}

function entryHtml({ ticked, content }: ListEntry, reader: MarkdownReader): string {
  const box = ticked === null ? '' : ticked ? '☑ ' : '☐ ';
  const [first, ...rest] = content;
  // An entry of one line is that line, not a paragraph in a list.
  const html =
    first?.kind === 'paragraph'
      ? inlines(first.content, reader) + htmlOf(rest, reader)
      : htmlOf(content, reader);
  return `<li>${box}${html}</li>`;
}

function tableHtml(
  { aligns, head, rows }: Extract<Block, { kind: 'table' }>,
  reader: MarkdownReader,
): string {
  const line = (tag: 'td' | 'th', cells: readonly (readonly Inline[])[]): string =>
    `<tr>${cells.map((cell, at) => cellHtml(tag, aligns[at] ?? null, inlines(cell, reader))).join('')}</tr>`;
  const body = rows.map((cells) => line('td', cells)).join('');
  const table = `<table class="md-table" dir="auto"><thead>${line('th', head)}</thead><tbody>${body}</tbody></table>`;
  return `<div class="md-scroll" tabindex="0">${table}</div>`;
}

function cellHtml(tag: 'td' | 'th', align: Align, words: string): string {
  return `<${tag} class="md-cell"${align ? ` align="${align}"` : ''}>${words}</${tag}>`;
}

function inlines(nodes: readonly Inline[], reader: MarkdownReader): string {
  return nodes.map((node) => inlineHtml(node, reader)).join('');
}

const marks = { strong: 'strong', emphasis: 'em', strike: 'del' } as const;

function inlineHtml(node: Inline, reader: MarkdownReader): string {
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text);
    case 'break':
      return '<br>';
    case 'code':
      return `<code class="md-code">${escapeHtml(node.text)}</code>`;
    case 'math':
      return `<span class="md-math${node.display ? ' md-math-display' : ''}" dir="ltr">${escapeHtml(node.text)}</span>`;
    case 'spoiler':
      return spoiler(inlines(node.content, reader), reader.spoilerLabel ?? '');
    case 'link':
      return anchor(node.href, inlines(node.content, reader));
    case 'mention':
      return node.target.startsWith('channel_')
        ? channel(node.target, reader.channelName?.(node.target) ?? node.label.replace(/^#/, ''))
        : mention(node.target, escapeHtml(node.label), reader.viewerId);
    case 'tag':
      return `<a class="md-tag" href="/chat/tag/${encodeURIComponent(node.name.toLowerCase())}">#${escapeHtml(node.name)}</a>`;
    case 'emoji':
      return emoji(node.name, reader);
    default:
      return `<${marks[node.kind]}>${inlines(node.content, reader)}</${marks[node.kind]}>`;
  }
}

/** Hidden words keep their place, so that nothing moves when they are uncovered. */
function spoiler(words: string, label: string): string {
  const name = label ? ` aria-label="${escapeHtml(label)}"` : '';
  return `<span class="md-spoiler" role="button" tabindex="0"${name}><span class="md-spoiler-words">${words}</span></span>`;
}

function emoji(name: string, { emoji: known }: MarkdownReader): string {
  const address = known?.get(name);
  if (!address) return `:${escapeHtml(name)}:`;
  return `<img class="md-emoji" src="${escapeHtml(address)}" alt=":${escapeHtml(name)}:" loading="lazy">`;
}

const safe = /^(?:https?:|mailto:|tel:|\/(?!\/))/i;

function anchor(href: string, words: string): string {
  // An address that leads nowhere safe is no link.
  if (!safe.test(href)) return words;
  return `<a class="md-link" href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
}

function mention(target: string, words: string, viewerId: string): string {
  const own = target === viewerId || target === 'channel' || target === 'here';
  const look = own ? 'md-mention md-mention-own' : 'md-mention';
  return target.startsWith('user_')
    ? `<button type="button" class="${look}" data-mention="${escapeHtml(target)}">${words}</button>`
    : `<span class="${look}">${words}</span>`;
}

/** The way to a channel; one that the reader cannot see says so itself when it is opened. */
function channel(id: string, name: string): string {
  return `<a class="md-mention md-channel" href="/chat/${escapeHtml(id)}">#${escapeHtml(name)}</a>`;
}

const jumbo = /^(?:\p{RGI_Emoji}\s*){1,6}$/v;

function onlyEmoji(nodes: readonly Inline[]): boolean {
  const [only, ...rest] = nodes;
  return only?.kind === 'text' && rest.length === 0 && only.text.length <= 80 && jumbo.test(only.text);
}

/** Text as HTML that says the same. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
