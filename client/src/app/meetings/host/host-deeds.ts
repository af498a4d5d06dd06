import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { TypedDocumentNode } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import {
  AdmitParticipantsDocument,
  DenyParticipantsDocument,
  LowerHandDocument,
  MuteParticipantsDocument,
  type ParticipantRole,
  RemoveParticipantDocument,
  SetParticipantRoleDocument,
  SpotlightParticipantDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { type PersonDeed, type RoomPerson, roleOf } from '../people-panel/people.rules';

/** At most so many are let in or turned away at once. */
const AT_ONCE = 100;

/** What keeps order in a room; what is refused is said, and nothing has changed then. */
@Service()
export class HostDeeds {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  async admit(participantIds: readonly string[]): Promise<void> {
    await this.attempt(AdmitParticipantsDocument, { participantIds: participantIds.slice(0, AT_ONCE) });
  }

  async deny(participantIds: readonly string[]): Promise<void> {
    await this.attempt(DenyParticipantsDocument, { participantIds: participantIds.slice(0, AT_ONCE) });
  }

  /** Mutes everybody but the viewer. */
  async muteAll(meetingId: string): Promise<void> {
    const done = await this.attempt(MuteParticipantsDocument, { meetingId });
    if (done) this.toasts.done(this.texts.translate('rooms.people.muteAllDone'));
  }

  /** Does what was chosen about somebody. */
  async about(meetingId: string, person: RoomPerson, deed: PersonDeed): Promise<void> {
    const participantId = person.id;
    const role = roleOf(deed);
    if (role) await this.giveRole(participantId, role);
    else if (deed === 'remove') await this.askToRemove(person);
    else if (deed === 'lowerHand') await this.attempt(LowerHandDocument, { participantId, raised: false });
    else if (deed === 'spotlight' || deed === 'unspotlight') {
      const shownId = deed === 'spotlight' ? participantId : null;
      await this.attempt(SpotlightParticipantDocument, { meetingId, participantId: shownId });
    } else {
      const video = deed === 'stopVideo';
      await this.attempt(MuteParticipantsDocument, { meetingId, participantIds: [participantId], video });
    }
  }

  async remove(participantId: string, ban: boolean): Promise<void> {
    await this.attempt(RemoveParticipantDocument, { participantId, ban });
  }

  private async giveRole(participantId: string, role: ParticipantRole): Promise<void> {
    await this.attempt(SetParticipantRoleDocument, { participantId, role });
  }

  private async askToRemove({ id, displayName }: RoomPerson): Promise<void> {
    const { RemovePerson } = await import('./remove-person');
    this.dialogs.open(RemovePerson, { id, displayName }, 'question');
  }

  private async attempt<TData, TInput extends object>(
    mutation: TypedDocumentNode<TData, { input: TInput & { readonly key: string } }>,
    input: TInput,
  ): Promise<boolean> {
    try {
      await change(this.apollo, mutation, { input: { ...input, key: crypto.randomUUID() } });
      return true;
    } catch (error) {
      // Refused, or the network is away: it is said why, and the room is as it was.
      this.errors.toast(error);
      return false;
    }
  }
}
