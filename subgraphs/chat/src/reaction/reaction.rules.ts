import { invalid } from '@parley/kit';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

// One whole emoji as Unicode recommends it for interchange, skin tones, flags and families included (UTS #51).
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

/** How many different emoji one message holds. */
export const EMOJI_AT_MOST = 100;

/**
 * Exactly one emoji.
 * @throws INVALID for anything else
 */
export function checkEmoji(field: string, text: string): string {
  const [first, second] = graphemes.segment(text.slice(0, 64));
  if (!first || second || text.length > 64 || !EMOJI.test(first.segment)) {
    throw invalid(field, 'Choose one emoji');
  }
  return first.segment;
}
