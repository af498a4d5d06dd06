import { Clipboard } from '@angular/cdk/clipboard';
import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  CreateMeetingDocument,
  type CreateMeetingInput,
  EndMeetingDocument,
  type MeetingDetailsViewFragment,
  type MeetingLineFragment,
  RotateMeetingLinkDocument,
  UpdateMeetingDocument,
  type UpdateMeetingInput,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';

/** What is done to a meeting as a whole, from its page or from within. */
@Service()
export class MeetingDeeds {
  private readonly apollo = inject(Apollo);
  private readonly clipboard = inject(Clipboard);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  /** Throws what it was refused for, which belongs into the form. */
  async create(input: Omit<CreateMeetingInput, 'key'>): Promise<MeetingLineFragment> {
    const variables = { input: { ...input, key: crypto.randomUUID() } };
    return (await change(this.apollo, CreateMeetingDocument, variables)).createMeeting;
  }

  /** Throws what it was refused for: CONFLICT where somebody else changed it since that version was read. */
  async update(input: Omit<UpdateMeetingInput, 'key'>): Promise<MeetingDetailsViewFragment> {
    const variables = { input: { ...input, key: crypto.randomUUID() } };
    return (await change(this.apollo, UpdateMeetingDocument, variables)).updateMeeting;
  }

  copyLink(link: string): void {
    const copied = this.clipboard.copy(new URL(link, location.origin).href);
    if (copied) this.toasts.done(this.texts.translate('rooms.link.copied'));
    else this.toasts.failed(this.texts.translate('rooms.link.notCopied'));
  }

  /** Asks first: whoever has the old link needs the new one. */
  async rotateLink(meetingId: string): Promise<void> {
    if (!(await this.isMeant('rooms.link.rotateQuestion'))) return;
    await this.told('rooms.link.rotated', () =>
      change(this.apollo, RotateMeetingLinkDocument, { input: { meetingId, key: crypto.randomUUID() } }),
    );
  }

  /** Asks first: everybody is out of it then. */
  async end(meetingId: string): Promise<void> {
    if (!(await this.isMeant('rooms.end'))) return;
    await this.told('rooms.end.done', () =>
      change(this.apollo, EndMeetingDocument, { input: { meetingId, key: crypto.randomUUID() } }),
    );
  }

  private isMeant(question: string): Promise<boolean> {
    const say = (part: string): string => this.texts.translate(`${question}.${part}`);
    const asked = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    return firstValueFrom(this.dialogs.ask(asked));
  }

  private async told(done: string, deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
      this.toasts.done(this.texts.translate(done));
    } catch (error) {
      // Refused, or the network is away: it is said why, and nothing has changed.
      this.errors.toast(error);
    }
  }
}
