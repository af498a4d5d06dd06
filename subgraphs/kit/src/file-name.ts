const LONGEST_NAME = 150;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What Windows takes for a device, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name of a file as it is kept and shown: no path, nothing invisible, nothing that turns the direction of reading
 * around so that an ending looks like another one, and nothing that a file system stumbles over.
 * @param nameless what it is called when nothing is left of its name
 */
export function toFileName(given: string, nameless = 'file'): string {
  const base = given.split(/[/\\]/).at(-1) ?? '';
  const visible = base
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const safe = visible.replace(DEVICE, (device) => `${device}_`);
  return safe === '' ? nameless : shortened(safe);
}

/** What follows the last dot, in small letters; empty for none. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The ending stays: it says what the file is. */
function shortened(name: string): string {
  const letters = Array.from(graphemes.segment(name), ({ segment }) => segment);
  if (letters.length <= LONGEST_NAME && name.length <= 4 * LONGEST_NAME) return name;
  const ending = endingOf(name);
  const tail = ending === '' ? '' : `.${name.slice(-ending.length)}`;
  let stem = '';
  for (const letter of letters.slice(0, LONGEST_NAME - tail.length)) {
    // One letter may be made of any number of marks.
    if (stem.length + letter.length > 2 * LONGEST_NAME) break;
    stem += letter;
  }
  return stem + tail;
}
