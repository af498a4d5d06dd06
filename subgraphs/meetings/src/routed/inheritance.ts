import { conflict, isUnavailable, type Logger } from '@parley/kit';
import type { EntityManager } from 'typeorm';
import type { MediaServer } from '../janus/media-server.js';
import type { RoomSeat } from '../janus/room-seat.js';
import type { Device, DeviceSeat } from './device-seat.js';
import type { RoutedSeatRow, SeatOwner } from './media-seat.table.js';
import { inheritSeats, roomPlace, routedSeat, seatsIn, seizeSeats } from './routed.store.js';

/** Who goes on with seats. */
export interface Heir {
  readonly ownerId: string;
  readonly db: EntityManager;
  readonly logger: Logger;
  readonly server: (name: string) => MediaServer;
  readonly seatWith: (device: Device, link: RoomSeat, isEncrypted: boolean) => DeviceSeat;
  /** The seat is looked after from now on. */
  readonly took: (device: Device, seat: DeviceSeat) => void;
  /** Nobody can go on with it: its device is told. */
  readonly lost: (device: Device) => Promise<void>;
}

/** How a process goes on with the seats of those that are gone. */
export class Inheritance {
  /** Seats that are ours by now, while their media server is away. */
  private postponed: readonly RoutedSeatRow[] = [];

  constructor(private readonly heir: Heir) {}

  /** Looks for seats that nobody looks after, and goes on with them. */
  async look(): Promise<void> {
    const { db, ownerId } = this.heir;
    const waiting = this.postponed;
    this.postponed = [];
    const rows = [...(await this.stillOurs(waiting)), ...(await inheritSeats(db, ownerId))];
    await Promise.all(rows.map((row) => this.inherit(row)));
  }

  /** Goes on with seats whose processes have not done in time what cannot wait, whether or not they are gone. */
  async seize(late: readonly SeatOwner[]): Promise<void> {
    const { db, ownerId } = this.heir;
    const rows = await seizeSeats(db, ownerId, late);
    await Promise.all(rows.map((row) => this.inherit(row)));
  }

  private async stillOurs(rows: readonly RoutedSeatRow[]): Promise<readonly RoutedSeatRow[]> {
    const { db, ownerId } = this.heir;
    const now = await Promise.all(rows.map(({ participantId }) => routedSeat(db, participantId)));
    return now.flatMap((row, n) =>
      row?.ownerId === ownerId && row.seat === rows[n]?.seat && !row.lost ? [row] : [],
    );
  }

  private async inherit(row: RoutedSeatRow): Promise<void> {
    const device = { id: row.participantId, meetingId: row.meetingId, seat: row.seat };
    try {
      this.heir.took(device, await this.resume(device, row));
    } catch (error) {
      // Whether the media server still has it is only known by asking; while it is away nobody knows.
      if (isUnavailable(error)) {
        this.postponed = [...this.postponed, row];
        return;
      }
      this.heir.logger.info({ err: String(error), participant: device.id }, 'a seat is lost');
      await this.heir.lost(device);
    }
  }

  private async resume(device: Device, row: RoutedSeatRow): Promise<DeviceSeat> {
    const { db, server, seatWith } = this.heir;
    const { reference, received, connection, owesAnswer } = row;
    const place = await roomPlace(db, device.meetingId);
    if (!reference || !place) throw conflict('Whoever took this seat has not finished');
    const link = await server(reference.server).resume(reference);
    const seat = seatWith(device, link, place.encrypted);
    seat.goOn({ reference, received, connection, owesAnswer });
    const others = await seatsIn(db, device.meetingId);
    seat.others(
      others.map(({ participantId, published }) => ({ participant: participantId, streams: published })),
    );
    return seat;
  }
}
