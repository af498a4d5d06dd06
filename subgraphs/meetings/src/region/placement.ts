import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Why the media of a room runs where it does. */
export const PlacementReason = {
  RESIDENCY: 'RESIDENCY',
  NEAREST: 'NEAREST',
  COUNTRIES: 'COUNTRIES',
  ONLY: 'ONLY',
  CAPACITY: 'CAPACITY',
} as const;
export type PlacementReason = (typeof PlacementReason)[keyof typeof PlacementReason];

registerEnumType(PlacementReason, {
  name: 'PlacementReason',
  description: 'Why the media of a room runs where it does.',
  valuesConfig: {
    RESIDENCY: { description: 'The data of the organisation stays in that region.' },
    NEAREST: { description: 'It is nearest to those who came, as their browsers measured.' },
    COUNTRIES: { description: 'It is for the countries of most who came.' },
    ONLY: { description: 'It is the only region that can be used.' },
    CAPACITY: { description: 'Nothing speaks for any region, and its media server has the most room.' },
  },
});

/** Why somewhere, as it is kept with a room. */
export interface Grounds {
  readonly reason: PlacementReason;
  /** How far it is for those who came; null where that was not asked. */
  readonly milliseconds: number | null;
  /** The same in a sentence. */
  readonly because: string;
}

/** Where nothing speaks for any region. */
export const MOST_ROOM: Grounds = {
  ...{ reason: 'CAPACITY', milliseconds: null, because: 'It is the media server with the most room' },
};

@ObjectType({ description: 'Why the media of a room runs where it does.' })
export class MediaPlacement {
  @Field(() => PlacementReason, { description: 'What decided.' })
  readonly reason!: PlacementReason;

  @Field(() => Int, {
    nullable: true,
    description:
      'How far it is for those who came, in milliseconds: the median; null where that did not decide.',
  })
  readonly milliseconds!: number | null;
}
