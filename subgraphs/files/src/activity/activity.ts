import { DateTimeScalar, LiveEvent, Node, connectionOf } from '@parley/kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { NodeLog } from '../events.js';
import { FileEvent } from '../live/stream-events.js';
import { FileActivityKind } from './activity-kind.js';
import { CountryCodeScalar } from './country.js';

/** What clients see of something that was done with a file. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'Who touched a file, when.' })
export class FileActivity {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  @Field(() => FileActivityKind, { description: 'What kind it is.' })
  readonly kind!: FileActivityKind;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'From where, as far as it is known.' })
  readonly country!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What whoever sent it by a request calls themselves; nobody checked it.',
  })
  readonly senderName!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;
}

/** A page of what was done. */
export const FileActivityConnection = connectionOf(() => FileActivity, 'FileActivity', 'deeds');

@ObjectType({ implements: [LiveEvent, FileEvent], description: 'Somebody looked at or downloaded it.' })
export class FileTouched extends FileEvent {
  readonly data!: NodeLog['fileTouched']; // for activity()
}
