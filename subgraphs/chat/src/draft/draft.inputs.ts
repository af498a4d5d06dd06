import { ClientKeyScalar, MarkdownScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';
import { AttachmentInput } from '../attachment/attachment.inputs.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What saveDraft needs.' })
export class SaveDraftInput {
  @Field(() => ID, { description: 'Id of the channel.' })
  readonly channelId!: string;

  @Field(() => ID, { nullable: true, description: 'Id of the thread; null for the channel itself.' })
  readonly threadId?: string | null;

  @Field(() => MarkdownScalar, {
    description: 'The text, up to 16,384 characters; empty only beside files: else discard instead.',
  })
  readonly text!: string;

  @Field(() => [AttachmentInput], {
    nullable: true,
    description:
      'Files that are to go with it, at most 20; when left out, those that are kept already stay. They wait for as long as they stand in it.',
  })
  readonly attachments?: readonly AttachmentInput[] | null;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What discardDraft needs.' })
export class DiscardDraftInput {
  @Field(() => ID, { description: 'Id of the draft.' })
  readonly draftId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
