import { CapabilityState, EncryptionMode } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** What works in one encryption mode, to choose from before creating. */
@ObjectType({ description: 'What works in one encryption mode.' })
export class EncryptionModeInfo {
  @Field(() => EncryptionMode, { description: 'The mode.' })
  readonly mode!: EncryptionMode;

  @Field(() => Boolean, { description: 'Whether channels can be made in this mode now.' })
  readonly offered!: boolean;

  @Field(() => [CapabilityState], { description: 'What works and what does not, one per capability.' })
  readonly capabilities!: readonly CapabilityState[];
}
