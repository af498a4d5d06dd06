import { Node, connectionOf } from '@parley/kit';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';

/** What a rule about words does with a message that holds them. */
export const WordRuleEffect = { REFUSE: 'REFUSE', REVIEW: 'REVIEW', FLAG: 'FLAG' } as const;
export type WordRuleEffect = (typeof WordRuleEffect)[keyof typeof WordRuleEffect];

registerEnumType(WordRuleEffect, {
  name: 'WordRuleEffect',
  description: 'What a word rule does.',
  valuesConfig: {
    REFUSE: { description: 'Refuse the message.' },
    REVIEW: { description: 'Hold it for review.' },
    FLAG: { description: 'Send it and report it.' },
  },
});

/** A rule about words, of one channel or of the whole organisation. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A rule about words.' })
export class WordRule {
  readonly id!: string;

  @Field(() => String, {
    description:
      'Words as they are written, in any case and with or without accents; * stands for any letters.',
  })
  readonly pattern!: string;

  @Field(() => WordRuleEffect, { description: 'What happens.' })
  readonly effect!: WordRuleEffect;

  readonly channelId!: string | null; // for channel()
}

/** A page of rules about words. */
export const WordRuleConnection = connectionOf(() => WordRule, 'WordRule', 'word rules');
