import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { User } from '../person/user.js';
import { SetPresenceInput } from './presence.inputs.js';
import { Presence, PresenceSignal } from './presence.js';
import { followPresence, presenceIn, setPresence } from './presence.service.js';

@Resolver(() => Presence)
export class PresenceResolver {
  @Mutation(() => Presence, { description: 'Chooses a presence.' })
  setPresence(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetPresenceInput, { description: 'What to do.' }) input: SetPresenceInput,
  ): Promise<Presence> {
    return setPresence(ctx, input);
  }

  @Subscription(() => PresenceSignal, {
    description: 'Ephemeral: presence of up to 500 people.',
    subscribe: ({
      context,
      args,
    }: {
      context: RequestContext;
      args: { readonly userIds: readonly string[] };
    }) => followPresence(context, args.userIds),
  })
  presence(
    @Root() signal: PresenceSignal,
    @Arg('userIds', () => [ID], { description: 'Ids of the users.' }) _userIds: string[],
  ): PresenceSignal {
    return signal;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() presence: Presence): User {
    return { id: presence.personId };
  }
}

@Resolver(() => PresenceSignal)
export class PresenceSignalResolver {
  @FieldResolver(() => Presence, { description: 'The presence now.' })
  presence(@Ctx() ctx: RequestContext, @Root() signal: PresenceSignal): Promise<Presence> {
    return presenceIn(ctx, signal.personId);
  }
}
