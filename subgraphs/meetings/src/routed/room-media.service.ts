import {
  AppError,
  type Consumer,
  consumer,
  isUnavailable,
  type LogEvent,
  type RequestContext,
  textOf,
} from '@parley/kit';
import { heardSpeaking } from '../attendance/attendance.service.js';
import type { MeetingsContext, RoomMedia } from '../context.js';
import { routedStream, signalsTopic } from '../events.js';
import type { SeatEvent } from '../janus/media-event.js';
import type { MediaServer } from '../janus/media-server.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { placesNow } from '../participant/place.service.js';
import { placementFor } from '../region/region.service.js';
import type { MediaSource } from '../signal/media-direction.js';
import type { MediaRoomRow } from './media-seat.table.js';
import type { MeetingNews } from './meeting-signal.js';
import { sourceOf } from './reception.rules.js';
import type { RoutedMedia } from './routed-media.js';
import { leavePlace, roomPlace, routedSeat, takeAwaySeat } from './routed.store.js';

/** What a media server is to be told once a transaction is committed, by kind; ids only. */
export interface RoutedLog {
  /** What somebody may send has changed: what they do not send by their row, nobody receives. */
  readonly mediaHeld: { readonly participantId: string };
  readonly mediaLeft: { readonly participantId: string };
  readonly mediaClosed: { readonly meetingId: string };
}

/** The media of rooms as rooms see it: what they change in a transaction, the media server follows. */
export const roomMedia = (routed: RoutedMedia): RoomMedia => ({
  mode: () => (routed.isSetUp ? 'ROUTED' : 'UNAVAILABLE'),
  // Devices speak to us, and never to the media server: none is given a token.
  seated: (ctx, meeting, participant) => {
    routed.prepare(participant, () => placeFor(ctx, meeting));
    return Promise.resolve(null);
  },
  held: (ctx, { id, meetingId }) => follow(ctx, meetingId, 'mediaHeld', { participantId: id }),
  left: (ctx, { id, meetingId }) => follow(ctx, meetingId, 'mediaLeft', { participantId: id }),
  closed: (ctx, meetingId) => follow(ctx, meetingId, 'mediaClosed', { meetingId }),
});

/** Where the media of a room is, after the best region was found for it if it was nowhere. */
export const placeFor = (ctx: MeetingsContext, { id, encryption }: MeetingRow): Promise<MediaRoomRow> =>
  ctx.routed.placeOf(id, encryption === 'END_TO_END', () => placementFor(ctx, id));

const follow = <K extends keyof RoutedLog>(
  ctx: RequestContext,
  meetingId: string,
  kind: K,
  data: RoutedLog[K],
): Promise<void> => ctx.events.publish(routedStream(meetingId), kind, data);

/** Makes media servers follow the rows, whichever process changed them: at least once, in the order of the changes. */
export const routedConsumer: Consumer = consumer(
  'meetings',
  ['mediaHeld', 'mediaLeft', 'mediaClosed'] satisfies (keyof RoutedLog)[],
  async (ctx, events) => {
    for (const event of events) await followRows(ctx as MeetingsContext, event);
  },
  { name: 'routed media' },
);

async function followRows(ctx: MeetingsContext, { kind, data }: LogEvent): Promise<void> {
  if (kind === 'mediaClosed') await close(ctx, textOf(data, 'meetingId'));
  else if (kind === 'mediaLeft') await leave(ctx, textOf(data, 'participantId'));
  else await hold(ctx, textOf(data, 'participantId'));
}

/** Asks a media server, unless it is gone, and what it had with it. */
async function atServer(
  ctx: MeetingsContext,
  name: string | undefined,
  ask: (server: MediaServer) => Promise<void>,
): Promise<void> {
  if (name === undefined || !ctx.routed.servers.has(name)) return;
  const server = ctx.routed.servers.server(name);
  if (server.state === 'lost' || server.state === 'faulty') return;
  try {
    await ask(server);
  } catch (error) {
    // What is gone already needs no more; a server that is away for a moment is asked again.
    if (!(error instanceof AppError) || isUnavailable(error)) throw error;
  }
}

async function leave(ctx: MeetingsContext, participantId: string): Promise<void> {
  const [row] = await placesNow(ctx, [participantId]);
  // They may have come back meanwhile.
  if (row && (row.state === 'JOINED' || row.state === 'RECONNECTING')) return;
  const seat = await takeAwaySeat(ctx.db, participantId);
  if (!seat) return;
  await atServer(ctx, seat.reference?.server, (server) => server.rooms.kick(seat.meetingId, participantId));
}

async function close(ctx: MeetingsContext, meetingId: string): Promise<void> {
  const place = await roomPlace(ctx.db, meetingId);
  if (!place) return;
  await leavePlace(ctx.db, meetingId);
  await atServer(ctx, place.server, (server) => server.rooms.destroy(meetingId));
}

const isOff = (row: ParticipantRow, source: MediaSource): boolean => {
  if (source === 'MICROPHONE') return !row.microphone;
  return source === 'CAMERA' ? !row.camera : !row.screen;
};

/** Nobody receives what somebody does not send by their row, whatever their device does. */
export async function hold(ctx: MeetingsContext, participantId: string): Promise<void> {
  const [row] = await placesNow(ctx, [participantId]);
  const seat = await routedSeat(ctx.db, participantId);
  if (!row || !seat || seat.lost) return;
  await atServer(ctx, seat.reference?.server, async (server) => {
    for (const stream of seat.published) {
      const source = sourceOf(stream);
      if (source === null) continue;
      await server.rooms.moderate(seat.meetingId, participantId, stream.mid, isOff(row, source));
    }
  });
  // Of whom nothing arrives any more the media server hears no silence either.
  if (!row.microphone && (await heardSpeaking(ctx, participantId, false))) {
    await tellSpeech(ctx, seat.meetingId, participantId, false);
  }
}

const tellSpeech = (
  ctx: RequestContext,
  meetingId: string,
  participantId: string,
  speaking: boolean,
): Promise<void> => {
  const at = new Date().toISOString();
  const news: MeetingNews = { kind: 'ActiveSpeaker', at, participantId, speaking };
  return ctx.events.signal(signalsTopic(meetingId), news);
};

/** Whether that is a screen which plays something: it is heard, but nobody speaks. */
async function isOfScreen(ctx: RequestContext, participantId: string, mid: string): Promise<boolean> {
  const seat = await routedSeat(ctx.db, participantId);
  const stream = seat?.published.find((each) => each.mid === mid);
  return stream !== undefined && sourceOf(stream) === 'SCREEN_SOUND';
}

/** Tells those in a room what is of interest to all of them. */
export async function tellRoom(ctx: RequestContext, event: SeatEvent): Promise<void> {
  if (event.kind !== 'talking') return;
  const { participant, room, mid, talking } = event;
  try {
    if (await isOfScreen(ctx, participant, mid)) return;
    await heardSpeaking(ctx, participant, talking);
  } catch (error) {
    // A database that is away for a moment leaves a word uncounted, and nothing else.
    ctx.subgraph.logger.warn({ err: String(error) }, 'how long somebody spoke is not counted');
  }
  await tellSpeech(ctx, room, participant, talking);
}
