import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Meeting } from '../meeting/meeting.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import { Participant } from '../participant/participant.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import {
  AdmitParticipantsInput,
  DenyParticipantsInput,
  MuteParticipantsInput,
  RemoveParticipantInput,
  SetParticipantRoleInput,
  SpotlightParticipantInput,
} from './host.inputs.js';
import {
  muteParticipants,
  removeParticipant,
  setParticipantRole,
  spotlightParticipant,
} from './host.service.js';
import { admitParticipants, denyParticipants } from './lobby.service.js';

const WHAT = { description: 'What to do.' };

@Resolver()
export class LobbyResolver {
  @Mutation(() => [Participant], {
    description: 'Lets people in from the lobby, at most 100; whoever waits no longer is left as they are.',
  })
  admitParticipants(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AdmitParticipantsInput, WHAT) input: AdmitParticipantsInput,
  ): Promise<ParticipantRow[]> {
    return admitParticipants(ctx, input);
  }

  @Mutation(() => [Participant], {
    description: 'Turns people away, at most 100; whoever waits no longer is left as they are.',
  })
  denyParticipants(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => DenyParticipantsInput, WHAT) input: DenyParticipantsInput,
  ): Promise<ParticipantRow[]> {
    return denyParticipants(ctx, input);
  }
}

@Resolver()
export class HostResolver {
  @Mutation(() => Participant, { description: 'Changes what somebody may do in a meeting.' })
  setParticipantRole(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SetParticipantRoleInput, WHAT) input: SetParticipantRoleInput,
  ): Promise<ParticipantRow> {
    return setParticipantRole(ctx, input);
  }

  @Mutation(() => [Participant], {
    description: 'Mutes others; answers with those who were named, or with the others in it, at most 100.',
  })
  muteParticipants(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => MuteParticipantsInput, WHAT) input: MuteParticipantsInput,
  ): Promise<ParticipantRow[]> {
    return muteParticipants(ctx, input);
  }

  @Mutation(() => Participant, {
    description: 'Removes somebody, who may come back by the lobby unless they are banned.',
  })
  removeParticipant(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => RemoveParticipantInput, WHAT) input: RemoveParticipantInput,
  ): Promise<ParticipantRow> {
    return removeParticipant(ctx, input);
  }

  @Mutation(() => Meeting, { description: 'Shows somebody large to everyone, or nobody.' })
  spotlightParticipant(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => SpotlightParticipantInput, WHAT) input: SpotlightParticipantInput,
  ): Promise<MeetingRow> {
    return spotlightParticipant(ctx, input);
  }
}
