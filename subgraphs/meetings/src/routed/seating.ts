import { join } from 'node:path';
import { conflict, type Runtime } from '@parley/kit';
import { mediaTopic } from '../events.js';
import type { Media } from '../janus/media.js';
import type { RoomSeat } from '../janus/room-seat.js';
import type { MediaNews } from '../signal/media-signal.js';
import { type Device, DeviceSeat, type Said } from './device-seat.js';
import type { MediaRoomRow } from './media-seat.table.js';
import { type Claim, dropSeat, keepPublished, keepSeat } from './routed.store.js';

/** How many may send at the same time, and how much: three layers of a camera, sound, and a screen. */
const ROOM = { publishers: 100, bitrate: 4_000_000 };

interface Around {
  /** The process that looks after the seats. */
  readonly ownerId: string;
  readonly runtime: Runtime;
  readonly servers: Media;
  /** Somebody sends something from now on, or something else. */
  readonly published: (participantId: string) => Promise<void>;
}

/** Makes the seats that one process looks after, keeps how they are, and tells their devices. */
export class Seating {
  constructor(private readonly around: Around) {}

  claimOf({ id, seat }: Device): Claim {
    return { participantId: id, seat, ownerId: this.around.ownerId };
  }

  say({ id, seat }: Device, said: Said): void {
    const news: MediaNews = { ...said, at: new Date().toISOString(), fromParticipantId: id, fromSeat: seat };
    void this.around.runtime.signal(mediaTopic(id), news);
  }

  /** Its media server has lost it: the device hears of that first, and takes a new one meanwhile. */
  async lose(device: Device): Promise<void> {
    this.say(device, { kind: 'LOST' });
    await dropSeat(this.db, this.claimOf(device), 'lost');
  }

  /** Frees what its device has left. */
  leave(device: Device): Promise<void> {
    return dropSeat(this.db, this.claimOf(device), 'left');
  }

  /** Takes a seat that is claimed on the media server of its room. @throws CONFLICT where they have left meanwhile */
  async take(device: Device, { server: name, encrypted }: MediaRoomRow): Promise<DeviceSeat> {
    const { servers } = this.around;
    const server = servers.server(name);
    const { meetingId, id } = device;
    await server.rooms.create({
      ...{ id: meetingId, ...ROOM, e2ee: encrypted },
      recordingFolder: join(servers.recordings, meetingId),
    });
    const { seat: link, publishers } = await server.join(meetingId, id, server.token(meetingId, id));
    const seat = this.seatWith(device, link, encrypted);
    const { reference } = link;
    const nothing = { received: [], connection: 0, owesAnswer: false };
    if (!(await keepSeat(this.db, this.claimOf(device), { reference, ...nothing }))) {
      await link.leave();
      throw conflict('This is over, or you have left it');
    }
    seat.others(publishers);
    return seat;
  }

  /** A seat over a place that is taken on a media server. */
  seatWith(device: Device, link: RoomSeat, isEncrypted: boolean): DeviceSeat {
    const claim = this.claimOf(device);
    const { logger } = this.around.runtime;
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
          await this.around.published(device.id);
        });
      },
      logger,
    });
  }

  private get db() {
    return this.around.runtime.database.manager;
  }
}
