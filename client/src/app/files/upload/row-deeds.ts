import type { IconName } from '../../../generated/icons';
import type { UploadPhase, UploadRow } from './upload-row';

/** What can be done with a file on its way, by the name of its text. */
export type RowDeed = 'pause' | 'resume' | 'again' | 'choose' | 'show' | 'toChannel';

interface Offered {
  readonly deed: RowDeed;
  readonly icon: IconName;
}

const again: Offered = { deed: 'again', icon: 'arrow-clockwise' };
const show: Offered = { deed: 'show', icon: 'folder-open' };
const toChannel: Offered = { deed: 'toChannel', icon: 'chat-circle' };

/** What is offered in which phase, beside giving the file up. */
const offeredIn: Readonly<Partial<Record<UploadPhase, Offered>>> = {
  sending: { deed: 'pause', icon: 'pause' },
  paused: { deed: 'resume', icon: 'play' },
  failed: again,
  offline: again,
  needsFile: { deed: 'choose', icon: 'folder-open' },
  done: show,
  unscanned: show,
};

/** What is offered for a file, beside giving it up: what goes with a message leads to its conversation. */
export function offeredFor({ phase, channelId }: UploadRow): Offered | undefined {
  const offered = offeredIn[phase];
  return offered === show && channelId !== undefined ? toChannel : offered;
}

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
