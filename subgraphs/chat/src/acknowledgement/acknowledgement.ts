import { DateTimeScalar, connectionOf } from '@parley/kit';
import { Directive, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { StoredRequest } from './acknowledgement.table.js';

/** One person who was asked to confirm. */
@Directive('@shareable')
@ObjectType({ description: 'One person asked to confirm.' })
export class Acknowledgement {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they confirmed; null while missing.' })
  readonly at!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they were last reminded; null when they were not.',
  })
  readonly remindedAt!: Date | null;

  readonly personId!: string; // for user()
  readonly isMember!: boolean; // for unreachedBecause()
  readonly isActive!: boolean; // for unreachedBecause()
}

/** A page of people who were asked to confirm. */
export const AcknowledgementConnection = connectionOf(
  () => Acknowledgement,
  'Acknowledgement',
  'acknowledgements',
  { shareable: true },
);

/** A request to confirm, and how far it got. */
@Directive('@shareable')
@ObjectType({ description: 'A request to confirm, and how far it got.' })
export class AcknowledgementRequest {
  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly requestedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is due; null when that does not matter.',
  })
  readonly dueAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When those who had not confirmed were last reminded; null when they were not.',
  })
  readonly remindedAt!: Date | null;

  @Field(() => Int, { description: 'How many people were asked.' })
  readonly expectedCount!: number;

  @Field(() => Int, { description: 'How many confirmed.' })
  readonly receivedCount!: number;

  readonly requestedById!: string; // for requestedBy()
  readonly messageId!: string; // for receipts()
}

/** A stored request as clients see it. */
export const requestOf = (messageId: string, stored: StoredRequest): AcknowledgementRequest => ({
  messageId,
  requestedById: stored.requestedById,
  requestedAt: new Date(stored.requestedAt),
  dueAt: stored.dueAt === null ? null : new Date(stored.dueAt),
  remindedAt: stored.remindedAt === null ? null : new Date(stored.remindedAt),
  expectedCount: stored.expected,
  receivedCount: stored.received,
});

/** Something that people can be asked to confirm; further types will implement it. */
@InterfaceType({
  autoRegisterImplementations: false,
  description: 'Something that people can be asked to confirm.',
})
export abstract class Acknowledgeable {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => AcknowledgementRequest, {
    nullable: true,
    name: 'acknowledgement',
    description: 'What was asked for; null when nothing was.',
  })
  readonly acknowledgement!: AcknowledgementRequest | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the viewer confirmed; null when they did not.',
  })
  readonly viewerAcknowledgedAt!: Date | null;
}
