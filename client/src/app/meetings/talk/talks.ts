import { Injector, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Subject } from 'rxjs';
import type { CallSeatFragment, CallViewFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Connection } from '../../core/graphql/connection';
import { Session } from '../../core/session/session';
import { CallDeeds } from '../call/call-deeds';
import { hasGrown, isIncoming, isOngoing, isOver } from '../call/call.rules';
import { OwnCalls } from '../call/own-calls';
import { Devices } from '../media/devices';
import { KeyLine } from '../keys/key-line';
import { sealedCall } from '../keys/sealed-call';
import { Arrivals } from './arrivals';
import { keepTalks, keptTalks } from './kept-talks';
import { MediaLine } from './media-line';
import { Talk } from './talk';

/** With what one comes into a call. */
export interface Coming {
  readonly video: boolean;
  readonly silent?: boolean;
  /** Whether the call is shown once one is in it. */
  readonly shown: boolean;
}

/** The calls on this device: they begin here, go on wherever the viewer works, and come back after a reload. */
@Service()
export class Talks {
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly deeds = inject(CallDeeds);
  private readonly calls = inject(OwnCalls);
  private readonly line = inject(MediaLine);
  private readonly keyLine = inject(KeyLine);
  private readonly devices = inject(Devices);
  private readonly connection = inject(Connection);
  private readonly here = signal<readonly Talk[]>([]);
  private readonly arrivals = new Arrivals<CallViewFragment>();
  /** Calls that were seen in the list: one that is not there any more is over. */
  private readonly listed = new Set<string>();
  /** Calls that ring from here: they are shown when they are answered. */
  private readonly awaited = new Set<string>();
  private cameBack = false;
  private readonly grew = new Subject<Talk>();

  readonly all = this.here.asReadonly();
  /** Calls here in which more than two talk by now: a room goes on with them. */
  readonly grown = this.grew.asObservable();
  /** The one that is talked in, else the newest. */
  readonly current = computed(() => {
    const talks = this.all().filter((talk) => !talk.ringing());
    return talks.find((talk) => !talk.held()) ?? talks.at(-1) ?? null;
  });
  /** Calls that run, but not here. */
  readonly elsewhere = computed(() => {
    const ids = new Set([...this.all().map(({ id }) => id), ...this.arrivals.ids()]);
    return this.calls.list().filter(({ id, state }) => isOngoing(state) && !ids.has(id));
  });

  constructor() {
    this.calls.heard.subscribe((call) => {
      this.hear(call);
    });
    effect(() => {
      if (!this.calls.loaded()) return;
      const list = this.calls.list();
      untracked(() => {
        this.compare(list);
      });
    });
    effect(() => {
      const viewerId = this.session.viewer()?.id;
      if (!viewerId) untracked(this.leaveAll.bind(this));
    });
    effect(() => {
      const talks = this.all().map(({ id, media }) => ({ callId: id, ...media.chosen() }));
      // Before it was looked what there was, nothing is forgotten.
      if (this.calls.loaded()) keepTalks(talks);
    });
  }

  talkOf(callId: string): Talk | null {
    return this.all().find(({ id }) => id === callId) ?? null;
  }

  async start(userId: string, video: boolean): Promise<void> {
    await this.quietly(async () => {
      const call = await this.deeds.start(userId, video);
      // Both called each other: whoever came second has answered.
      await this.takeUp(call, { video, shown: isOngoing(call.state) });
    });
  }

  async answer(call: CallViewFragment, video: boolean): Promise<void> {
    await this.quietly(() =>
      this.come(call, { video, shown: true }, (mediaKey) => this.deeds.answer(call.id, video, mediaKey)),
    );
  }

  /** Goes on with a call here that runs on another device. */
  async moveHere(call: CallViewFragment): Promise<void> {
    await this.quietly(() => this.takeUp(call, { video: false, shown: true }));
  }

  /** A room goes on with what is on here; what flows between the two devices ends when the room says so. */
  handOver(talk: Talk): void {
    talk.handOver();
    this.here.update((talks) => talks.filter((each) => each !== talk));
  }

  /** Does something to a call, and says why it could not be done. */
  async quietly(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      // Refused, or the server is away: the call is as it was, and the reason is said.
      this.errors.toast(error);
    }
  }

  private takeUp(call: CallViewFragment, coming: Coming): Promise<void> {
    return this.come(call, coming, (mediaKey) => this.deeds.move(call.id, coming.video, mediaKey));
  }

  private async come(
    call: CallViewFragment,
    coming: Coming,
    seat: (mediaKey: string | null) => Promise<CallSeatFragment>,
  ): Promise<void> {
    if (this.talkOf(call.id) || this.arrivals.ids().has(call.id)) return;
    this.arrivals.begin(call.id, this.calls.callOf(call.id));
    if (call.state === 'RINGING' && !coming.shown) this.awaited.add(call.id);
    const talk = this.newTalk(call);
    talk.media.mute(coming.silent === true);
    try {
      // The browser may ask; meanwhile the call is taken, so that nobody waits for it.
      const begun = talk.media.begin(coming.video);
      const sealed = await sealedCall(this.keyLine);
      // Before it is known that there is a place, so that what is taken is released with it.
      talk.seal(sealed);
      talk.take(await seat(sealed?.keys.publicKey ?? null));
      this.here.update((talks) => [...talks, talk]);
      if (coming.shown) void this.router.navigate(['/calls', call.id]);
      const heard = this.arrivals.end(call.id);
      if (heard) this.hear(heard);
      await begun;
    } catch (error) {
      // Somebody else was first, or it is over: camera and microphone are free again, and whoever asked says why.
      talk.release();
      this.arrivals.end(call.id);
      this.awaited.delete(call.id);
      throw error;
    }
  }

  private newTalk(call: CallViewFragment): Talk {
    const talk: Talk = new Talk(call, {
      injector: this.injector,
      line: this.line,
      devices: this.devices,
      connection: this.connection,
      viewerId: this.session.viewer()?.id ?? '',
      now: () => this.calls.callOf(call.id),
      moved: () => {
        this.leave(talk);
      },
    });
    return talk;
  }

  private leave(talk: Talk): void {
    talk.release();
    this.here.update((talks) => talks.filter((each) => each !== talk));
  }

  private leaveAll(): void {
    for (const talk of this.all()) this.leave(talk);
  }

  private hear(call: CallViewFragment): void {
    if (this.arrivals.keep(call)) return;
    const talk = this.talkOf(call.id);
    if (talk && hasGrown(call)) this.grew.next(talk);
    else if (isOver(call.state)) {
      if (talk) this.goOnAfter(talk, call);
    } else if (!talk && this.asksFor(call)) {
      void this.quietly(() => this.takeUp(call, { video: false, shown: true }));
    } else if (talk && call.state === 'ACTIVE') this.showAnswered(talk);
  }

  /** Whether it is one in which the viewer asks somebody here to take over what they talk in here. */
  private asksFor({ caller, consultsAbout, state }: CallViewFragment): boolean {
    const isMine = caller?.id === this.session.viewer()?.id;
    return isMine && state === 'RINGING' && consultsAbout != null && this.talkOf(consultsAbout.id) !== null;
  }

  /** A call that one began is shown when it is answered. */
  private showAnswered({ id }: Talk): void {
    if (this.awaited.delete(id)) void this.router.navigate(['/calls', id]);
  }

  /** A call is over; where it was handed over, the viewer goes on in what it became. */
  private goOnAfter(talk: Talk, { transferredTo }: CallViewFragment): void {
    const coming = { ...talk.media.chosen(), shown: true };
    this.leave(talk);
    if (!transferredTo) return;
    void this.quietly(async () => {
      const next = await this.calls.read(transferredTo.id);
      if (next && !isOver(next.state)) await this.takeUp(next, coming);
    });
  }

  private compare(list: readonly CallViewFragment[]): void {
    for (const { id } of list) this.listed.add(id);
    for (const talk of this.all()) {
      if (hasGrown(talk.call())) this.grew.next(talk);
      const isGone = this.listed.has(talk.id) && !list.some(({ id }) => id === talk.id);
      if (isGone) void this.quietly(() => this.lookWhatBecame(talk));
    }
    if (!this.cameBack) this.comeBack(list);
    this.cameBack = true;
  }

  private async lookWhatBecame(talk: Talk): Promise<void> {
    const call = await this.calls.read(talk.id);
    if (!this.talkOf(talk.id)) return;
    if (call && hasGrown(call)) this.grew.next(talk);
    else if (!call || isOver(call.state)) this.goOnAfter(talk, call ?? talk.call());
  }

  /** What ran in this window before it was loaded anew goes on. */
  private comeBack(list: readonly CallViewFragment[]): void {
    const viewerId = this.session.viewer()?.id ?? '';
    for (const { callId, video, silent } of keptTalks()) {
      const call = list.find(({ id }) => id === callId);
      const isWaiting = call?.state === 'RINGING' && !isIncoming(call, viewerId);
      const isIn = call && (isOngoing(call.state) || isWaiting);
      if (isIn) void this.quietly(() => this.takeUp(call, { video, silent, shown: false }));
    }
  }
}
