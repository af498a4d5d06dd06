import { DateTimeScalar } from '@parley/kit';
import { Field, Float, ID, ObjectType } from 'type-graphql';

const AT = { description: 'When it happened.' };
const PARTICIPANT = { description: 'Id of the participant.' };

@ObjectType({ description: 'Somebody reacts.' })
export class ReactionShown {
  readonly kind!: 'ReactionShown'; // for MeetingSignal

  @Field(() => DateTimeScalar, AT)
  readonly at!: Date;

  @Field(() => ID, PARTICIPANT)
  readonly participantId!: string;

  @Field(() => String, { description: 'A character: one emoji.' })
  readonly emoji!: string;
}

@ObjectType({ description: 'A place on a shared screen.' })
export class ScreenPlace {
  @Field(() => Float, { description: 'Across, 0 to 1.' })
  readonly x!: number;

  @Field(() => Float, { description: 'Down, 0 to 1.' })
  readonly y!: number;
}

@ObjectType({ description: 'Somebody points at the shared screen, or draws on it.' })
export class PointerMoved {
  readonly kind!: 'PointerMoved'; // for MeetingSignal

  @Field(() => DateTimeScalar, AT)
  readonly at!: Date;

  @Field(() => ID, PARTICIPANT)
  readonly participantId!: string;

  @Field(() => ID, { description: 'Id of the participant whose screen it is.' })
  readonly sharerId!: string;

  @Field(() => Float, { description: 'Across, 0 to 1.' })
  readonly x!: number;

  @Field(() => Float, { description: 'Down, 0 to 1.' })
  readonly y!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Ongoing drawing it belongs to; null where they point.',
  })
  readonly stroke!: string | null;

  @Field(() => [ScreenPlace], {
    description: 'The way there since it was told last, the oldest first: at most 32.',
  })
  readonly via!: readonly ScreenPlace[];

  @Field(() => Boolean, { description: 'True where they point no longer.' })
  readonly done!: boolean;
}

/** A reaction on its way, as JSON. */
export type ReactionNews = Omit<ReactionShown, 'at'> & { readonly at: string };

/** Where somebody points, on its way, as JSON. */
export type PointerNews = Omit<PointerMoved, 'at'> & { readonly at: string };
