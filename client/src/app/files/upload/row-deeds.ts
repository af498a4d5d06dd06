import type { IconName } from '../../../generated/icons';
import type { UploadPhase } from './upload-row';

/** What can be done with a file on its way, by the name of its text. */
export type RowDeed = 'pause' | 'resume' | 'again' | 'choose' | 'show';

interface Offered {
  readonly deed: RowDeed;
  readonly icon: IconName;
}

const again: Offered = { deed: 'again', icon: 'arrow-clockwise' };
const show: Offered = { deed: 'show', icon: 'folder-open' };

/** What is offered in which phase, beside giving the file up. */
export const offeredIn: Readonly<Partial<Record<UploadPhase, Offered>>> = {
  sending: { deed: 'pause', icon: 'pause' },
  paused: { deed: 'resume', icon: 'play' },
  failed: again,
  offline: again,
  needsFile: { deed: 'choose', icon: 'folder-open' },
  done: show,
  unscanned: show,
};

/** What stands before the words of a phase. */
export const signOf: Readonly<Partial<Record<UploadPhase, IconName>>> = {
  offline: 'wifi-slash',
  checking: 'shield-check',
  unscanned: 'check-circle-fill',
  done: 'check-circle-fill',
  refused: 'warning-circle-fill',
  locked: 'warning-circle-fill',
  failed: 'warning-circle-fill',
};
