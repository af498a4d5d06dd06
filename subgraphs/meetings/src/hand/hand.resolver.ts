import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant } from '../participant/participant.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { RaiseHandInput } from './hand.inputs.js';
import { raiseHand } from './hand.service.js';

@Resolver(() => Participant)
export class HandResolver {
  @Mutation(() => Participant, {
    description: 'Raises or lowers a hand: the own one, and hosts lower those of others.',
  })
  raiseHand(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RaiseHandInput, { description: 'What to do.' }) input: RaiseHandInput,
  ): Promise<ParticipantRow> {
    return raiseHand(ctx, input);
  }
}
