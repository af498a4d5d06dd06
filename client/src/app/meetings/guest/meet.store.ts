import { Service, computed, inject, signal } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  MeetingBehindLinkDocument,
  type MeetingBehindLinkQuery,
  MeetingIsKnownDocument,
} from '../../../generated/graphql';
import { errorCodes } from '../../core/errors/error-code';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import type { LocalMedia } from '../media/local-media';
import { RoomVisits } from '../room/room-visits';
import { keepLink } from './kept-link';

type Behind = NonNullable<MeetingBehindLinkQuery['meetingByLink']>;

/** How it stands with a link: asked for, leading nowhere, not to be asked for now, at the door of its meeting, or in. */
export type WayState = 'opening' | 'nowhere' | 'unreachable' | 'door' | 'known';

/** The way into a meeting by its link: as a guest with a name, or as a member who was not invited otherwise. */
@Service({ autoProvided: false })
export class Meet {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly visits = inject(RoomVisits);
  private readonly standing = signal<WayState>('opening');
  private readonly found = signal<Behind | null>(null);
  private token = '';
  /** The name under which this page has a pass already, as when the room was locked at first. */
  private knownAs: string | null = null;

  readonly state = this.standing.asReadonly();
  readonly meeting = this.found.asReadonly();
  /** Whether a name is asked for: who has an account has one. */
  readonly asksName = computed(() => !this.session.signedIn() || this.session.guest());
  readonly error = signal<string | null>(null);
  readonly busy = signal(false);

  async begin(token: string): Promise<void> {
    this.token = token;
    this.standing.set('opening');
    this.error.set(null);
    try {
      this.found.set(await this.behind());
      this.standing.set(await this.whereOneStands());
    } catch (error) {
      // The network is away, or the server is: nothing is known of the link, and it is asked again.
      this.error.set(this.errors.sentence(error));
      this.standing.set('unreachable');
    }
  }

  /** Comes in, or waits to be let in; settles with whether it worked, and says why where it did not. */
  async come(displayName: string, media: LocalMedia): Promise<boolean> {
    const meeting = this.found();
    if (!meeting || this.busy()) return false;
    this.busy.set(true);
    this.error.set(null);
    try {
      const asGuest = this.asksName();
      if (asGuest && this.knownAs !== displayName) {
        await this.session.redeem(this.token, displayName);
        this.knownAs = displayName;
        keepLink(this.token);
      }
      await this.visits.come(meeting.meetingId, media, asGuest ? null : this.token);
      this.standing.set('known');
      return true;
    } catch (error) {
      // Locked, full, the link was taken back meanwhile, a name that is none, or the network is away: it is said which.
      await this.refused(error);
      return false;
    } finally {
      this.busy.set(false);
    }
  }

  private async behind(): Promise<Behind | null> {
    const answer = this.apollo.query({
      ...{ query: MeetingBehindLinkDocument, variables: { token: this.token }, fetchPolicy: 'no-cache' },
    });
    return (await firstValueFrom(answer)).data?.meetingByLink ?? null;
  }

  /** Whoever finds the meeting anyway, also a guest who came back, needs no door. */
  private async whereOneStands(): Promise<WayState> {
    const meetingId = this.found()?.meetingId;
    if (!meetingId) return 'nowhere';
    if (!this.session.signedIn()) return 'door';
    const query = { query: MeetingIsKnownDocument, variables: { meetingId } };
    const { data } = await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'no-cache' }));
    return data?.meeting ? 'known' : 'door';
  }

  /** Says why one stays before the door; where nothing is behind it any more, that. */
  private async refused(error: unknown): Promise<void> {
    this.error.set(this.errors.sentence(error));
    if (!errorCodes(error).includes('NOT_FOUND')) return;
    await this.begin(this.token);
  }
}
