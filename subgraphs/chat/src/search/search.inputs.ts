import { PageArgs } from '@parley/kit';
import { ArgsType, Field, ID } from 'type-graphql';

/** What is looked for, and where. */
@ArgsType()
export class SearchMessagesArgs extends PageArgs {
  @Field(() => String, {
    description:
      'Words and operators, all of which have to hold: word, "several words in a row", #tag, from:NAME, in:CHANNEL, ' +
      'mentions:NAME, has:link|code|mention|poll|file|image|audio|video|voice, is:thread|edited|forwarded|pinned, ' +
      'before: after: on: with 2026-11-21, an instant, today, yesterday or 7d; names may be ids, `me`, or quoted. A ' +
      'minus before a word, #tag, has: or is: leaves those out. At most 500 characters.',
  })
  readonly query!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the only channel that is looked through; null for all.',
  })
  readonly channelId?: string | null;
}
