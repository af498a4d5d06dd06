import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';
import { WordRuleEffect } from './word-rule.js';

const KEY = 'Client-chosen key: the same key gives the same answer.';

@InputType({ description: 'What saveWordRule needs.' })
export class SaveWordRuleInput {
  @Field(() => ID, { nullable: true, description: 'Leave out to create.' })
  readonly ruleId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the channel; leave out for the whole organisation. A rule stays where it was made.',
  })
  readonly channelId?: string | null;

  @Field(() => String, {
    description: 'Words as they are written, 1 to 100 characters; * stands for any letters.',
  })
  readonly pattern!: string;

  @Field(() => WordRuleEffect, { description: 'What happens.' })
  readonly effect!: WordRuleEffect;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteWordRule needs.' })
export class DeleteWordRuleInput {
  @Field(() => ID, { description: 'Id of the rule.' })
  readonly ruleId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
