import type { RequestContext } from '@parley/kit';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { User } from '../person/user.js';
import { SetPresenceInput, SetStatusInput } from './presence.inputs.js';
import { Presence, PresenceSignal, PresencesSignal } from './presence.js';
import { followPresence, followPresences, setPresence, setStatus } from './presence.service.js';

interface Following {
  readonly context: RequestContext;
  readonly args: { readonly userIds: readonly string[] };
}

@Resolver(() => Presence)
export class PresenceResolver {
  @Mutation(() => Presence, { description: 'Chooses a presence, or says that a device is there.' })
  setPresence(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetPresenceInput, { description: 'What to do.' }) input: SetPresenceInput,
  ): Promise<Presence> {
    return setPresence(ctx, input);
  }

  @Mutation(() => Presence, { description: 'Sets a status in words, or takes it away.' })
  setStatus(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => SetStatusInput, { description: 'What to do.' }) input: SetStatusInput,
  ): Promise<Presence> {
    return setStatus(ctx, input);
  }

  @Subscription(() => PresenceSignal, {
    description: 'Ephemeral: presence of up to 500 people, each change by itself.',
    subscribe: ({ context, args }: Following) => followPresence(context, args.userIds),
  })
  presence(
    @Root() signal: PresenceSignal,
    @Arg('userIds', () => [ID], { description: 'Ids of the users.' }) _userIds: string[],
  ): PresenceSignal {
    return signal;
  }

  @Subscription(() => PresencesSignal, {
    description:
      'Ephemeral: presence of up to 500 people, told together: first how all of them stand, then what changes. ' +
      'Whoever follows more opens several.',
    subscribe: ({ context, args }: Following) => followPresences(context, args.userIds),
  })
  presences(
    @Root() signal: PresencesSignal,
    @Arg('userIds', () => [ID], { description: 'Ids of the users.' }) _userIds: string[],
  ): PresencesSignal {
    return signal;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when not readable.' })
  user(@Root() presence: Presence): User {
    return { id: presence.personId };
  }
}
