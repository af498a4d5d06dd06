import type { SignalKind } from '../../../generated/graphql';

/** What of a signal decides what to do with it. */
export interface Heard {
  readonly kind: SignalKind;
  readonly fromSeat: number;
}

/** How the two devices stand with each other. */
export interface Negotiation {
  /** The seat of this device. */
  readonly seat: number;
  /** The highest seat that was heard of the other; 0 while nothing was heard. */
  readonly otherSeat: number;
  /** Whether this device gives way when both offer at once; whoever is called does. */
  readonly polite: boolean;
  /** Whether an offer of this device waits for its answer. */
  readonly offering: boolean;
  /** Whether a description of the other was taken. */
  readonly settled: boolean;
}

/**
 * What to do at a signal. `anew` means with a new connection: the one there is belongs to a device that the other has
 * left, or to an offer that is given up. `askForOffer` is to say READY in turn.
 */
export type SignalStep =
  'ignore' | 'letGo' | 'offer' | 'offerAnew' | 'offerAgain' | 'restart' | 'askForOffer' | 'take' | 'takeAnew';

function atReady(isOtherDevice: boolean, { offering, polite, settled }: Negotiation): SignalStep {
  if (isOtherDevice) return 'offerAnew';
  // What was offered was lost, or is on its way: the same offer twice is one.
  if (offering) return 'offerAgain';
  if (!settled) return 'offer';
  return polite ? 'askForOffer' : 'restart';
}

function atOffer(isOtherDevice: boolean, { offering, polite, settled }: Negotiation): SignalStep {
  if (isOtherDevice) return 'takeAnew';
  if (!offering) return 'take';
  if (!polite) return 'ignore';
  // A first offer that is given up would leave its lines behind; a later one is rolled back by taking theirs.
  return settled ? 'take' : 'takeAnew';
}

/**
 * Perfect negotiation (https://w3c.github.io/webrtc-pc/#perfect-negotiation-example) between devices that may change. In
 * a call that runs the polite one only asks for offers: both notice a break at once, and whatever comes to a device of
 * Chromium's that has rolled an offer back passes by its transform from then on, and cannot be opened.
 */
export function stepAt({ kind, fromSeat }: Heard, negotiation: Negotiation): SignalStep {
  if (kind === 'MOVED') return fromSeat > negotiation.seat ? 'letGo' : 'ignore';
  if (fromSeat < negotiation.otherSeat) return 'ignore';
  const isOtherDevice = negotiation.otherSeat > 0 && fromSeat > negotiation.otherSeat;
  switch (kind) {
    case 'READY':
      return atReady(isOtherDevice, negotiation);
    case 'OFFER':
      return atOffer(isOtherDevice, negotiation);
    case 'ANSWER':
      return negotiation.offering && !isOtherDevice ? 'take' : 'ignore';
    case 'CANDIDATE':
      return isOtherDevice ? 'ignore' : 'take';
    default:
      return 'ignore';
  }
}
