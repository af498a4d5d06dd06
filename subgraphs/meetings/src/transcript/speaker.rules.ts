import type { Cue } from './cue.rules.js';

/** Somebody who may have spoken. */
export interface Attendant {
  readonly personId: string | null;
  readonly displayName: string;
}

/** Words, and who is known to have said them. */
export interface Spoken extends Omit<Cue, 'voice'> {
  readonly speakerId: string | null;
  readonly speakerName: string;
}

const MOST_IN_NAME = 100;

/** Names are one where they differ in case, accents and spaces alone. */
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Those of a meeting by name; two of one name are told apart by nobody, and so neither is meant. */
function byName(attendants: readonly Attendant[]): ReadonlyMap<string, Attendant | null> {
  const known = new Map<string, Attendant | null>();
  for (const each of attendants) {
    const name = folded(each.displayName);
    const other = known.get(name);
    known.set(name, other === undefined || other?.personId === each.personId ? each : null);
  }
  return known;
}

/** Says of words who spoke them: by the voice that the file names, or by a name of the meeting before a colon. */
export function spokenBy(cues: readonly Cue[], attendants: readonly Attendant[]): readonly Spoken[] {
  const known = byName(attendants);
  return cues.map(({ voice, text, ...span }) => {
    const [prefix = '', before = ''] = voice === null ? (/^([^:]{1,100}):\s+/.exec(text) ?? []) : [];
    const isNamed = known.has(folded(before));
    const name = voice ?? (isNamed ? before : '');
    const person = known.get(folded(name));
    return {
      ...span,
      text: isNamed ? text.slice(prefix.length) : text,
      speakerId: person?.personId ?? null,
      speakerName: (person?.displayName ?? name).slice(0, MOST_IN_NAME),
    };
  });
}
