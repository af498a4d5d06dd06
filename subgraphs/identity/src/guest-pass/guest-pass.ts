import { Directive, Field, ID, Int, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { Action, DateTimeScalar, Node, connectionOf, isId } from '@parley/kit';
import { Residential } from '../region/region.js';
import { UrlScalar } from '../scalars.js';

/** Where a pass stands. */
export const GuestPassState = {
  INVITED: 'INVITED',
  ACTIVE: 'ACTIVE',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
} as const;
export type GuestPassState = (typeof GuestPassState)[keyof typeof GuestPassState];

registerEnumType(GuestPassState, {
  name: 'GuestPassState',
  description: 'Where a pass stands.',
  valuesConfig: {
    INVITED: { description: 'Not used yet.' },
    ACTIVE: { description: 'In use.' },
    EXPIRED: { description: 'Over.' },
    REVOKED: { description: 'Ended early.' },
  },
});

/** Chat's entity: identity only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A place where people talk.' })
export class Channel {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** Meetings' entity: identity only names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A room for media: of a call, instant, planned, permanent, or a webinar.' })
export class Meeting {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

export const GuestTarget = createUnionType({
  name: 'GuestTarget',
  description: 'Things that a guest pass can open.',
  types: () => [Channel, Meeting] as const,
  resolveType: ({ id }) => (isId('meeting', id) ? Meeting : Channel),
});

@ObjectType({ description: 'One thing that a pass opens.' })
export class GuestGrant {
  @Field(() => [Action], { description: 'What may be done with it.' })
  readonly actions!: readonly Action[];

  // Not a field: for target().
  readonly targetId!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({
  implements: [Node, Residential],
  description: 'A capability on named things with an end; there is no other way in for guests.',
})
export class GuestPass {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => [GuestGrant], { description: 'What it opens; at most 50.' })
  readonly grants!: readonly GuestGrant[];

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  readonly endsAt!: Date;

  @Field(() => UrlScalar, { nullable: true, description: 'The link, shown to the issuer once.' })
  readonly link?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used.' })
  readonly lastUsedAt!: Date | null;

  @Field(() => Int, { description: 'Grows by one with every edit.' })
  readonly version!: number;

  // Not fields: for guest(), issuedBy(), state() and region().
  readonly guestId!: string | null;
  readonly issuedById!: string | null;
  readonly revokedAt!: Date | null;
  readonly regionCode!: string;
}

export const GuestPassConnection = connectionOf(() => GuestPass, 'GuestPass', 'guest passes');
