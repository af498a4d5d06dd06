import { CapabilityState } from '@parley/kit';
import { FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Channel } from '../channel/channel.js';
import { EncryptionModeInfo } from './encryption.js';
import { capabilitiesIn, listModes } from './encryption.service.js';

@Resolver(() => Channel)
export class EncryptionResolver {
  @Query(() => [EncryptionModeInfo], {
    description: 'What works in each encryption mode, one per mode, to choose from before creating.',
  })
  encryptionModes(): readonly EncryptionModeInfo[] {
    return listModes();
  }

  @FieldResolver(() => [CapabilityState], {
    description: 'What works in this mode and what does not, one per capability.',
  })
  capabilities(@Root() channel: Channel): CapabilityState[] {
    return capabilitiesIn(channel);
  }
}
