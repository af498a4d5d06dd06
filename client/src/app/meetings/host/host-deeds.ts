import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
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
import { Doing } from '../../core/graphql/doing';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { type PersonDeed, type RoomPerson, roleOf } from '../people-panel/people.rules';

/** At most so many are let in or turned away at once. */
const AT_ONCE = 100;

/** What keeps order in a room; what is refused is said, and nothing has changed then. */
@Service()
export class HostDeeds {
  private readonly dialogs = inject(Dialogs);
  private readonly doing = inject(Doing);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  async admit(participantIds: readonly string[]): Promise<void> {
    await this.doing.change(AdmitParticipantsDocument, { participantIds: participantIds.slice(0, AT_ONCE) });
  }

  async deny(participantIds: readonly string[]): Promise<void> {
    await this.doing.change(DenyParticipantsDocument, { participantIds: participantIds.slice(0, AT_ONCE) });
  }

  /** Mutes everybody but the viewer. */
  async muteAll(meetingId: string): Promise<void> {
    const done = await this.doing.change(MuteParticipantsDocument, { meetingId });
    if (done) this.toasts.done(this.texts.translate('rooms.people.muteAllDone'));
  }

  /** Does what was chosen about somebody. */
  async about(meetingId: string, person: RoomPerson, deed: PersonDeed): Promise<void> {
    const participantId = person.id;
    const role = roleOf(deed);
    if (role) await this.giveRole(participantId, role);
    else if (deed === 'remove') await this.askToRemove(person);
    else if (deed === 'lowerHand') {
      await this.doing.change(LowerHandDocument, { participantId, raised: false });
    } else if (deed === 'spotlight' || deed === 'unspotlight') {
      const shownId = deed === 'spotlight' ? participantId : null;
      await this.doing.change(SpotlightParticipantDocument, { meetingId, participantId: shownId });
    } else {
      const video = deed === 'stopVideo';
      const participantIds = [participantId];
      await this.doing.change(MuteParticipantsDocument, { meetingId, participantIds, video });
    }
  }

  async remove(participantId: string, ban: boolean): Promise<void> {
    await this.doing.change(RemoveParticipantDocument, { participantId, ban });
  }

  private async giveRole(participantId: string, role: ParticipantRole): Promise<void> {
    await this.doing.change(SetParticipantRoleDocument, { participantId, role });
  }

  private async askToRemove({ id, displayName }: RoomPerson): Promise<void> {
    const { RemovePerson } = await import('./remove-person');
    this.dialogs.open(RemovePerson, { id, displayName }, 'question');
  }
}
