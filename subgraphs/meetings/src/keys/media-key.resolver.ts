import { EncryptionMode } from '@parley/kit';
import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import { Participant } from '../participant/participant.js';
import { SealedMediaKey } from './media-key.js';
import { ShareMediaKeysInput } from './media-key.inputs.js';
import { encryptionIn, keyEpochIn, keysForViewer, mediaKeyOf, shareMediaKeys } from './media-key.service.js';

@Resolver(() => Meeting)
export class MediaKeyResolver {
  @Mutation(() => Boolean, {
    description:
      'Hands out a key of an encrypted meeting, sealed for each of the others; they are told by a signal of kind KEYS. Refused where somebody came or went since: seal it for those who are there now.',
  })
  shareMediaKeys(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => ShareMediaKeysInput, { description: 'What to do.' }) input: ShareMediaKeysInput,
  ): Promise<boolean> {
    return shareMediaKeys(ctx, input);
  }

  @FieldResolver(() => EncryptionMode, {
    description:
      'Who holds the keys. Of a call that nobody chose it for, the devices, as long as all that are in it can.',
  })
  encryption(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<EncryptionMode> {
    return encryptionIn(ctx, id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Which keys are in use, when encrypted end to end: another one whenever somebody came, went or changed their device.',
  })
  keyEpoch(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<number | null> {
    return keyEpochIn(ctx, id);
  }

  @FieldResolver(() => [SealedMediaKey], {
    description:
      "Keys that were sealed for the viewer's device in this epoch, at most one for each participant.",
  })
  viewerMediaKeys(@Ctx() ctx: MeetingsContext, @Root() { id }: Meeting): Promise<SealedMediaKey[]> {
    return keysForViewer(ctx, id);
  }
}

@Resolver(() => Participant)
export class ParticipantKeyResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The public key of their device, a point of P-256 in base64url; null while they are not in, or it cannot encrypt.',
  })
  mediaKey(@Ctx() ctx: MeetingsContext, @Root() { id }: Participant): Promise<string | null> {
    return mediaKeyOf(ctx, id);
  }
}
