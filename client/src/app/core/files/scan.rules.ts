import type { ScanState } from '../../../generated/graphql';

/** A file, as far as the check for viruses goes. */
interface Scanned {
  readonly scan: ScanState;
}

/** Whether its bytes can be had by whoever looks at it now. */
export const isOpen = ({ scan }: Scanned): boolean => scan === 'CLEAN' || scan === 'UNSCANNED';

/** Whether it is still being looked at for viruses. */
export const isBeingChecked = ({ scan }: Scanned): boolean => scan === 'WAITING' || scan === 'SCANNING';
