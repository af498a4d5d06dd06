import { invalid } from '@parley/kit';

// One whole emoji as Unicode recommends it for interchange, skin tones, flags and families included (UTS #51).
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

/**
 * What is shown for a moment: one emoji.
 * @throws INVALID for words, several, and nothing
 */
export function checkReaction(emoji: string): string {
  if (!EMOJI.test(emoji)) throw invalid('emoji', 'Choose one emoji');
  return emoji;
}
