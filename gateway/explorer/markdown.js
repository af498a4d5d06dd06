/** The little of Markdown that descriptions use: paragraphs, lists, bold, code and addresses. */
import { element } from './frame.js';

const INLINE = /\*\*(.+?)\*\*|`(.+?)`/g;

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index));
    nodes.push(match[1] === undefined ? element('code', {}, match[2]) : element('strong', {}, match[1]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== '');
}

/** @returns the elements of a text */
export function markdown(text = '') {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const items = block.split('\n').filter((line) => line.startsWith('- '));
      if (items.length === 0) return element('p', {}, inline(block));
      return element(
        'ul',
        {},
        items.map((item) => element('li', {}, inline(item.slice(2)))),
      );
    });
}
