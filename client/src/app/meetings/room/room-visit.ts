import { type EffectRef, type Injector, computed, effect, signal, untracked } from '@angular/core';
import { Subscription, interval } from 'rxjs';
import type {
  JoinRoomMutation,
  MeetingLayout,
  RoomPersonFragment,
  RoomSeatFragment,
} from '../../../generated/graphql';
import type { Connection } from '../../core/graphql/connection';
import { type SealedCall, keyedMeeting } from '../keys/sealed-call';
import { iceServersOf } from '../media/ice-servers';
import type { LocalMedia } from '../media/local-media';
import { QualityWatch } from '../media/quality-watch';
import type { MediaLine } from '../talk/media-line';
import type { Bridge } from './bridge';
import { FurtherPeople } from './further-people';
import { OwnSwitches } from './own-switches';
import { PictureWishes } from './picture-wishes';
import { nothingReceived } from './received.rules';
import type { RoomLine } from './room-line';
import { type Room, isIn } from './room.rules';
import { RoomSpeech } from './room-speech';
import { RoutedLink } from './routed-link';

/** Whoever waits shows that they still do this often, in milliseconds. */
const WAIT_MS = 15_000;

/** Where a visit stands: in the lobby, in, or over for one of these reasons. */
export type VisitPhase = 'waiting' | 'in' | VisitEnd;
export type VisitEnd = 'ended' | 'removed' | 'denied' | 'moved' | 'left';

/** The answer to whoever has to wait. */
type Awaiting = Extract<JoinRoomMutation['joinMeeting'], { __typename: 'AwaitingApproval' }>;

/** What a visit is made of. */
export interface VisitParts {
  readonly injector: Injector;
  readonly line: RoomLine;
  readonly mediaLine: MediaLine;
  readonly connection: Connection;
  readonly media: LocalMedia;
  /** What seals a room that is encrypted end to end; null for every other. */
  readonly sealed: SealedCall | null;
  /** What flows past the media server while a call becomes this room; null for every other. */
  readonly bridge?: Bridge;
  /** Takes the place again: once let in, or where the media server has it no more. */
  readonly retake: (visit: RoomVisit) => void;
  /** A deed of the viewer's was refused. */
  readonly refused: (error: unknown) => void;
}

/** One room on this device: who is in it, what is sent and received, its signalling, and its signs of life. */
export class RoomVisit {
  private following = new Subscription();
  private readonly waiting = new Subscription();
  private hasWaited = false;
  private readonly seated = new Subscription();
  private readonly effects: EffectRef[] = [];
  private readonly link = signal<RoutedLink | null>(null);
  private readonly seat = signal<RoomPersonFragment | null>(null);
  private readonly current = signal<Room | null>(null);
  private readonly over = signal<VisitEnd | null>(null);
  /** How often the stream of signals began, or was mended. */
  private readonly listened = signal(0);
  private heeded = 0;
  private readonly speech = new RoomSpeech();
  private readonly quality = new QualityWatch({
    stats: () => this.link()?.stats() ?? null,
    isConnected: () => this.link()?.state() === 'connected',
    report: (measured) => this.parts.mediaLine.report(this.participantId, measured),
    heed: (measured) => {
      this.wishes.heed(measured);
    },
  });
  /** Only what stands on the stage or above all windows is received, each as sharp as it is large. */
  readonly wishes = new PictureWishes((wanted) => this.parts.line.choose(this.participantId, wanted));

  private readonly further = new FurtherPeople((after) => this.parts.line.readFurther(this.id, after));

  readonly media: LocalMedia;
  readonly switches: OwnSwitches;
  readonly room = this.current.asReadonly();
  readonly people = computed<readonly RoomPersonFragment[]>(() => this.room()?.participants.nodes ?? []);
  /** The viewer in it, as everybody sees them. */
  readonly own = computed(() => this.room()?.viewerParticipant ?? this.seat());
  readonly phase = computed<VisitPhase>(() => this.over() ?? (this.seat() ? 'in' : 'waiting'));
  private readonly routed = computed(() => this.link()?.received() ?? nothingReceived);
  readonly received = computed(() => this.parts.bridge?.over(this.routed()) ?? this.routed());
  readonly connection = computed(() => this.link()?.state() ?? 'connecting');
  /** What was measured last; null before anything was. */
  readonly measured = this.quality.measured;
  /** Sealed silence is as many bytes as quiet words; elsewhere silence is sent, which keeps the clock of what is recorded. */
  private readonly sendsSilence = computed(() => this.room()?.encryption !== 'END_TO_END');
  readonly speakerId = this.speech.mainId;
  readonly speaking = this.speech.speaking;
  /** The layout and the tile that the viewer chose for themselves. */
  readonly chosenLayout = signal<MeetingLayout | null>(null);
  readonly pinned = signal<string | null>(null);
  readonly layout = computed<MeetingLayout>(
    () => this.chosenLayout() ?? this.room()?.settings.layout ?? 'GRID',
  );

  constructor(
    readonly id: string,
    readonly participantId: string,
    private readonly parts: VisitParts,
  ) {
    this.media = parts.media;
    this.media.sharesSound = true;
    this.switches = new OwnSwitches(
      parts.media,
      (on) => parts.mediaLine.setMedia(participantId, on),
      () => parts.line.shownOfOwn(id),
    );
    this.follow();
    this.react(this.followOwn.bind(this));
    this.react(this.sendWhatIsOn.bind(this));
    this.react(this.askForPictures.bind(this));
    this.react(this.begin.bind(this));
    this.react(this.followKeys.bind(this));
    this.react(this.followBridge.bind(this));
    this.react(this.forgetWhoLeft.bind(this));
    this.react(this.readFurther.bind(this));
  }

  /** What seals it; null where it is not encrypted end to end. */
  get sealed(): SealedCall | null {
    return this.parts.sealed;
  }

  /** Which of the viewer's devices this one is to the room; null while it waits. */
  get seatNumber(): number | null {
    return this.seat()?.seat ?? null;
  }

  /** Takes the place that the server gave to this device. */
  take({ participant, iceServers, mode }: RoomSeatFragment): void {
    this.link()?.close();
    const isFirst = this.seat() === null;
    this.seat.set(participant);
    // Who is muted as they come, or may not speak, is muted here as well.
    if (this.media.meansToSpeak() && !participant.microphone) this.media.mute(true);
    this.quality.countAnew();
    this.switches.begin(participant);
    this.waiting.unsubscribe();
    if (isFirst) this.beginSigns(participant.id);
    if (this.hasWaited) this.follow();
    this.hasWaited = false;
    if (mode !== 'ROUTED') return;
    this.link.set(
      new RoutedLink({
        seat: participant.seat,
        gate: this.parts.sealed?.gate ?? null,
        iceServers: iceServersOf(iceServers),
        send: (signal) => this.parts.line.send(participant.id, signal),
        hasOthers: () => untracked(this.people).length > 1,
        moved: () => {
          this.over.set('moved');
        },
        lost: () => {
          this.parts.retake(this);
        },
      }),
    );
    this.wishes.forget();
  }

  /** Waits to be let in, from when the server said so. */
  wait({ participant, liveCursor }: Awaiting): void {
    this.hasWaited = true;
    this.waiting.add(
      interval(WAIT_MS).subscribe(() => {
        this.parts.retake(this);
      }),
    );
    this.waiting.add(
      this.parts.line.lobbyOf(participant.id, liveCursor).subscribe((event) => {
        if (event.__typename !== 'ParticipantChanged') return;
        const { state } = event.participant;
        if (state === 'DENIED' || state === 'REMOVED') this.over.set('denied');
        else if (state !== 'WAITING') this.parts.retake(this);
      }),
    );
  }

  /** Ends everything of it on this device. */
  release(): void {
    for (const each of this.effects) each.destroy();
    this.following.unsubscribe();
    this.waiting.unsubscribe();
    this.seated.unsubscribe();
    this.wishes.stop();
    this.parts.bridge?.close();
    this.link()?.close();
    this.sealed?.close();
    this.media.release();
  }

  private react(work: () => void): void {
    this.effects.push(effect(work, { injector: this.parts.injector }));
  }

  /** Who waits sees what the room is; what happens there is told to those who were let in, who follow it anew. */
  private follow(): void {
    this.following.unsubscribe();
    this.following = this.parts.line.follow(this.id).subscribe({
      next: ({ data }) => {
        this.current.set(data.meeting ?? null);
      },
      error: () => {
        // Nothing is left to see of it.
        this.over.set('ended');
      },
    });
  }

  private beginSigns(participantId: string): void {
    this.seated.add(
      this.parts.mediaLine.signalsTo(participantId).subscribe((arrived) => {
        if (arrived.kind === 'LISTENING') this.listened.update((count) => count + 1);
        else if (arrived.kind === 'KEYS') this.sealed?.keys.look();
        else this.link()?.receive(arrived);
      }),
    );
    this.seated.add(
      this.parts.line.signalsOf(this.id).subscribe((heard) => {
        if (heard.__typename !== 'ActiveSpeaker') return;
        this.speech.hear(heard.participantId, heard.speaking);
      }),
    );
    this.seated.add(this.quality.begin());
    this.seated.add(this.speech.begin());
  }

  /** What became of the viewer: let in, turned away, removed, on another device, or in a meeting that is over. */
  private followOwn(): void {
    const room = this.room();
    const own = room?.viewerParticipant;
    const seat = this.seat();
    if (!room || !own || this.over()) return;
    untracked(() => {
      // Whoever waits hears of it in the lobby.
      if (!seat) return;
      if (room.state === 'ENDED') this.over.set('ended');
      else if (own.state === 'REMOVED' || own.state === 'DENIED') this.over.set('removed');
      else if (own.seat > seat.seat) this.over.set('moved');
      else if (own.state === 'LEFT') this.over.set('left');
      else if (isIn(own.state)) this.switches.hear(own);
    });
  }

  private sendWhatIsOn(): void {
    const link = this.link();
    const { microphone, camera, screen, screenSound } = this.media;
    // On a line that carries no pictures none is sent either: sound goes before everything.
    const isSeen = this.wishes.pictures() !== 'none';
    const sound = this.media.speaks() || this.sendsSilence() ? microphone() : null;
    const pictures = { camera: isSeen ? camera() : null, screen: screen() };
    const tracks = { microphone: sound, ...pictures, screenSound: screenSound() };
    const on = {
      microphone: this.media.speaks(),
      camera: this.media.cameraOn() && isSeen,
      screen: this.media.sharing(),
    };
    if (this.phase() !== 'in') return;
    untracked(() => {
      link?.show(tracks);
      this.switches.tell(on).catch(this.parts.refused);
    });
  }

  private askForPictures(): void {
    if (this.link()?.seated()) this.wishes.ask(this.speakerId());
  }

  /** Keys are for those who are in, and looked for anew whenever the line was broken. */
  private followKeys(): void {
    const room = this.room();
    const isBack = this.parts.connection.openCount() > 0;
    const { sealed } = this;
    if (!sealed || !room || !isBack || this.phase() !== 'in') return;
    untracked(() => {
      sealed.keys.follow(keyedMeeting(room, this.participantId));
    });
  }

  private readFurther(): void {
    const page = this.room()?.participants.pageInfo;
    const opened = this.parts.connection.openCount();
    if (this.phase() === 'in') this.further.look(page, opened);
  }

  private forgetWhoLeft(): void {
    this.speech.keep(new Set(this.people().map(({ id }) => id)));
  }

  /** What comes by the media server need not come past it any more. */
  private followBridge(): void {
    this.parts.bridge?.follow(this.routed());
  }

  /** What is sent is offered once this device listens, and whenever the line was broken; what it is to receive comes by itself. */
  private begin(): void {
    const [link, listened] = [this.link(), this.listened()];
    if (!link || listened === 0) return;
    const isFresh = listened > this.heeded;
    this.heeded = listened;
    untracked(() => {
      // Of a seat that was taken anew the stream of signals, which goes on, tells the server nothing.
      if (isFresh) link.begin();
      else link.ready();
    });
  }
}
