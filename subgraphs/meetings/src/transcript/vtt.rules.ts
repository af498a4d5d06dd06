import { type Block, type Cue, blocksOf, checkSpan, secondsOf, wordsIn, wrongLine } from './cue.rules.js';

const TIME = String.raw`(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})`;
const TIMINGS = new RegExp(String.raw`^\s*${TIME}\s+-->\s+${TIME}(?:\s.*)?$`);
/** A tag of WebVTT: a name, classes, and for a voice who it is. */
const TAG = /<(\/?)([a-z]*)((?:\.[^\s<>.]+)*)(?:[ \t]+([^<>]*))?>/i;
const STAMP = /<[\d:.]+>/g;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', nbsp: '\u00A0', lrm: '\u200E', rlm: '\u200F', quot: '"' },
};

const plain = (text: string): string =>
  text.replaceAll(/&([a-z]{2,5});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole);

/** Whether a file says that it is WebVTT. */
export const isVtt = (lines: readonly string[]): boolean => /^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '');

interface Said {
  readonly voice: string | null;
  text: string;
}

/** What of a cue is said by whom: a voice goes on until another begins, or it ends. */
function voicesIn(payload: string): readonly Said[] {
  const said: Said[] = [{ voice: null, text: '' }];
  let rest = payload.replaceAll(STAMP, '');
  for (let tag = TAG.exec(rest); tag; tag = TAG.exec(rest)) {
    const [whole, closing, name = '', , annotation = ''] = tag;
    (said.at(-1) as Said).text += plain(rest.slice(0, tag.index));
    rest = rest.slice(tag.index + whole.length);
    if (name.toLowerCase() !== 'v') continue;
    said.push({ voice: closing ? null : plain(annotation).trim() || null, text: '' });
  }
  (said.at(-1) as Said).text += plain(rest);
  return said;
}

const isAside = ({ lines: [first = ''] }: Block): boolean => /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(first);

function cuesIn({ line, lines }: Block): readonly Cue[] {
  // A line of its own may name the cue.
  const skipped = lines[0]?.includes('-->') ? 0 : 1;
  const at = line + skipped;
  const times = TIMINGS.exec(lines[skipped] ?? '');
  if (!times) throw wrongLine(at, 'Expected a time such as 00:01:02.000 --> 00:01:05.000');
  const startSeconds = secondsOf(times.slice(1, 5), at);
  const endSeconds = secondsOf(times.slice(5, 9), at);
  checkSpan(startSeconds, endSeconds, at);
  const payload = wordsIn(lines.slice(skipped + 1).join('\n'), at + 1);
  return voicesIn(payload).map(({ voice, text }) => ({
    ...{ startSeconds, endSeconds, voice },
    text: wordsIn(text, at + 1),
  }));
}

/**
 * The cues of a WebVTT file (https://www.w3.org/TR/webvtt1/): notes, styles and regions are passed over, voices kept,
 * all other tags taken off. Unlike a player, which shows what it can, it refuses what it cannot read.
 * @throws INVALID naming the line
 */
export function readVtt(lines: readonly string[]): readonly Cue[] {
  const [, ...blocks] = blocksOf(lines);
  return blocks.filter((block) => !isAside(block)).flatMap(cuesIn);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function timeOf(seconds: number): string {
  const all = Math.round(seconds * 1_000);
  const [hours, minutes] = [Math.floor(all / 3_600_000), Math.floor(all / 60_000) % 60];
  const thousandths = String(all % 1_000).padStart(3, '0');
  return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(Math.floor(all / 1_000) % 60)}.${thousandths}`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);

export const VTT_HEAD = 'WEBVTT\n';

/** One cue as a file has it, with who speaks. */
export const vttOf = ({ startSeconds, endSeconds, voice, text }: Cue): string => {
  const words = voice === null ? escaped(text) : `<v ${escaped(voice)}>${escaped(text)}</v>`;
  return `\n${timeOf(startSeconds)} --> ${timeOf(endSeconds)}\n${words}\n`;
};
