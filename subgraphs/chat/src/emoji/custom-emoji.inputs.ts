import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What addCustomEmoji needs.' })
export class AddCustomEmojiInput {
  @Field(() => String, { description: 'Its name: 2 to 32 small letters, digits, _, + or -.' })
  readonly name!: string;

  @Field(() => ID, {
    description: 'Id of a picture that the viewer sent: at most 512 KiB and 1,024 pixels wide.',
  })
  readonly fileId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What removeCustomEmoji needs.' })
export class RemoveCustomEmojiInput {
  @Field(() => ID, { description: 'Id of the emoji.' })
  readonly emojiId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
