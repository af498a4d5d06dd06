import { DateTimeScalar } from '@parley/kit';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** What those are who can open something. */
export const AudienceKind = {
  PERSON: 'PERSON',
  TEAM: 'TEAM',
  DEPARTMENT: 'DEPARTMENT',
  ROLE: 'ROLE',
  CHANNEL: 'CHANNEL',
  GUEST: 'GUEST',
} as const;
export type AudienceKind = (typeof AudienceKind)[keyof typeof AudienceKind];

registerEnumType(AudienceKind, {
  name: 'AudienceKind',
  description: 'What those are who can open a file or folder; may grow.',
  valuesConfig: {
    PERSON: { description: 'One person.' },
    TEAM: { description: 'Those in a team.' },
    DEPARTMENT: { description: 'Those in a department.' },
    ROLE: { description: 'Those who hold a role.' },
    CHANNEL: { description: 'Those in a channel.' },
    GUEST: { description: 'A guest.' },
  },
});

@ObjectType({ description: 'Somebody, or a group, who can open a file or folder.' })
export class FileAudienceParty {
  @Field(() => AudienceKind, { description: 'What they are.' })
  readonly kind!: AudienceKind;

  @Field(() => String, { nullable: true, description: 'What they are called; null where that is not known.' })
  readonly name!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many people that is; null for one, and where it is not known.',
  })
  readonly people!: number | null;

  @Field(() => Boolean, { description: 'Whether it is the viewer.' })
  readonly isViewer!: boolean;
}

@ObjectType({ description: 'Links that open a file or folder.' })
export class FileAudienceLinks {
  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  @Field(() => Boolean, {
    description:
      'Whether one of them is for whoever has it: without a password, and for nobody in particular.',
  })
  readonly isOpen!: boolean;

  @Field(() => Boolean, { description: 'Whether all of them ask for a password.' })
  readonly areLocked!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the last of them ends; null where one does not end by itself.',
  })
  readonly until!: Date | null;
}

/** Who can open something at this moment, as data. */
@ObjectType({
  description:
    'Who can open a file or folder at this moment, as data, so that it can be told in any language.',
})
export class FileAudience {
  @Field(() => Boolean, { description: 'Whether everybody of the organisation can.' })
  readonly isEverybody!: boolean;

  @Field(() => [FileAudienceParty], {
    description: 'Those to name: whose it is, those in its channel, and with whom it is shared; at most 3.',
  })
  readonly parties!: readonly FileAudienceParty[];

  @Field(() => Int, { description: 'How many people and groups there are besides.' })
  readonly moreCount!: number;

  @Field(() => FileAudienceLinks, {
    nullable: true,
    description: 'Links that open it; null where none does.',
  })
  readonly links!: FileAudienceLinks | null;
}
