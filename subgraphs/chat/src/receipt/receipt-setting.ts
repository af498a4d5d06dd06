import { Field, ObjectType } from 'type-graphql';

/** Whether the viewer shows how far they have read. */
@ObjectType({ description: 'Whether the viewer shows others how far they have read, and sees it of them.' })
export class ReadReceiptSetting {
  @Field(() => Boolean, {
    description: "The viewer's own choice: who hides theirs sees nobody else's either.",
  })
  readonly own!: boolean;

  @Field(() => Boolean, {
    description: "The organisation's choice: where it is false nobody sees anybody's.",
  })
  readonly organization!: boolean;
}
