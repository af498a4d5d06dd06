import type { Tone } from './ring-tone';

/** What decides about the sound of ringing. */
export interface Ringing {
  readonly incoming: number;
  /** Calls of the viewer's that ring from this device. */
  readonly outgoing: number;
  /** Whether the viewer is in a call here and is heard. */
  readonly speaking: boolean;
  readonly notDisturbed: boolean;
  readonly quiet: boolean;
}

/** What is heard: never in quiet hours, while one is not to be disturbed, or into a call. */
export function toneFor({ incoming, outgoing, speaking, notDisturbed, quiet }: Ringing): Tone | null {
  if (incoming > 0) return speaking || notDisturbed || quiet ? null : 'incoming';
  return outgoing > 0 && !speaking ? 'outgoing' : null;
}
