import { Injector, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import type { CallViewFragment, RoomSeatFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Connection } from '../../core/graphql/connection';
import { Session } from '../../core/session/session';
import { CallDeeds } from '../call/call-deeds';
import { KeyLine } from '../keys/key-line';
import { sealedCall } from '../keys/sealed-call';
import { Devices } from '../media/devices';
import { LocalMedia } from '../media/local-media';
import { MediaLine, type MediaOn } from '../talk/media-line';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { Bridge } from './bridge';
import { keepRoom, keptRoom } from './kept-room';
import { type Entry, RoomLine } from './room-line';
import { RoomVisit, type VisitParts } from './room-visit';

/** The room that the viewer is in on this device: it goes on wherever they work, and comes back after a reload. */
@Service()
export class RoomVisits {
  private readonly injector = inject(Injector);
  private readonly errors = inject(SayError);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly line = inject(RoomLine);
  private readonly mediaLine = inject(MediaLine);
  private readonly keyLine = inject(KeyLine);
  private readonly devices = inject(Devices);
  private readonly connection = inject(Connection);
  private readonly talks = inject(Talks);
  private readonly deeds = inject(CallDeeds);
  private readonly here = signal<RoomVisit | null>(null);
  private readonly taking = new Set<string>();
  private cameBack = false;

  private readonly isMoving = signal(false);

  readonly current = this.here.asReadonly();
  /** Whether the viewer is on their way from one room to another. */
  readonly moving = this.isMoving.asReadonly();
  /** The one that goes on: in the lobby, or in. */
  readonly running = computed(() => {
    const visit = this.here();
    return visit && (visit.phase() === 'in' || visit.phase() === 'waiting') ? visit : null;
  });

  constructor() {
    this.talks.grown.pipe(takeUntilDestroyed()).subscribe((talk) => void this.goOnWith(talk));
    effect(() => {
      const viewerId = this.session.viewer()?.id;
      untracked(() => {
        if (!viewerId) this.forget();
        else if (!this.cameBack) this.comeBack();
      });
    });
    effect(() => {
      const visit = this.running();
      if (!this.cameBack) return;
      keepRoom(visit && { meetingId: visit.id, ...visit.media.chosen() });
    });
    effect(() => {
      // Once it is over nothing of the viewer is heard or seen any more.
      const visit = this.here();
      if (visit && !this.running()) untracked(visit.release.bind(visit));
    });
    effect(() => {
      const talk = this.talks.current();
      const isTalking = talk !== null && !talk.held();
      // Whoever answers a call is not heard in the room meanwhile.
      if (isTalking) untracked(() => this.running()?.media.mute(true));
    });
  }

  visitOf(meetingId: string): RoomVisit | null {
    const visit = this.here();
    return visit?.id === meetingId ? visit : null;
  }

  newMedia(): LocalMedia {
    return new LocalMedia(this.devices);
  }

  /** Comes in with what is on already, or waits in the lobby; throws what it was refused for. */
  async come(meetingId: string, media: LocalMedia, token: string | null = null): Promise<void> {
    const sealed = (await this.line.asksForKeys(meetingId)) ? await sealedCall(this.keyLine) : null;
    await this.enter(meetingId, { media, sealed }, (mediaKey) =>
      this.line.join(meetingId, onOf(media), { token, mediaKey }),
    );
  }

  /** Comes into the call of others that somebody rings the viewer into; what they talk in is on hold then. */
  async answer({ id }: CallViewFragment, video: boolean): Promise<void> {
    const media = this.newMedia();
    this.isMoving.set(true);
    await this.quietly(async () => {
      try {
        // The browser may ask; meanwhile the call is taken, so that nobody waits for it.
        const begun = media.begin(video);
        const sealed = await sealedCall(this.keyLine);
        const meetingId = await this.enter(null, { media, sealed }, (mediaKey) =>
          this.deeds.answerIntoRoom(id, video, mediaKey),
        );
        await this.router.navigateByUrl(`/calls/room/${meetingId}`);
        await begun;
      } catch (error) {
        // Over, on hold, or the server is away: camera and microphone are free again, and the reason is said.
        media.release();
        throw error;
      }
    });
    this.isMoving.set(false);
  }

  /** Goes from this room into another one with what is on, as when a meeting breaks up into rooms and comes back. */
  async moveTo(meetingId: string): Promise<void> {
    const { video, silent } = this.current()?.media.chosen() ?? { video: false, silent: true };
    const isShown = this.router.url.startsWith('/calls/room/');
    const media = this.newMedia();
    media.mute(silent);
    this.isMoving.set(true);
    await this.quietly(async () => {
      const begun = media.begin(video);
      await this.come(meetingId, media);
      await begun;
      if (isShown) await this.router.navigateByUrl(`/calls/room/${meetingId}`);
    });
    this.isMoving.set(false);
  }

  async leave(visit: RoomVisit): Promise<void> {
    await this.quietly(() => this.line.leave(visit.participantId, visit.seatNumber));
    if (this.here() === visit) this.forget();
  }

  /** The meeting is over for everybody. */
  async end(visit: RoomVisit): Promise<void> {
    await this.quietly(() => this.line.end(visit.id));
  }

  /** Nothing of it is shown any more, as after one has read why it is over. */
  forget(): void {
    this.here()?.release();
    this.here.set(null);
  }

  /** Does something in a room, and says why it could not be done. */
  async quietly(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      // Refused, or the server is away: the room is as it was, and the reason is said.
      this.errors.toast(error);
    }
  }

  private async retake(visit: RoomVisit): Promise<void> {
    if (this.taking.has(visit.id)) return;
    this.taking.add(visit.id);
    await this.quietly(async () => {
      const seat =
        visit.phase() === 'in' ? await this.line.renew(visit.participantId) : await this.seatIn(visit);
      if (this.here() === visit && seat) visit.take(seat);
    });
    this.taking.delete(visit.id);
  }

  private async seatIn({ id, media, sealed }: RoomVisit): Promise<RoomSeatFragment | null> {
    const answer = await this.line.join(id, onOf(media), { mediaKey: sealed?.keys.publicKey ?? null });
    return answer.__typename === 'MediaSeat' ? answer : null;
  }

  /** @param meetingId null where only the answer tells it */
  private async enter(
    meetingId: string | null,
    own: Pick<VisitParts, 'media' | 'sealed'>,
    seat: (mediaKey: string | null) => Promise<Entry>,
  ): Promise<string> {
    const entry = await seat(own.sealed?.keys.publicKey ?? null).catch((error: unknown) => {
      // Not let in: nothing of it is needed any more, and whoever asked says why.
      own.sealed?.close();
      throw error;
    });
    const id = meetingId ?? entry.participant.meeting?.id;
    if (id == null) throw new TypeError('Whoever comes in sees where they are');
    const before = this.running();
    if (before && before.id !== id) await this.line.leave(before.participantId, before.seatNumber);
    this.forget();
    await this.holdCalls();
    const visit = this.newVisit(id, entry.participant.id, own);
    if (entry.__typename === 'MediaSeat') visit.take(entry);
    else visit.wait(entry);
    this.here.set(visit);
    return id;
  }

  private newVisit(
    meetingId: string,
    participantId: string,
    own: Pick<VisitParts, 'media' | 'sealed' | 'bridge'>,
  ): RoomVisit {
    return new RoomVisit(meetingId, participantId, {
      injector: this.injector,
      line: this.line,
      mediaLine: this.mediaLine,
      connection: this.connection,
      ...own,
      retake: (again) => void this.retake(again),
      refused: (error) => {
        this.errors.toast(error);
      },
    });
  }

  /** More than two talk in a call of this device: the room goes on with it, and the two hear each other all the while. */
  private async goOnWith(talk: Talk): Promise<void> {
    const [place, other] = [talk.place(), talk.other()];
    const meetingId = talk.call().meeting?.id;
    if (!place || !meetingId || this.taking.has(meetingId)) return;
    this.taking.add(meetingId);
    this.isMoving.set(true);
    await this.quietly(async () => {
      const seat = await this.line.renew(place.id);
      const before = this.running();
      if (before) await this.line.leave(before.participantId, before.seatNumber);
      this.forget();
      const isShown = this.router.url.startsWith(`/calls/${talk.id}`);
      this.talks.handOver(talk);
      const visit = this.newVisit(meetingId, place.id, {
        ...{ media: talk.media, sealed: talk.sealed() },
        ...(other && { bridge: new Bridge(talk, other.id) }),
      });
      visit.take(seat);
      this.here.set(visit);
      if (isShown) await this.router.navigateByUrl(`/calls/room/${meetingId}`, { replaceUrl: true });
    });
    this.isMoving.set(false);
    this.taking.delete(meetingId);
  }

  /** One talks in one place at a time. */
  private async holdCalls(): Promise<void> {
    for (const talk of this.talks.all()) {
      if (!talk.held() && !talk.ringing()) await this.talks.quietly(() => this.deeds.hold(talk.id));
    }
  }

  /** The room of this window before it was loaded anew goes on. */
  private comeBack(): void {
    this.cameBack = true;
    const kept = keptRoom();
    if (!kept) return;
    const media = this.newMedia();
    media.mute(kept.silent);
    void this.quietly(async () => {
      const begun = media.begin(kept.video);
      await this.come(kept.meetingId, media);
      await begun;
    });
  }
}

/** What is meant to be on, also while the browser still asks for it. */
const onOf = (media: LocalMedia): Pick<MediaOn, 'microphone' | 'camera'> => ({
  microphone: media.meansToSpeak(),
  camera: media.meansToShow(),
});
