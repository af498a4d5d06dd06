/** Somebody's words: since when they speak, or when they fell silent. */
interface Words {
  readonly speaks: boolean;
  readonly at: number;
}

/** Who speaks, and who is the one that everybody looks at. */
export interface Speech {
  readonly words: ReadonlyMap<string, Words>;
  /** Who is shown as the speaker; they stay so while it is silent. */
  readonly mainId: string | null;
}

export const SILENCE: Speech = { words: new Map(), mainId: null };

/** Between words nobody is silent yet. */
const PAUSE_MS = 1_500;
/** Nobody speaks for so long without a breath: that they fell silent was not heard. */
const LONGEST_MS = 60_000;

/** Whether somebody speaks at this moment, or takes a breath. */
function isSpeaking({ words }: Speech, id: string, now: number): boolean {
  const last = words.get(id);
  return last !== undefined && now - last.at < (last.speaks ? LONGEST_MS : PAUSE_MS);
}

/** Whoever speaks the longest of those who speak now. */
function longest({ words }: Speech, now: number): string | null {
  const talking = [...words].filter(([, { speaks, at }]) => speaks && now - at < LONGEST_MS);
  return talking.sort(([, a], [, b]) => a.at - b.at)[0]?.[0] ?? null;
}

/**
 * After somebody began to speak or fell silent. Another becomes the speaker once the present one has paused: whoever
 * falls in, and a cough, take the stage from nobody.
 */
export function afterWords(speech: Speech, id: string, speaks: boolean, now: number): Speech {
  const words = new Map(speech.words).set(id, { speaks, at: now });
  return afterPause({ ...speech, words }, now);
}

/** After a while: whoever still speaks when the speaker has paused is looked at. */
export function afterPause(speech: Speech, now: number): Speech {
  if (speech.mainId !== null && isSpeaking(speech, speech.mainId, now)) return speech;
  const mainId = longest(speech, now) ?? speech.mainId;
  return mainId === speech.mainId ? speech : { ...speech, mainId };
}

/** After people left: nobody is looked at who is not there. */
export function afterLeaving(speech: Speech, present: ReadonlySet<string>): Speech {
  const isGone = speech.mainId !== null && !present.has(speech.mainId);
  const words = new Map([...speech.words].filter(([id]) => present.has(id)));
  if (!isGone && words.size === speech.words.size) return speech;
  return { words, mainId: isGone ? null : speech.mainId };
}

/** Who speaks at this moment. */
export const speaking = (speech: Speech, now: number): ReadonlySet<string> =>
  new Set([...speech.words.keys()].filter((id) => isSpeaking(speech, id, now)));
