import { DateTimeScalar, Node, connectionOf } from '@parley/kit';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** The bytes of a file at one time. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'The bytes of a file at one time; never changes.' })
export class FileVersion {
  readonly id!: string;

  @Field(() => Int, { description: 'Counts from 1.' })
  readonly number!: number;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'A remark for people.' })
  readonly note!: string | null;
}

/** A page of versions. */
export const FileVersionConnection = connectionOf(() => FileVersion, 'FileVersion', 'versions');

/** What happened to a line. */
export const DiffChange = { SAME: 'SAME', ADDED: 'ADDED', REMOVED: 'REMOVED' } as const;
export type DiffChange = (typeof DiffChange)[keyof typeof DiffChange];

registerEnumType(DiffChange, {
  name: 'DiffChange',
  description: 'What happened to a line.',
  valuesConfig: {
    SAME: { description: 'Nothing.' },
    ADDED: { description: 'It came.' },
    REMOVED: { description: 'It went.' },
  },
});

/** One line of a comparison. */
@ObjectType({ description: 'One line of a comparison.' })
export class DiffLine {
  @Field(() => DiffChange, { description: 'What happened to it.' })
  readonly change!: DiffChange;

  @Field(() => String, { description: 'The text.' })
  readonly text!: string;

  @Field(() => Int, { description: 'Its number: in the older version where it went, else in the newer one.' })
  readonly line!: number;
}
