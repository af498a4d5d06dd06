import type { CapabilityState } from '@parley/kit';
import type { Channel } from '../channel/channel.js';
import type { EncryptionModeInfo } from './encryption.js';
import { capabilitiesOf, encryptionModes } from './encryption.rules.js';

/** Every mode with what works in it. */
export const listModes = (): readonly EncryptionModeInfo[] => encryptionModes;

/** What works in a channel. */
export const capabilitiesIn = ({ encryption }: Pick<Channel, 'encryption'>): CapabilityState[] =>
  capabilitiesOf(encryption);
