/** Who was heard when, and who is the one that everybody looks at. */
export interface Speech {
  /** When each was heard last, in milliseconds. */
  readonly heardAt: ReadonlyMap<string, number>;
  /** Who is shown as the speaker; they stay so while it is silent. */
  readonly mainId: string | null;
  /** Since when they are. */
  readonly mainSince: number;
}

export const SILENCE: Speech = { heardAt: new Map(), mainId: null, mainSince: 0 };

/** Between words nobody is silent yet. */
const PAUSE_MS = 2_000;
/** Whoever is looked at stays so for a moment, even where another falls in. */
const STAYS_MS = 3_000;

/** Whether somebody speaks at this moment. */
export const isSpeaking = ({ heardAt }: Speech, id: string, now: number): boolean =>
  now - (heardAt.get(id) ?? -Infinity) < PAUSE_MS;

/**
 * After somebody was heard. Another becomes the speaker once the present one pauses, or when both talk after a while:
 * a cough takes the stage from nobody.
 */
export function afterHearing(speech: Speech, id: string, now: number): Speech {
  const { mainId, mainSince } = speech;
  const spoke = isSpeaking(speech, id, now);
  const heardAt = new Map(speech.heardAt).set(id, now);
  const isFree = mainId === null || !isSpeaking(speech, mainId, now);
  const givesWay = isFree || (spoke && now - mainSince > STAYS_MS);
  return id !== mainId && givesWay ? { heardAt, mainId: id, mainSince: now } : { ...speech, heardAt };
}

/** After people left: nobody is looked at who is not there. */
export function afterLeaving(speech: Speech, present: ReadonlySet<string>): Speech {
  const isGone = speech.mainId !== null && !present.has(speech.mainId);
  const heardAt = new Map([...speech.heardAt].filter(([id]) => present.has(id)));
  if (!isGone && heardAt.size === speech.heardAt.size) return speech;
  return { ...speech, heardAt, mainId: isGone ? null : speech.mainId };
}

/** Who speaks at this moment. */
export const speaking = (speech: Speech, now: number): ReadonlySet<string> =>
  new Set([...speech.heardAt.keys()].filter((id) => isSpeaking(speech, id, now)));
