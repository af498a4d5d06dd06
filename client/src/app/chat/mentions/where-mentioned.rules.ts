import { markedSnippet } from '../../ui/snippet/snippet.rules';
import { excerptOf, groupMentions, toWrittenText } from '../composer/mention.rules';

/** Signs of a message that are shown, and how many of them may stand before the name. */
const LONGEST = 260;
const BEFORE = 80;

/** The place of a message that addresses somebody, their name marked as snippets are; null where it does not. */
export function whereMentioned(markdown: string, userId: string): string | null {
  const own = toWrittenText(markdown).mentions.filter(({ target }) => target === userId);
  const words = excerptOf(markdown, Infinity);
  const labels = [...own, ...groupMentions].map(({ label }) => `@${label}`);
  const label = labels.find((each) => words.includes(each));
  if (label === undefined) return null;
  const at = words.indexOf(label);
  const start = at > BEFORE ? words.lastIndexOf(' ', at - BEFORE) + 1 : 0;
  const shown = words.slice(start, start + LONGEST);
  const whole = `${start > 0 ? '…' : ''}${shown}${start + LONGEST < words.length ? '…' : ''}`;
  return markedSnippet(whole, labels);
}
