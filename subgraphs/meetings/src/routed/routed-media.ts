import { randomUUID } from 'node:crypto';
import { conflict, type RequestContext, type Runtime, systemCaller, unavailable } from '@parley/kit';
import type { MediaEvent, SeatEvent } from '../janus/media-event.js';
import { Media } from '../janus/media.js';
import type { MediaPlan } from '../janus/media-config.js';
import type { MediaServer } from '../janus/media-server.js';
import type { RoomSeat } from '../janus/room-seat.js';
import { MOST_ROOM } from '../region/placement.js';
import type { Placement } from '../region/region.rules.js';
import type { Device, DeviceSeat } from './device-seat.js';
import { Entering } from './entering.js';
import { Inheritance } from './inheritance.js';
import type { MediaRoomRow, SeatOwner } from './media-seat.table.js';
import { OwnerLine } from './owner-line.js';
import { Seating } from './seating.js';
import { isReady, type SeatWish } from './seat-wish.js';
import { Uplinks } from './uplink.js';
import {
  beat,
  claimSeat,
  leavePlace,
  noteUplinks,
  placeRoom,
  roomPlace,
  routedSeat,
  stopBeating,
  takenFrom,
} from './routed.store.js';

/** How often a process says that it is there, and looks after seats of those that are not. */
const BEAT_MS = 2_000;

type Asked = SeatWish & { readonly device: Device };

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

/** What this process works with once media has been started. */
interface Started {
  readonly runtime: Runtime;
  readonly watch: MediaWatch;
  readonly media: Media;
  /** How the seats are made that this process looks after. */
  readonly seating: Seating;
  readonly line: OwnerLine<Asked>;
  readonly inheritance: Inheritance;
}

/**
 * The media of rooms, as this process has a part in it: it looks after some of the seats, asks the process that looks
 * after a seat for what only that can, and goes on with the seats of processes that are gone.
 */
export class RoutedMedia {
  readonly ownerId = randomUUID();
  private started: Started | null = null;
  private beating: NodeJS.Timeout | undefined;
  private readonly uplinks = new Uplinks();
  private readonly seats = new Map<string, DeviceSeat>();
  private readonly entering = new Entering();

  constructor(private readonly plan: MediaPlan) {}

  /** @returns ends it: others go on with the seats at once */
  async start(runtime: Runtime, watch: MediaWatch): Promise<() => Promise<void>> {
    const media = await Media.start(this.plan, runtime.logger);
    const { ownerId } = this;
    const seating = new Seating({ ownerId, runtime, servers: media, published: watch.published });
    const line = new OwnerLine<Asked>(runtime, ownerId, (asked) => this.fulfilHere(asked));
    const inheritance = this.inheriting(runtime, seating);
    this.started = { runtime, watch, media, seating, line, inheritance };
    media.follow((event) => {
      this.hear(event);
    });
    await beat(this.db, ownerId);
    // What is left of an earlier life of our own server has ended with it.
    if (media.own !== null) await watch.serverLost(media.own);
    await watch.started(media.names);
    this.beating = setInterval(() => void this.look(), BEAT_MS);
    // Seats may wait already for somebody who goes on with them.
    void this.look();
    return () => this.stop();
  }

  /** What keeps rooms from working, as a sentence; null when nothing does. */
  get missing(): string | null {
    return this.started ? this.started.media.missing : 'Media has not been started yet.';
  }

  /** Whether rooms have media servers at all. */
  get isSetUp(): boolean {
    return this.started?.media.isSetUp ?? false;
  }

  /** How each media server is. */
  get health(): Media['health'] {
    return this.started?.media.health ?? [];
  }

  get servers(): Media {
    return this.running.media;
  }

  /** The seat of somebody, where this process looks after it. */
  seatOf(participantId: string): DeviceSeat | null {
    return this.seats.get(participantId) ?? null;
  }

  /** The seats that this process looks after, by participant. */
  links(): ReadonlyMap<string, RoomSeat> {
    return new Map([...this.seats].map(([participantId, { link }]) => [participantId, link]));
  }

  /** Goes on with seats that other processes look after and were late with what cannot wait. */
  async goOnWith(late: readonly SeatOwner[]): Promise<void> {
    await this.started?.inheritance.seize(late);
  }

  /** Does what a device wants of its seat, here or where the seat is looked after. READY takes the seat. */
  async fulfil(device: Device, wish: SeatWish, place: () => Promise<MediaRoomRow>): Promise<void> {
    // What fails then is tried again below.
    await this.entering.seatOf(device).catch(() => null);
    if (this.seats.get(device.id)?.seat === device.seat) return this.fulfilHere({ ...wish, device });
    const row = await routedSeat(this.db, device.id);
    const isTaken = row?.seat === device.seat;
    if (isTaken && row.lost) {
      this.lostTo(device, wish);
      return;
    }
    if (!isTaken && !isReady(wish)) throw conflict('Say READY first: this device has no seat yet');
    if (!isTaken && (await this.enter(device, place))) return this.fulfilHere({ ...wish, device });
    const owner = isTaken ? row.ownerId : (await routedSeat(this.db, device.id))?.ownerId;
    if (!owner) throw conflict('This is over, or you have left it');
    return this.ask(owner, { ...wish, device });
  }

  /**
   * Takes the seat of a device that has just come, while it still learns that it may: once it says READY, what it is to
   * receive has been asked for. What fails is tried again then, and said.
   */
  prepare(device: Device, place: () => Promise<MediaRoomRow>): void {
    if (this.missing !== null) return;
    this.enter(device, place).catch((error: unknown) => {
      this.running.runtime.logger.debug(
        { err: String(error) },
        'a seat was not taken before it was asked for',
      );
    });
  }

  /** Where the media of a room is, after it was placed if it was nowhere. @param findBest asked only then */
  async placeOf(
    meetingId: string,
    encrypted: boolean,
    findBest: () => Promise<Placement | null>,
  ): Promise<MediaRoomRow> {
    const known = await roomPlace(this.db, meetingId);
    if (known && this.servers.has(known.server)) return known;
    if (known) await leavePlace(this.db, meetingId);
    const best = await findBest();
    const { name } = this.servers.place(best ? [best.code] : undefined);
    // Where the best one has no room it is somewhere else, and not for its reasons.
    const { reason, milliseconds, because } = best?.code === name ? best : MOST_ROOM;
    return placeRoom(this.db, { meetingId, server: name, encrypted, reason, milliseconds, because });
  }

  private get db() {
    return this.running.runtime.database.manager;
  }

  private get running(): Started {
    if (!this.started) throw unavailable('Media has not been started yet');
    return this.started;
  }

  private inheriting({ database, logger }: Runtime, seating: Seating): Inheritance {
    return new Inheritance({
      ...{ ownerId: this.ownerId, db: database.manager, logger },
      server: (name) => this.serverOf(name),
      seatWith: (device, link, isEncrypted) => seating.seatWith(device, link, isEncrypted),
      took: ({ id }, seat) => {
        this.seats.set(id, seat);
      },
      lost: (device) => seating.lose(device),
    });
  }

  private async stop(): Promise<void> {
    clearInterval(this.beating);
    for (const seat of this.seats.values()) seat.end();
    this.seats.clear();
    this.running.line.close();
    await this.running.media.stop();
    await stopBeating(this.db, this.ownerId);
  }

  private async ask(owner: string, asked: Asked): Promise<void> {
    if (owner === this.ownerId) return this.fulfilHere(asked);
    return this.running.line.ask(owner, asked);
  }

  private async fulfilHere({ device, ...wish }: Asked): Promise<void> {
    const seat = (await this.entering.seatOf(device)) ?? this.seats.get(device.id);
    if (seat?.seat !== device.seat) throw unavailable('This seat is being looked for; try again');
    if ('tiles' in wish) seat.show(wish.tiles);
    else if ('listens' in wish) seat.listens();
    else if (isReady(wish)) seat.ready();
    else await seat.hear(wish.signal);
  }

  private lostTo(device: Device, wish: SeatWish): void {
    if (!isReady(wish)) throw conflict('The media server lost this seat; take a new one');
    this.running.seating.say(device, { kind: 'LOST' });
  }

  /** Takes a seat for a device. @returns false where another process does, or the device's person has left */
  private async enter(device: Device, place: () => Promise<MediaRoomRow>): Promise<boolean> {
    return (await this.entering.take(device, (early) => this.claim(device, place, early))) !== null;
  }

  private async claim(
    device: Device,
    place: () => Promise<MediaRoomRow>,
    early: readonly SeatEvent[],
  ): Promise<DeviceSeat | null> {
    if (!(await claimSeat(this.db, this.running.seating.claimOf(device)))) return null;
    this.forget(device.id);
    try {
      const seat = await this.running.seating.take(device, await place());
      this.seats.set(device.id, seat);
      for (const event of early) this.tellSeat(seat, event);
      return seat;
    } catch (error) {
      // Whoever tries again finds the seat free.
      await this.running.seating.leave(device);
      throw error;
    }
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
    this.running.watch.heard(event);
    this.uplinks.note(event);
    const seat = this.seats.get(event.participant);
    if (seat) this.tellSeat(seat, event);
    else if (event.kind !== 'left') this.entering.hear(event);
  }

  private loseServer(server: string): void {
    this.running.watch.serverLost(server).catch((error: unknown) => {
      // The database is away too: whoever comes back finds out for themselves.
      this.running.runtime.logger.error(
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
    await (isLost ? this.running.seating.lose(device) : this.running.seating.leave(device));
  }

  /** Says that this process is there, and goes on with what others have left behind. */
  private async look(): Promise<void> {
    try {
      await beat(this.db, this.ownerId);
      await this.abandonTaken();
      const uplinks = this.uplinks.take();
      if (uplinks.length > 0) await noteUplinks(this.db, uplinks);
      if (this.servers.missing !== null) return;
      await this.running.inheritance.look();
    } catch (error) {
      // The database is away for a moment; the next look finds the same.
      this.running.runtime.logger.warn({ err: String(error) }, 'seats are not looked after');
    }
  }

  /** This process was silent, or late, for so long that others went on with seats of its: it lets go of those. */
  private async abandonTaken(): Promise<void> {
    for (const participantId of await takenFrom(this.db, this.ownerId, [...this.seats.keys()])) {
      const seat = this.seats.get(participantId);
      if (seat) this.servers.server(seat.link.server).abandon(seat.link);
      this.forget(participantId);
    }
  }

  /** A context for what no person asks for. */
  context(): RequestContext {
    return this.running.runtime.context(systemCaller('media'));
  }

  serverOf(name: string): MediaServer {
    return this.servers.server(name);
  }
}
