import { DateTimeScalar } from '@parley/kit';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { PointerMoved, type PointerNews, type ReactionNews, ReactionShown } from '../reaction/reaction.js';
import { type LineNews, LineTold } from '../breakout/breakout.js';
import { Quality } from '../participant/participant.js';

@ObjectType({ description: 'Somebody began to speak.' })
export class ActiveSpeaker {
  readonly kind!: 'ActiveSpeaker'; // for MeetingSignal

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => ID, { description: 'Id of the participant.' })
  readonly participantId!: string;

  @Field(() => Boolean, { description: 'False where they fell silent again.' })
  readonly speaking!: boolean;
}

@ObjectType({ description: "How somebody's connection is, as their device or the media server measured it." })
export class QualityMeasured {
  readonly kind!: 'QualityMeasured'; // for MeetingSignal

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => ID, { description: 'Id of the participant.' })
  readonly participantId!: string;

  @Field(() => Quality, { description: 'What was measured.' })
  readonly quality!: Quality;
}

/** Something that is told to those who are there, and kept nowhere. */
export const MeetingSignal = createUnionType({
  name: 'MeetingSignal',
  description: 'Something that happens in a meeting and is over at once.',
  types: () => [ActiveSpeaker, QualityMeasured, ReactionShown, PointerMoved, LineTold] as const,
  resolveType: ({ kind }: { readonly kind: string }) => kind,
});
export type MeetingSignal = ActiveSpeaker | QualityMeasured | ReactionShown | PointerMoved | LineTold;

/** The same on its way, as JSON. */
export type MeetingNews =
  | ReactionNews
  | PointerNews
  | LineNews
  | {
      readonly kind: 'ActiveSpeaker';
      readonly at: string;
      readonly participantId: string;
      readonly speaking: boolean;
    }
  | {
      readonly kind: 'QualityMeasured';
      readonly at: string;
      readonly participantId: string;
      readonly quality: Omit<Quality, 'at'> & { readonly at: string };
    };
