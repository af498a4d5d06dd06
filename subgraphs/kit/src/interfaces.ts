import { Directive, Field, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { CursorScalar, DateTimeScalar } from './scalars.js';

/** What somebody may do with a thing; one vocabulary for the whole product. */
export const Action = {
  READ: 'READ',
  POST: 'POST',
  COMMENT: 'COMMENT',
  EDIT: 'EDIT',
  DELETE: 'DELETE',
  SHARE: 'SHARE',
  DOWNLOAD: 'DOWNLOAD',
  INVITE: 'INVITE',
  MODERATE: 'MODERATE',
  MANAGE: 'MANAGE',
  JOIN: 'JOIN',
  PRESENT: 'PRESENT',
  RECORD: 'RECORD',
  ENROLL: 'ENROLL',
  GRADE: 'GRADE',
  ACKNOWLEDGE: 'ACKNOWLEDGE',
  EXPLAIN: 'EXPLAIN',
} as const;
export type Action = (typeof Action)[keyof typeof Action];

registerEnumType(Action, {
  name: 'Action',
  description: 'What somebody may do with a thing.',
  valuesConfig: {
    READ: { description: 'See it.' },
    POST: { description: 'Add to it.' },
    COMMENT: { description: 'Comment on it.' },
    EDIT: { description: 'Change it.' },
    DELETE: { description: 'Remove it.' },
    SHARE: { description: 'Pass it on.' },
    DOWNLOAD: { description: 'Keep a copy.' },
    INVITE: { description: 'Bring others in.' },
    MODERATE: { description: 'Keep order in it.' },
    MANAGE: { description: 'Change its rules.' },
    JOIN: { description: 'Take part.' },
    PRESENT: { description: 'Show a screen.' },
    RECORD: { description: 'Record it.' },
    ENROLL: { description: 'Enrol in it.' },
    GRADE: { description: 'Assess work in it.' },
    ACKNOWLEDGE: { description: 'Confirm having read it.' },
    EXPLAIN: { description: 'Ask why others may.' },
  },
});

// Implementers are listed by each subgraph: several subgraphs share one process, and a type of one must not
// appear in the schema of another because both implement Node.
const shared = { autoRegisterImplementations: false } as const;

/** Anything with a global id. */
@InterfaceType({ ...shared, description: 'Anything with a global id; node and nodes read it back.' })
export abstract class Node {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** Something with a live stream. */
@InterfaceType({
  ...shared,
  description: 'Something with a live stream; read it once, then follow from its cursor.',
})
export abstract class Followable {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => CursorScalar, { description: 'Position of the live stream that this answer is exact at.' })
  readonly liveCursor!: string;
}

/** Something that happened in a durable stream. */
@InterfaceType({
  ...shared,
  description:
    'Something that happened in a durable stream; kinds may be added, so read cursor and at even of unknown ones.',
})
export abstract class LiveEvent {
  @Field(() => CursorScalar, { description: 'Position in its stream.' })
  readonly cursor!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;
}

/** Proof that something is gone. */
@Directive('@shareable')
@ObjectType({ description: 'Proof that something is gone.' })
export class Deleted {
  @Field(() => ID, { description: 'Id of what is gone.' })
  readonly id!: string;
}
