import { connectionOf } from '@parley/kit';
import { Field, ObjectType } from 'type-graphql';

/** A file that fits a search. */
@ObjectType({ description: 'A file that fits a search.' })
export class FileHit {
  @Field(() => String, {
    description:
      'The place that fits: safe HTML, in which only the words that fit are marked up, each as <mark>.',
  })
  readonly snippet!: string;
}

/** A page of files that fit. */
export const FileHitConnection = connectionOf(() => FileHit, 'FileHit', 'files that fit');
