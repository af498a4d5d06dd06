import { type EffectRef, type Injector, computed, effect, signal, untracked } from '@angular/core';
import { Subscription } from 'rxjs';
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
import type { Counted, Measured } from '../media/quality.rules';
import { countedIn, measuredBetween } from '../media/quality.rules';
import type { MediaLine } from '../talk/media-line';
import type { Shown, Tile } from './arrangement.rules';
import { FULL_LINE, type LineCare, afterMeasuring, lineFor } from './audio-first.rules';
import { type Wanted, wantedFor, withFloated } from './layers.rules';
import { LayerWishes } from './layer-wishes';
import type { Bridge } from './bridge';
import { OwnSwitches } from './own-switches';
import { nothingReceived } from './received.rules';
import type { RoomLine } from './room-line';
import type { Room } from './room.rules';
import { isIn } from './room.rules';
import { RoutedLink } from './routed-link';
import { SILENCE, type Speech, afterLeaving, afterPause, afterWords, speaking } from './speaker.rules';

/** The server counts on a sign of life this often, in milliseconds. */
const REPORT_MS = 5_000;
/** Whoever waits shows that they still do this often, in milliseconds. */
const WAIT_MS = 15_000;
/** How often it is looked who has stopped speaking, in milliseconds. */
const LOOK_MS = 500;

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
  private readonly following = new Subscription();
  private readonly waiting = new Subscription();
  private readonly seated = new Subscription();
  private readonly effects: EffectRef[] = [];
  private readonly link = signal<RoutedLink | null>(null);
  private readonly seat = signal<RoomPersonFragment | null>(null);
  private readonly current = signal<Room | null>(null);
  private readonly over = signal<VisitEnd | null>(null);
  private readonly lastMeasured = signal<Measured | null>(null);
  private readonly lineCare = signal<LineCare>(FULL_LINE);
  private readonly speech = signal<Speech>(SILENCE);
  private readonly now = signal(Date.now());
  private readonly shown = signal<readonly Shown<Tile>[]>([]);
  private readonly floated = signal<Shown<Tile> | null>(null);
  private readonly wishes: LayerWishes;
  private counted: Counted | null = null;
  private wanted: readonly Wanted[] = [];

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
  readonly measured = this.lastMeasured.asReadonly();
  /** How much of the pictures the line carries. */
  readonly pictures = computed(() => this.lineCare().pictures);
  /** Sealed silence is as many bytes as quiet words; elsewhere silence is sent, which keeps the clock of what is recorded. */
  private readonly sendsSilence = computed(() => this.room()?.encryption !== 'END_TO_END');
  readonly speakerId = computed(() => this.speech().mainId);
  readonly speaking = computed(() => speaking(this.speech(), this.now()));
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
    this.wishes = new LayerWishes((wanted) => parts.line.choose(participantId, wanted));
    this.switches = new OwnSwitches(parts.media, (on) => parts.mediaLine.setMedia(participantId, on));
    this.following.add(
      parts.line.follow(id).subscribe({
        next: ({ data }) => {
          this.current.set(data.meeting ?? null);
        },
        error: () => {
          // Nothing is left to see of it.
          this.over.set('ended');
        },
      }),
    );
    this.react(() => {
      this.followOwn();
    });
    this.react(() => {
      this.sendWhatIsOn();
    });
    this.react(() => {
      this.askForPictures();
    });
    this.react(() => {
      this.sayReady();
    });
    this.react(() => {
      this.followKeys();
    });
    this.react(() => {
      this.followBridge();
    });
    this.react(() => {
      this.forgetWhoLeft();
    });
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
    this.counted = countedIn([], performance.now());
    this.switches.begin(participant);
    this.waiting.unsubscribe();
    if (isFirst) this.beginSigns(participant.id);
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
    this.wanted = [];
    this.wishes.forget();
  }

  /** Waits to be let in, from when the server said so. */
  wait({ participant, liveCursor }: Awaiting): void {
    const timer = setInterval(() => {
      this.parts.retake(this);
    }, WAIT_MS);
    this.waiting.add(() => {
      clearInterval(timer);
    });
    this.waiting.add(
      this.parts.line.lobbyOf(participant.id, liveCursor).subscribe((event) => {
        if (event.__typename !== 'ParticipantChanged') return;
        const { state } = event.participant;
        if (state === 'DENIED' || state === 'REMOVED') this.over.set('denied');
        else if (state !== 'WAITING') this.parts.retake(this);
      }),
    );
  }

  /** What stands on the stage; only that is received, each as sharp as it is large. */
  show(shown: readonly Shown<Tile>[]): void {
    this.shown.set(shown);
  }

  /** What stands above all windows, which is received also while the stage is not on screen. */
  float(floated: Shown<Tile> | null): void {
    this.floated.set(floated);
  }

  /** All pictures again, on a line that was thought bad. */
  showAllAgain(): void {
    this.lineCare.set(FULL_LINE);
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

  private beginSigns(participantId: string): void {
    this.seated.add(
      this.parts.mediaLine.signalsTo(participantId).subscribe((arrived) => {
        if (arrived.kind === 'KEYS') this.sealed?.keys.look();
        else this.link()?.receive(arrived);
      }),
    );
    this.seated.add(
      this.parts.line.signalsOf(this.id).subscribe((heard) => {
        if (heard.__typename !== 'ActiveSpeaker') return;
        this.speech.update((speech) => afterWords(speech, heard.participantId, heard.speaking, Date.now()));
      }),
    );
    const report = setInterval(() => void this.report(participantId), REPORT_MS);
    const tick = setInterval(() => {
      this.now.set(Date.now());
      this.speech.update((speech) => afterPause(speech, Date.now()));
    }, LOOK_MS);
    this.seated.add(() => {
      clearInterval(report);
      clearInterval(tick);
    });
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
    const { microphone, camera, screen } = this.media;
    // On a line that carries no pictures none is sent either: sound goes before everything.
    const isSeen = this.pictures() !== 'none';
    const sound = this.media.speaks() || this.sendsSilence() ? microphone() : null;
    const tracks = { microphone: sound, camera: isSeen ? camera() : null, screen: screen() };
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
    const link = this.link();
    const pictures = this.pictures();
    const shown = withFloated(this.shown(), this.floated());
    const speakerId = this.speakerId();
    if (!link) return;
    const isNear = ({ large, tile }: Shown<Tile>): boolean => large || tile.participantId === speakerId;
    const kept = pictures === 'all' ? shown : pictures === 'near' ? shown.filter(isNear) : [];
    const wanted = wantedFor(kept, devicePixelRatio, this.wanted);
    this.wanted = wanted;
    this.wishes.ask(wanted);
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

  private forgetWhoLeft(): void {
    const present = new Set(this.people().map((person) => person.id));
    this.speech.update((speech) => afterLeaving(speech, present));
  }

  /** What comes by the media server need not come past it any more. */
  private followBridge(): void {
    this.parts.bridge?.follow(this.routed());
  }

  /** The media server is told that this device listens: at first, and whenever the line was broken. */
  private sayReady(): void {
    const link = this.link();
    const isBack = this.parts.connection.openCount() > 0;
    if (!link || !isBack) return;
    untracked(() => {
      link.ready();
    });
  }

  private async report(participantId: string): Promise<void> {
    try {
      const entries = (await this.link()?.stats()) ?? [];
      const counted = countedIn(entries, performance.now());
      const measured = measuredBetween(this.counted, counted);
      this.counted = counted;
      if (this.link()?.state() === 'connected') {
        this.lastMeasured.set(measured);
        this.lineCare.update((care) => afterMeasuring(care, lineFor(measured)));
      }
      await this.parts.mediaLine.report(participantId, measured);
    } catch {
      // The line is broken or the meeting over; who is missed is shown as reconnecting, and the next report mends it.
    }
  }
}
