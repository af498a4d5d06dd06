import { type EffectRef, type Injector, computed, effect, signal, untracked } from '@angular/core';
import { Subscription } from 'rxjs';
import type { CallParticipantFragment, CallSeatFragment, CallViewFragment } from '../../../generated/graphql';
import type { Connection } from '../../core/graphql/connection';
import { otherIn } from '../call/call.rules';
import { type SealedCall, keyedMeeting } from '../keys/sealed-call';
import { iceServersOf } from '../media/ice-servers';
import { LocalMedia } from '../media/local-media';
import type { Devices } from '../media/devices';
import { PeerLink } from '../media/peer-link';
import { QualityWatch } from '../media/quality-watch';
import type { MediaLine, MediaOn } from './media-line';

/** What a call on this device is made of. */
export interface TalkParts {
  readonly injector: Injector;
  readonly line: MediaLine;
  readonly devices: Devices;
  readonly connection: Connection;
  readonly viewerId: string;
  /** The call as it is now; null once it is not the viewer's any more. */
  readonly now: () => CallViewFragment | null;
  /** Another device of the viewer's took over. */
  readonly moved: () => void;
}

/** One call on this device: what is sent and received, its signalling, and its signs of life. */
export class Talk {
  private readonly following = new Subscription();
  /** What goes on only until a room takes the call over. */
  private readonly counting = new Subscription();
  private readonly effects: EffectRef[] = [];
  private readonly sending: EffectRef;
  private isHandedOver = false;
  private readonly link = signal<PeerLink | null>(null);
  private readonly own = signal<CallParticipantFragment | null>(null);
  private readonly heardFrom = signal<string | null>(null);
  /** How often the stream of signals began, or was mended. */
  private readonly listened = signal(0);
  private readonly seals = signal<SealedCall | null>(null);
  private readonly quality = new QualityWatch({
    stats: () => this.link()?.stats() ?? null,
    isConnected: () => this.link()?.state() === 'connected',
    report: async (measured) => {
      const own = this.own();
      if (own) await this.parts.line.report(own.id, measured);
    },
  });
  private told: MediaOn | null = null;

  readonly id: string;
  readonly media: LocalMedia;
  readonly call = computed(() => this.parts.now() ?? this.first);
  readonly held = computed(() => this.call().state === 'HELD' || this.call().state === 'TRANSFERRING');
  readonly ringing = computed(() => this.call().state === 'RINGING');
  readonly received = computed(() => this.link()?.received() ?? null);
  readonly connection = computed(() => this.link()?.state() ?? 'connecting');
  /** How this device seals what it sends; null where it cannot. */
  readonly sealed = this.seals.asReadonly();
  /** What was measured last; null before anything was. */
  readonly measured = this.quality.measured;
  /** The viewer's place in it, as this device took it. */
  readonly place = this.own.asReadonly();
  /** The other of the two, once they are in. */
  readonly other = computed<CallParticipantFragment | null>(() => {
    const participants = this.call().meeting?.participants.nodes ?? [];
    const otherId = otherIn(this.call(), this.parts.viewerId)?.id;
    return participants.find(({ user }) => user?.id === otherId) ?? null;
  });
  /** Who that is, whatever they switch: each change of it makes the two devices look for their way anew. */
  private readonly otherId = computed(() => this.other()?.id);

  constructor(
    private readonly first: CallViewFragment,
    private readonly parts: TalkParts,
  ) {
    this.id = first.id;
    this.media = new LocalMedia(parts.devices);
    this.sending = effect(
      () => {
        this.sendWhatIsOn();
      },
      { injector: parts.injector },
    );
    this.react(() => {
      this.tellWhatIsOn();
    });
    this.react(() => {
      this.sayReady();
    });
    this.react(() => {
      this.letGoWhenMoved();
    });
    this.react(() => {
      this.followKeys();
    });
  }

  /** Says how this device seals what it sends; null where it cannot. */
  seal(sealed: SealedCall | null): void {
    this.seals.set(sealed);
  }

  /** Takes the place that the server gave to this device. */
  take({ participant, iceServers }: CallSeatFragment): void {
    const sealed = this.seals();
    const link = new PeerLink({
      gate: sealed?.gate ?? null,
      seat: participant.seat,
      polite: this.first.callee?.id === this.parts.viewerId,
      iceServers: iceServersOf(iceServers),
      send: async (outgoing) => {
        const to = this.other()?.id ?? this.heardFrom();
        if (to) await this.parts.line.send(participant.id, to, outgoing);
      },
      moved: () => {
        this.letGo();
      },
    });
    this.quality.countAnew();
    this.told = { microphone: participant.microphone, camera: participant.camera, screen: false };
    this.following.add(
      this.parts.line.signalsTo(participant.id).subscribe((arrived) => {
        const isOfOther = arrived.fromParticipantId !== participant.id;
        if (isOfOther) this.heardFrom.set(arrived.fromParticipantId);
        if (arrived.kind === 'LISTENING') this.listened.update((count) => count + 1);
        else if (arrived.kind === 'KEYS') sealed?.keys.look();
        // What the media server says is for the room that the call becomes.
        else if (isOfOther || arrived.kind === 'MOVED') link.receive(arrived);
      }),
    );
    this.counting.add(this.quality.begin());
    this.own.set(participant);
    this.link.set(link);
  }

  /** Ends everything of it on this device; the call itself goes on where it does. */
  release(): void {
    this.handOver();
    this.close();
    this.seals()?.close();
    this.media.release();
  }

  /**
   * A room goes on with camera, microphone and keys. What flows between the two devices flows until close(), so that
   * nobody is missed while they take their seats at the media server.
   */
  handOver(): void {
    this.isHandedOver = true;
    for (const each of this.effects) each.destroy();
    this.counting.unsubscribe();
  }

  /** Ends what flows between the two devices. */
  close(): void {
    this.sending.destroy();
    this.following.unsubscribe();
    this.link()?.close();
  }

  private react(work: () => void): void {
    this.effects.push(effect(work, { injector: this.parts.injector }));
  }

  private sendWhatIsOn(): void {
    const link = this.link();
    const held = this.held();
    const { microphone, camera, screen } = this.media;
    // Whoever is muted sends nothing: sealed silence would be as many bytes as quiet words.
    const heard = this.media.speaks() ? microphone() : null;
    const tracks = { microphone: heard, camera: camera(), screen: screen() };
    untracked(() => {
      void this.media.hold(held);
      link?.show(held ? { microphone: null, camera: null, screen: null } : tracks);
    });
  }

  private tellWhatIsOn(): void {
    const own = this.own();
    const on = {
      microphone: this.media.speaks(),
      camera: this.media.cameraOn(),
      screen: this.media.sharing(),
    };
    const { told } = this;
    const isTold =
      told?.microphone === on.microphone && told.camera === on.camera && told.screen === on.screen;
    if (!own || !told || isTold) return;
    this.told = on;
    this.parts.line.setMedia(own.id, on).catch(() => {
      // Said again with the next change, or when the line is back.
      this.told = told;
    });
  }

  /** The other is told that this device listens, once it does: when both are in, and whenever the line was broken. */
  private sayReady(): void {
    const link = this.link();
    if (!link || !this.otherId() || this.listened() === 0) return;
    untracked(() => {
      link.ready();
    });
  }

  /** Keys are for those who are in, and looked for anew whenever the line was broken. */
  private followKeys(): void {
    const sealed = this.seals();
    const ownId = this.own()?.id;
    const meeting = this.call().meeting;
    const isBack = this.parts.connection.openCount() > 0;
    if (!sealed || !ownId || !meeting || !isBack) return;
    untracked(() => {
      sealed.keys.follow(keyedMeeting(meeting, ownId));
    });
  }

  /** The word of it may have been lost; the call tells the same. */
  private letGoWhenMoved(): void {
    const own = this.own();
    const now = this.call().meeting?.participants.nodes.find(({ id }) => id === own?.id);
    if (own && now && now.seat > own.seat) untracked(this.letGo.bind(this));
  }

  /** Another device took over; in a room that is seen there. */
  private letGo(): void {
    if (!this.isHandedOver) this.parts.moved();
  }
}
