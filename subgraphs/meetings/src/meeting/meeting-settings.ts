import { EncryptionMode } from '@parley/kit';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';

/** What participants can be allowed. */
export const MeetingAct = {
  SPEAK: 'SPEAK',
  SHOW: 'SHOW',
  SHARE_SCREEN: 'SHARE_SCREEN',
  REACT: 'REACT',
  ASK: 'ASK',
  CHAT: 'CHAT',
  RECORD: 'RECORD',
  UNMUTE: 'UNMUTE',
} as const;
export type MeetingAct = (typeof MeetingAct)[keyof typeof MeetingAct];

registerEnumType(MeetingAct, {
  name: 'MeetingAct',
  description: 'What participants can be allowed.',
  valuesConfig: {
    SPEAK: { description: 'Use the microphone.' },
    SHOW: { description: 'Use the camera.' },
    SHARE_SCREEN: { description: 'Share a screen.' },
    REACT: { description: 'React, and raise a hand.' },
    ASK: { description: 'Ask questions.' },
    CHAT: { description: 'Write.' },
    RECORD: { description: 'Record.' },
    UNMUTE: { description: 'Unmute themselves after somebody else muted them.' },
  },
});

/** How a meeting is laid out. */
export const MeetingLayout = { GRID: 'GRID', SPEAKER: 'SPEAKER', FILMSTRIP: 'FILMSTRIP' } as const;
export type MeetingLayout = (typeof MeetingLayout)[keyof typeof MeetingLayout];

registerEnumType(MeetingLayout, {
  name: 'MeetingLayout',
  description: 'How a meeting is laid out.',
  valuesConfig: {
    GRID: { description: 'All alike.' },
    SPEAKER: { description: 'Who speaks is large.' },
    FILMSTRIP: { description: 'Small pictures beside a screen.' },
  },
});

@ObjectType({ description: 'How a meeting works.' })
export class MeetingSettings {
  @Field(() => Boolean, { description: 'Whether newcomers wait until a host lets them in.' })
  readonly lobby!: boolean;

  @Field(() => Boolean, { description: 'Whether nobody more may come.' })
  readonly locked!: boolean;

  @Field(() => Boolean, { description: 'Whether guests may come, by its link.' })
  readonly guests!: boolean;

  @Field(() => [MeetingAct], { description: 'What ordinary participants may do.' })
  readonly participantsMay!: readonly MeetingAct[];

  @Field(() => MeetingLayout, { description: 'How it is laid out.' })
  readonly layout!: MeetingLayout;

  @Field(() => Boolean, { description: 'Whether people come in muted.' })
  readonly mutedOnEntry!: boolean;

  @Field(() => Boolean, { description: 'Whether captions are made.' })
  readonly captions!: boolean;
}

@InputType({ description: 'How a meeting works; what is not named stays as it is.' })
export class MeetingSettingsInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether newcomers wait until a host lets them in.' })
  readonly lobby?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether nobody more may come.' })
  readonly locked?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether guests may come, by its link.' })
  readonly guests?: boolean | null;

  @Field(() => [MeetingAct], { nullable: true, description: 'What ordinary participants may do.' })
  readonly participantsMay?: readonly MeetingAct[] | null;

  @Field(() => MeetingLayout, { nullable: true, description: 'How it is laid out.' })
  readonly layout?: MeetingLayout | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether people come in muted.' })
  readonly mutedOnEntry?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether captions are made.' })
  readonly captions?: boolean | null;

  @Field(() => EncryptionMode, {
    nullable: true,
    description: 'Who holds the keys; chosen when it is made.',
  })
  readonly encryption?: EncryptionMode | null;
}
