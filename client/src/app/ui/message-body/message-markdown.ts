import DOMPurify from 'dompurify';
import { Marked, type MarkedExtension, type Tokens } from 'marked';

/** Whose words they are read by, so that their own mentions stand out. */
export interface MarkdownReader {
  readonly viewerId: string;
}

const allowedTags = [
  'a',
  'blockquote',
  'br',
  'button',
  'code',
  'del',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'span',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
  'div',
];
const plainAttributes = [
  'class',
  'type',
  'start',
  'target',
  'rel',
  'align',
  'data-mention',
  'dir',
  'tabindex',
];

/**
 * Markdown of a message as safe HTML. Raw HTML is shown as text and pictures become links, so nothing in a
 * message makes a request; DOMPurify then removes whatever the renderer should ever let through.
 */
export function renderMarkdown(markdown: string, reader: MarkdownReader): string {
  const html = markedFor(reader.viewerId).parse(markdown, { async: false });
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href', ...plainAttributes],
    ADD_URI_SAFE_ATTR: plainAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/))/i,
  });
}

const parsers = new Map<string, Marked>();

function markedFor(viewerId: string): Marked {
  let parser = parsers.get(viewerId);
  if (!parser) {
    parser = makeParser(viewerId);
    parsers.set(viewerId, parser);
  }
  return parser;
}

function makeParser(viewerId: string): Marked {
  return new Marked(
    { gfm: true, breaks: true },
    { renderer: inlineRenderer(viewerId) },
    { renderer: blockRenderer },
    { renderer: listRenderer },
  );
}

type Renderers = NonNullable<MarkedExtension['renderer']>;

function inlineRenderer(viewerId: string): Renderers {
  return {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ href, text }: Tokens.Image) => anchor(href, escapeHtml(text || href)),
    codespan: ({ text }: Tokens.Codespan) => `<code class="md-code">${escapeHtml(text)}</code>`,
    link(token: Tokens.Link) {
      const words = this.parser.parseInline(token.tokens);
      return token.href.startsWith('mention:')
        ? mention(token.href.slice('mention:'.length), words, viewerId)
        : anchor(token.href, words);
    },
  };
}

const blockRenderer: Renderers = {
  code: ({ text }: Tokens.Code) =>
    `<pre class="md-pre" dir="ltr" tabindex="0"><code class="md-block">${escapeHtml(text)}</code></pre>`,
  paragraph(token: Tokens.Paragraph) {
    return `<p class="md-p" dir="auto">${this.parser.parseInline(token.tokens)}</p>`;
  },
  heading(token: Tokens.Heading) {
    // A message is no document: its headings are strong lines that leave the page's outline alone.
    return `<p class="md-heading" dir="auto">${this.parser.parseInline(token.tokens)}</p>`;
  },
  blockquote(token: Tokens.Blockquote) {
    return `<blockquote class="md-quote" dir="auto">${this.parser.parse(token.tokens)}</blockquote>`;
  },
  hr: () => '<hr class="md-rule">',
};

const listRenderer: Renderers = {
  list(token: Tokens.List) {
    const items = token.items.map((item) => this.listitem(item)).join('');
    const start = typeof token.start === 'number' && token.start !== 1 ? ` start="${token.start}"` : '';
    return token.ordered
      ? `<ol class="md-list" dir="auto"${start}>${items}</ol>`
      : `<ul class="md-list" dir="auto">${items}</ul>`;
  },
  checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
  table(token: Tokens.Table) {
    const cells = (tag: 'td' | 'th', tokens: readonly Tokens.TableCell[]): string =>
      row(tokens.map((cell) => cellOf(tag, cell, this.parser.parseInline(cell.tokens))));
    const head = `<thead>${cells('th', token.header)}</thead>`;
    const body = `<tbody>${token.rows.map((tokens) => cells('td', tokens)).join('')}</tbody>`;
    const table = `<table class="md-table" dir="auto">${head}${body}</table>`;
    return `<div class="md-scroll" tabindex="0">${table}</div>`;
  },
};

function row(cells: readonly string[]): string {
  return `<tr>${cells.join('')}</tr>`;
}

function cellOf(tag: 'td' | 'th', { align }: Tokens.TableCell, words: string): string {
  return `<${tag} class="md-cell"${align ? ` align="${align}"` : ''}>${words}</${tag}>`;
}

function anchor(href: string, words: string): string {
  return `<a class="md-link" href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer nofollow">${words}</a>`;
}

function mention(target: string, words: string, viewerId: string): string {
  const own = target === viewerId || target === 'channel' || target === 'here';
  const look = own ? 'md-mention md-mention-own' : 'md-mention';
  return target.startsWith('user_')
    ? `<button type="button" class="${look}" data-mention="${escapeHtml(target)}">${words}</button>`
    : `<span class="${look}">${words}</span>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
