import type { MediaSignalInput } from '../signal/signal.inputs.js';
import type { Tile } from './reception.rules.js';

/** What a device wants of its seat; `listens` is what its stream of signals says by beginning. */
export type SeatWish =
  { readonly signal: MediaSignalInput } | { readonly tiles: readonly Tile[] } | { readonly listens: true };

/** Whether it is enough to take the seat that nobody has. */
export const isReady = (wish: SeatWish): boolean =>
  'listens' in wish || ('signal' in wish && wish.signal.kind === 'READY');
