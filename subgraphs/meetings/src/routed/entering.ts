import type { SeatEvent } from '../janus/media-event.js';
import type { Device, DeviceSeat } from './device-seat.js';

interface Entry {
  readonly seat: number;
  /** Null where the seat is not for this process to take. */
  readonly done: Promise<DeviceSeat | null>;
  readonly early: SeatEvent[];
}

/**
 * Seats that this process is taking at this moment. They are known from the first moment on: whatever their devices say
 * meanwhile waits for them, and what the media server tells of them is kept.
 */
export class Entering {
  private readonly entries = new Map<string, Entry>();

  /** The seat of a device once it is taken; null where it is not being taken, or not for this process to take. */
  async seatOf({ id, seat }: Device): Promise<DeviceSeat | null> {
    const entry = this.entries.get(id);
    return entry?.seat === seat ? entry.done : null;
  }

  /** Takes a seat, unless that goes on already. @param take is given what is told of the seat until it has it */
  async take(
    { id, seat }: Device,
    take: (early: readonly SeatEvent[]) => Promise<DeviceSeat | null>,
  ): Promise<DeviceSeat | null> {
    const before = this.entries.get(id);
    if (before?.seat === seat) return before.done;
    const early: SeatEvent[] = [];
    const entry = { seat, done: take(early), early };
    this.entries.set(id, entry);
    try {
      return await entry.done;
    } finally {
      if (this.entries.get(id) === entry) this.entries.delete(id);
    }
  }

  /** Something is told of a seat that may be being taken. */
  hear(event: SeatEvent): void {
    this.entries.get(event.participant)?.early.push(event);
  }
}
