import {
  Arg,
  Args,
  type ClassType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { PageArgs, connectionOf, type Page } from './connection.js';
import type { RequestContext } from './context.js';
import type { DeadLetterRow } from './dead-letter.js';
import { deadLettersOf, discardFor, replayFor } from './dead-letter.service.js';
import { Deleted } from './interfaces.js';
import { ClientKeyScalar, DateTimeScalar } from './scalars.js';

@Directive('@shareable')
@ObjectType({
  description: 'An event of another subgraph that could not be taken in, or that waits behind one.',
})
export class DeadLetter {
  @Field(() => ID, { description: 'Names it to replay and discard.' })
  readonly id!: string;

  @Field(() => String, { description: 'The subgraph whose event it is, or what follows it here.' })
  readonly source!: string;

  @Field(() => String, { description: 'The stream the event stands in.' })
  readonly stream!: string;

  @Field(() => String, { description: 'What happened.' })
  readonly kind!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly happenedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was set aside.' })
  readonly setAsideAt!: Date;

  @Field(() => Int, { description: 'How often it was tried; 0 while it only waits.' })
  readonly attempts!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it failed the last time; null while it only waits behind an earlier one of the same thing.',
  })
  readonly error!: string | null;
}

const DeadLetterConnection = connectionOf(() => DeadLetter, 'DeadLetter', 'dead letters', {
  shareable: true,
});

@Resolver(() => DeadLetter)
class DeadLetterFields {
  @Directive('@shareable')
  @FieldResolver(() => String, { description: 'What the event says, as JSON: ids and what they became.' })
  data(@Root() letter: DeadLetterRow): string {
    return JSON.stringify(letter.data);
  }
}

/** What replaying and discarding ask for, as an input type of each subgraph's own. */
function letterInput(name: string, deed: string): ClassType<{ readonly id: string; readonly key: string }> {
  @InputType(name, { description: `Which dead letter to ${deed}.` })
  class LetterInput {
    @Field(() => ID, { description: 'Its id.' })
    readonly id!: string;

    @Field(() => ClientKeyScalar, { description: 'Client key: the same one makes a retry the same act.' })
    readonly key!: string;
  }
  return LetterInput;
}

type LetterInput = InstanceType<ReturnType<typeof letterInput>>;

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function rootFields(
  subgraph: string,
  Name = capital(subgraph),
  ReplayInput = letterInput(`Replay${Name}DeadLetterInput`, 'replay'),
  DiscardInput = letterInput(`Discard${Name}DeadLetterInput`, 'discard'),
): ClassType {
  @Resolver()
  class DeadLetters {
    @Query(() => DeadLetterConnection, {
      name: `${subgraph}DeadLetters`,
      description: `Events that ${subgraph} could not take in, oldest first; for administrators of the organisation.`,
    })
    list(@Ctx() ctx: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<DeadLetterRow>> {
      return deadLettersOf(ctx, page);
    }

    @Mutation(() => Deleted, {
      name: `replay${Name}DeadLetter`,
      description: `Takes an event in after all; what waited behind it follows. For administrators of the organisation.`,
    })
    replay(
      @Ctx() ctx: RequestContext,
      @Arg('input', () => ReplayInput, { description: 'Which one.' }) input: LetterInput,
    ): Promise<Deleted> {
      return replayFor(ctx, `replay${Name}DeadLetter`, input);
    }

    @Mutation(() => Deleted, {
      name: `discard${Name}DeadLetter`,
      description: `Gives an event up for good; what waited behind it follows. For administrators of the organisation.`,
    })
    discard(
      @Ctx() ctx: RequestContext,
      @Arg('input', () => DiscardInput, { description: 'Which one.' }) input: LetterInput,
    ): Promise<Deleted> {
      return discardFor(ctx, `discard${Name}DeadLetter`, input);
    }
  }
  return DeadLetters;
}

/**
 * The resolvers with which administrators of an organisation see, replay and discard the events that a subgraph could
 * not take in: `chatDeadLetters`, `replayChatDeadLetter`, `discardChatDeadLetter` for `chat`. Root fields have one
 * owner in the graph, hence a name for each subgraph.
 */
export const deadLetterResolvers = (subgraph: string): readonly [ClassType, ClassType] => [
  rootFields(subgraph),
  DeadLetterFields,
];
