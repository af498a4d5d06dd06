import DOMPurify from 'dompurify';
import { parseBlocks } from './markdown-blocks';
import { type MarkdownReader, htmlOf } from './markdown-html';

export type { MarkdownReader } from './markdown-html';

const allowedTags = [
  'a',
  'blockquote',
  'br',
  'button',
  'code',
  'del',
  'div',
  'em',
  'hr',
  'img',
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
];
const plainAttributes = [
  'align',
  'alt',
  'aria-label',
  'class',
  'data-mention',
  'dir',
  'loading',
  'rel',
  'role',
  'start',
  'tabindex',
  'target',
  'type',
];

/**
 * Markdown of a message as safe HTML. Raw HTML is shown as text and pictures become links, so nothing in a
 * message makes a request; DOMPurify then removes whatever the renderer should ever let through.
 */
export function renderMarkdown(markdown: string, reader: MarkdownReader): string {
  const html = htmlOf(parseBlocks(markdown), reader);
  // Words, breaks and emphasis without an attribute of their own are what they are: nothing is to be removed.
  if (!worthALook.test(html)) return html;
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href', 'src', ...plainAttributes],
    ADD_URI_SAFE_ATTR: plainAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/))/i,
  });
}

const worthALook =
  /<(?!p class="md-p" dir="auto">|\/p>|\/?(?:strong|em|del)>|br>|code class="md-code">|\/code>)/;
