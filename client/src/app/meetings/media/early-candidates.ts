/** Candidates that may come before the description that they belong to: they wait for it. */
export class EarlyCandidates {
  private waiting: RTCIceCandidateInit[] = [];

  async add(peer: RTCPeerConnection | null, candidate: RTCIceCandidateInit): Promise<void> {
    if (peer?.remoteDescription) await peer.addIceCandidate(candidate);
    else this.waiting.push(candidate);
  }

  /** The description is there. */
  async settle(peer: RTCPeerConnection): Promise<void> {
    const candidates = this.waiting;
    this.waiting = [];
    for (const candidate of candidates) await peer.addIceCandidate(candidate);
  }

  /** They were of a connection that is given up. */
  forget(): void {
    this.waiting = [];
  }
}
