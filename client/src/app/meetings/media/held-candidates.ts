/** So long a way may be found without help, in milliseconds. */
const HOLD_MS = 250;

/**
 * Ways to this device, held back for a moment: whoever is reached at a public address learns from the first check that
 * arrives there where it came from (RFC 8445, peer-reflexive candidates), and needs none of them.
 */
export class HeldCandidates {
  private readonly held: (RTCIceCandidateInit | null)[] = [];
  private flushing: ReturnType<typeof setTimeout> | undefined;
  private stage: 'holding' | 'telling' | 'over' = 'holding';

  /** @param tell says one to the other side; null says that there are no more */
  constructor(
    private readonly tell: (candidate: RTCIceCandidateInit | null) => void,
    private readonly isConnected: () => boolean,
  ) {}

  add(candidate: RTCIceCandidateInit | null): void {
    if (this.stage === 'telling') this.tell(candidate);
    if (this.stage !== 'holding') return;
    this.held.push(candidate);
    this.flushing ??= setTimeout(() => {
      this.stage = 'telling';
      if (!this.isConnected()) this.held.forEach(this.tell);
    }, HOLD_MS);
  }

  /** Their connection is given up. */
  forget(): void {
    this.stage = 'over';
    clearTimeout(this.flushing);
  }
}

/** Whether a way to the other side was found. */
export const isReached = ({ iceConnectionState }: RTCPeerConnection): boolean =>
  ['connected', 'completed'].includes(iceConnectionState);

/** Takes what a connection finds; an empty one, which says that no more of its kind come, is none. */
export const foundBy =
  (held: HeldCandidates) =>
  ({ candidate }: RTCPeerConnectionIceEvent): void => {
    if (candidate?.candidate) held.add(candidate.toJSON());
    else if (!candidate) held.add(null);
  };
