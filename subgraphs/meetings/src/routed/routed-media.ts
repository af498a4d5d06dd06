import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { conflict, type RequestContext, type Runtime, systemCaller, unavailable } from '@parley/kit';
import { mediaTopic } from '../events.js';
import type { MediaEvent, SeatEvent } from '../janus/media-event.js';
import { Media } from '../janus/media.js';
import type { MediaPlan } from '../janus/media-config.js';
import type { MediaServer } from '../janus/media-server.js';
import type { RoomSeat } from '../janus/room-seat.js';
import type { MediaNews } from '../signal/media-signal.js';
import type { MediaSignalInput } from '../signal/signal.inputs.js';
import { type Device, DeviceSeat, type Said } from './device-seat.js';
import { Inheritance } from './inheritance.js';
import type { MediaRoomRow } from './media-seat.table.js';
import { OwnerLine } from './owner-line.js';
import { Uplinks } from './uplink.js';
import type { Tile } from './reception.rules.js';
import {
  beat,
  type Claim,
  claimSeat,
  dropSeat,
  keepPublished,
  keepSeat,
  leavePlace,
  noteUplinks,
  ownedBy,
  placeRoom,
  roomPlace,
  routedSeat,
  stopBeating,
} from './routed.store.js';

/** How often a process says that it is there, and looks after seats of those that are not. */
const BEAT_MS = 2_000;
/** How many may send at the same time, and how much: three layers of a camera, sound, and a screen. */
const ROOM = { publishers: 100, bitrate: 4_000_000 };

/** What a device wants of its seat. */
export type SeatWish = { readonly signal: MediaSignalInput } | { readonly tiles: readonly Tile[] };
type Asked = SeatWish & { readonly device: Device };

const isReady = (wish: SeatWish): boolean => 'signal' in wish && wish.signal.kind === 'READY';

/** What happens on media servers that somebody besides the seats wants to know. */
export interface MediaWatch {
  /** Everything that is told of seats this process looks after, and of quality wherever it was measured. */
  readonly heard: (event: SeatEvent) => void;
  /** Media servers of these names are there. */
  readonly started: (names: readonly string[]) => Promise<void>;
  /** Somebody sends something from now on, or something else. */
  readonly published: (participantId: string) => Promise<void>;
  /** All that was there is gone. */
  readonly serverLost: (server: string) => Promise<void>;
}

/**
 * The media of rooms, as this process has a part in it: it looks after some of the seats, asks the process that looks
 * after a seat for what only that can, and goes on with the seats of processes that are gone.
 */
export class RoutedMedia {
  readonly ownerId = randomUUID();
  private media: Media | null = null;
  private runtime: Runtime | null = null;
  private line: OwnerLine<Asked> | null = null;
  private inheritance: Inheritance | null = null;
  private watch: MediaWatch | null = null;
  private beating: NodeJS.Timeout | undefined;
  private readonly uplinks = new Uplinks();
  private readonly seats = new Map<string, DeviceSeat>();
  /** Seats that are being taken, and what was told of them meanwhile. */
  private readonly entering = new Map<string, { readonly done: Promise<DeviceSeat>; early: SeatEvent[] }>();

  constructor(private readonly plan: MediaPlan) {}

  /** @returns ends it: others go on with the seats at once */
  async start(runtime: Runtime, watch: MediaWatch): Promise<() => Promise<void>> {
    this.runtime = runtime;
    this.watch = watch;
    this.media = await Media.start(this.plan, runtime.logger);
    this.media.follow((event) => {
      this.hear(event);
    });
    this.line = new OwnerLine(runtime, this.ownerId, (asked) => this.fulfilHere(asked));
    this.inheritance = this.inheriting(runtime);
    await beat(this.db, this.ownerId);
    // What is left of an earlier life of our own server has ended with it.
    if (this.media.own !== null) await watch.serverLost(this.media.own);
    await watch.started(this.health.map(({ name }) => name));
    this.beating = setInterval(() => void this.look(), BEAT_MS);
    // Seats may wait already for somebody who goes on with them.
    void this.look();
    return () => this.stop();
  }

  /** What keeps rooms from working, as a sentence; null when nothing does. */
  get missing(): string | null {
    return this.media ? this.media.missing : 'Media has not been started yet.';
  }

  /** Whether rooms have media servers at all. */
  get isSetUp(): boolean {
    return this.media?.isSetUp ?? false;
  }

  /** How each media server is. */
  get health(): Media['health'] {
    return this.media?.health ?? [];
  }

  get servers(): Media {
    if (!this.media) throw unavailable('Media has not been started yet');
    return this.media;
  }

  /** The seat of somebody, where this process looks after it. */
  seatOf(participantId: string): DeviceSeat | null {
    return this.seats.get(participantId) ?? null;
  }

  /** The seats that this process looks after, by participant. */
  links(): ReadonlyMap<string, RoomSeat> {
    return new Map([...this.seats].map(([participantId, { link }]) => [participantId, link]));
  }

  /** Does what a device wants of its seat, here or where the seat is looked after. READY takes the seat. */
  async fulfil(device: Device, wish: SeatWish, place: () => Promise<MediaRoomRow>): Promise<void> {
    if (this.seats.get(device.id)?.seat === device.seat) return this.fulfilHere({ ...wish, device });
    const row = await routedSeat(this.db, device.id);
    const isTaken = row?.seat === device.seat;
    if (isTaken && row.lost) {
      this.lostTo(device, wish);
      return;
    }
    if (!isTaken && !isReady(wish)) throw conflict('Say READY first: this device has no seat yet');
    if (!isTaken && (await this.enter(device, place))) return undefined;
    const owner = isTaken ? row.ownerId : (await routedSeat(this.db, device.id))?.ownerId;
    if (!owner) throw conflict('This is over, or you have left it');
    return this.ask(owner, { ...wish, device });
  }

  /** Where the media of a room is, after it was placed if it was nowhere. */
  async placeOf(
    meetingId: string,
    plan: { encrypted: boolean; wanted?: readonly string[]; because?: string },
  ) {
    const known = await roomPlace(this.db, meetingId);
    if (known && this.servers.has(known.server)) return known;
    if (known) await leavePlace(this.db, meetingId);
    const { name } = this.servers.place(plan.wanted);
    const because = plan.because ?? 'It is the media server with the most room';
    return placeRoom(this.db, { meetingId, server: name, encrypted: plan.encrypted, because });
  }

  private get db() {
    return this.running.database.manager;
  }

  private get running(): Runtime {
    if (!this.runtime) throw unavailable('Media has not been started yet');
    return this.runtime;
  }

  private inheriting({ logger }: Runtime): Inheritance {
    return new Inheritance({
      ...{ ownerId: this.ownerId, db: this.db, logger },
      server: (name) => this.serverOf(name),
      seatWith: (device, link, isEncrypted) => this.seatWith(device, link, isEncrypted),
      took: ({ id }, seat) => {
        this.seats.set(id, seat);
      },
      lost: async (device) => {
        await dropSeat(this.db, this.claimOf(device), 'lost');
        this.say(device, { kind: 'LOST' });
      },
    });
  }

  private async stop(): Promise<void> {
    clearInterval(this.beating);
    for (const seat of this.seats.values()) seat.end();
    this.seats.clear();
    this.line?.close();
    await this.media?.stop();
    await stopBeating(this.db, this.ownerId);
  }

  private async ask(owner: string, asked: Asked): Promise<void> {
    if (owner === this.ownerId) return this.fulfilHere(asked);
    if (!this.line) throw unavailable('Media has not been started yet');
    return this.line.ask(owner, asked);
  }

  private async fulfilHere({ device, ...wish }: Asked): Promise<void> {
    const seat = this.seats.get(device.id) ?? (await this.entering.get(device.id)?.done);
    if (seat?.seat !== device.seat) throw unavailable('This seat is being looked for; try again');
    if ('tiles' in wish) seat.show(wish.tiles);
    else if (isReady(wish)) seat.ready();
    else await seat.hear(wish.signal);
  }

  private lostTo(device: Device, wish: SeatWish): void {
    if (!isReady(wish)) throw conflict('The media server lost this seat; take a new one');
    this.say(device, { kind: 'LOST' });
  }

  /** Takes a seat for a device. @returns false where another process does, or the device's person has left */
  private async enter(device: Device, place: () => Promise<MediaRoomRow>): Promise<boolean> {
    const claim = this.claimOf(device);
    if (!(await claimSeat(this.db, claim))) return false;
    this.forget(device.id);
    const early: SeatEvent[] = [];
    const done = this.take(device, place);
    this.entering.set(device.id, { done, early });
    try {
      const seat = await done;
      this.seats.set(device.id, seat);
      for (const event of early) this.tellSeat(seat, event);
      return true;
    } catch (error) {
      // Whoever tries again finds the seat free.
      await dropSeat(this.db, claim, 'left');
      throw error;
    } finally {
      if (this.entering.get(device.id)?.done === done) this.entering.delete(device.id);
    }
  }

  private async take(device: Device, place: () => Promise<MediaRoomRow>): Promise<DeviceSeat> {
    const { server: name, encrypted } = await place();
    const server = this.servers.server(name);
    const { meetingId, id } = device;
    await server.rooms.create({
      ...{ id: meetingId, ...ROOM, e2ee: encrypted },
      recordingFolder: join(this.servers.recordings, meetingId),
    });
    const { seat: link, publishers } = await server.join(meetingId, id, server.token(meetingId, id));
    const seat = this.seatWith(device, link, encrypted);
    const { reference } = link;
    const nothing = { received: [], connection: 0, owesAnswer: false };
    await keepSeat(this.db, this.claimOf(device), { reference, ...nothing });
    seat.others(publishers);
    return seat;
  }

  private seatWith(device: Device, link: DeviceSeat['link'], isEncrypted: boolean): DeviceSeat {
    const claim = this.claimOf(device);
    const { logger } = this.running;
    let kept: Promise<unknown> = Promise.resolve();
    // One after the other: what is kept last is how it is.
    const keep = (write: () => Promise<unknown>) => {
      kept = kept.then(write).catch((error: unknown) => {
        logger.warn({ err: String(error) }, 'a seat could not be kept');
      });
    };
    return new DeviceSeat(device.seat, link, isEncrypted, {
      say: (said) => {
        this.say(device, said);
      },
      keep: (state) => {
        keep(() => keepSeat(this.db, claim, state));
      },
      keepPublished: (published) => {
        keep(async () => {
          await keepPublished(this.db, claim, published);
          await this.watch?.published(device.id);
        });
      },
      logger,
    });
  }

  private readonly claimOf = ({ id, seat }: Device): Claim => ({
    participantId: id,
    seat,
    ownerId: this.ownerId,
  });

  private say({ id, seat }: Device, said: Said): void {
    const news: MediaNews = { ...said, at: new Date().toISOString(), fromParticipantId: id, fromSeat: seat };
    void this.running.signal(mediaTopic(id), news);
  }

  private forget(participantId: string): void {
    this.seats.get(participantId)?.end();
    this.seats.delete(participantId);
  }

  private hear(event: MediaEvent): void {
    if (!('participant' in event)) {
      if (event.kind === 'server-lost') this.loseServer(event.server);
      return;
    }
    this.watch?.heard(event);
    this.uplinks.note(event);
    const seat = this.seats.get(event.participant);
    if (seat) this.tellSeat(seat, event);
    else if (event.kind !== 'left') this.entering.get(event.participant)?.early.push(event);
  }

  private loseServer(server: string): void {
    this.watch?.serverLost(server).catch((error: unknown) => {
      // The database is away too: whoever comes back finds out for themselves.
      this.running.logger.error(
        { err: String(error), server },
        'nobody was told that a media server is lost',
      );
    });
  }

  private tellSeat(seat: DeviceSeat, event: SeatEvent): void {
    if (event.kind === 'left') void this.seatOver(seat, event);
    else seat.told(event);
  }

  private async seatOver(seat: DeviceSeat, event: SeatEvent & { readonly kind: 'left' }): Promise<void> {
    const device = { id: event.participant, meetingId: event.room, seat: seat.seat };
    this.forget(device.id);
    const isLost = event.reason === 'server-lost' || event.reason === 'timeout';
    // Told first: the device takes a new seat meanwhile.
    if (isLost) this.say(device, { kind: 'LOST' });
    await dropSeat(this.db, this.claimOf(device), isLost ? 'lost' : 'left');
  }

  /** Says that this process is there, and goes on with what others have left behind. */
  private async look(): Promise<void> {
    try {
      if (!(await beat(this.db, this.ownerId))) await this.abandonLost();
      const uplinks = this.uplinks.take();
      if (uplinks.length > 0) await noteUplinks(this.db, uplinks);
      if (this.servers.missing !== null) return;
      await this.inheritance?.look();
    } catch (error) {
      // The database is away for a moment; the next look finds the same.
      this.running.logger.warn({ err: String(error) }, 'seats are not looked after');
    }
  }

  /** This process was silent for so long that others went on with its seats: it lets go of those. */
  private async abandonLost(): Promise<void> {
    const owned = await ownedBy(this.db, this.ownerId);
    for (const [participantId, seat] of this.seats) {
      if (owned.has(participantId)) continue;
      this.servers.server(seat.link.server).abandon(seat.link);
      this.forget(participantId);
    }
  }

  /** A context for what no person asks for. */
  context(): RequestContext {
    return this.running.context(systemCaller('media'));
  }

  serverOf(name: string): MediaServer {
    return this.servers.server(name);
  }
}
