import { forbidden, type Logger } from '@parley/kit';
import { type JanusAddress, JanusClient, type ServerState, type SessionEnd } from './janus-client.js';
import type { JanusSession } from './janus-session.js';
import { JanusRefusal, REFUSED } from './janus-refusal.js';
import type { MediaListener, Publisher } from './media-event.js';
import { inOurWords, MediaRooms } from './media-room.js';
import type { SeatReference } from './negotiation.js';
import { RoomSeat } from './room-seat.js';
import { readSeatToken, roomSecret, seatToken } from './seat-token.js';
import { publishers } from './video-room.js';

/** A seat that was taken, and whose tracks there were at that moment. */
export interface Joined {
  readonly seat: RoomSeat;
  readonly publishers: readonly Publisher[];
}

/** A seat is taken right after its token was made; a participant who was removed must not come back with it. */
const TOKEN_MS = 60_000;

const EVENTS: Partial<Record<ServerState, 'server-ready' | 'server-away' | 'server-lost'>> = {
  ready: 'server-ready',
  away: 'server-away',
  lost: 'server-lost',
};

/** One media server: its rooms, and the seats that this process looks after there. */
export class MediaServer {
  readonly rooms: MediaRooms;
  private readonly seats = new Map<string, RoomSeat>();
  private readonly sessions = new WeakMap<RoomSeat, JanusSession>();
  private readonly client: JanusClient;

  constructor(
    private readonly address: JanusAddress,
    private readonly tell: MediaListener,
    logger: Logger,
  ) {
    this.client = new JanusClient(
      address,
      (state) => {
        const kind = EVENTS[state];
        if (kind) tell({ kind, server: address.name });
      },
      logger,
    );
    this.rooms = new MediaRooms(this.client);
  }

  get name(): string {
    return this.address.name;
  }

  get state(): ServerState {
    return this.client.state;
  }

  get seatCount(): number {
    return this.seats.size;
  }

  /** @throws JanusFault when the server may not be used as it is */
  start(): Promise<void> {
    return this.client.start();
  }

  stop(): void {
    this.client.stop();
  }

  /** Its process has died. */
  declareLost(): void {
    this.client.declareLost();
  }

  seat(room: string, participant: string): RoomSeat | null {
    return this.seats.get(seatKey(room, participant)) ?? null;
  }

  /** Lets a participant take a seat in a room, soon. */
  token(room: string, participant: string): string {
    const expiresAt = new Date(Date.now() + TOKEN_MS);
    return seatToken(this.address.secrets.token, { room, participant, expiresAt });
  }

  /** Takes the seat that the token is for; whoever holds it on another device loses it. */
  async join(room: string, participant: string, token: string): Promise<Joined> {
    const grant = readSeatToken(this.address.secrets.token, token, new Date());
    if (grant?.room !== room || grant.participant !== participant) {
      throw forbidden('The seat token is not valid for this room');
    }
    await this.seat(room, participant)?.leave();
    return inOurWords(
      this.enter(room, participant, token).catch(async (error: unknown) => {
        // Another process may look after the same participant: theirs ends, as one of ours would have.
        if (!(error instanceof JanusRefusal) || error.code !== REFUSED.taken) throw error;
        await this.rooms.kick(room, participant);
        return this.enter(room, participant, token);
      }),
    );
  }

  /** Goes on with a seat that another process looked after, or this one before it was started again. */
  async resume(reference: SeatReference): Promise<RoomSeat> {
    const { room, participant } = reference;
    return inOurWords(
      this.take(room, participant, (ended) => this.client.claimSession(reference.session, ended)).then(
        (seat) => {
          seat.adopt(reference);
          return seat;
        },
      ),
    );
  }

  /** Another process has gone on with the seat. */
  abandon(seat: RoomSeat): void {
    const key = seatKey(seat.room, seat.participant);
    if (this.seats.get(key) === seat) this.seats.delete(key);
    const session = this.sessions.get(seat);
    if (session) this.client.forgetSession(session);
    seat.abandon();
  }

  private async enter(room: string, participant: string, token: string): Promise<Joined> {
    const seat = await this.take(room, participant, (ended) => this.client.openSession(ended));
    try {
      const { data } = await seat.enter(token);
      return { seat, publishers: publishers(data['publishers']) };
    } catch (error) {
      // Whether one is let in is only known by entering.
      await seat.dismiss();
      throw error;
    }
  }

  private async take(
    room: string,
    participant: string,
    begin: (ended: (why: SessionEnd) => void) => ReturnType<JanusClient['openSession']>,
  ): Promise<RoomSeat> {
    const session = await begin((why) => {
      seat.end(why);
    });
    const key = seatKey(room, participant);
    const keys = {
      secret: roomSecret(this.address.secrets.token, room),
      token: () => this.token(room, participant),
    };
    const gone = async () => {
      if (this.seats.get(key) === seat) this.seats.delete(key);
      await this.client.destroySession(session);
    };
    const seat = new RoomSeat({ server: this.name, room, participant }, session, keys, this.tell, gone);
    this.seats.set(key, seat);
    this.sessions.set(seat, session);
    return seat;
  }
}

const seatKey = (room: string, participant: string): string => JSON.stringify([room, participant]);
