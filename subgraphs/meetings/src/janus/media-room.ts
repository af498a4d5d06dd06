import type { JanusClient } from './janus-client.js';
import { JanusRefusal, REFUSED, toAppError } from './janus-refusal.js';
import { roomSecret } from './seat-token.js';
import { participantIds } from './video-room.js';

/** What a room is to be. */
export interface RoomPlan {
  readonly id: string;
  /** How many may send at the same time; anybody may listen. */
  readonly publishers: number;
  /** The most that one may send, in bits per second. */
  readonly bitrate: number;
  /** Everybody has to encrypt, and Janus sees nothing but ciphertext. */
  readonly e2ee: boolean;
  /** Where what is recorded is written, on the media server. */
  readonly recordingFolder: string;
}

/** Half a second of audio levels, and how loud (127 is silence) their mean has to be for it to be talk. */
const TALK = { audio_active_packets: 25, audio_level_average: 55 };

/** Runs a request, and says what came of it in the words of the product. */
export async function inOurWords<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    // Whether Janus agrees is only known by asking.
    throw toAppError(error);
  }
}

/** The rooms of one media server: made and moderated, never entered. */
export class MediaRooms {
  constructor(private readonly client: JanusClient) {}

  /** A room that is there already stays as it is: asking twice is harmless. */
  async create({ id, publishers, bitrate, e2ee, recordingFolder }: RoomPlan): Promise<void> {
    const { secrets } = this.client.address;
    const request = this.client.control.ask({
      request: 'create',
      room: id,
      admin_key: secrets.rooms,
      secret: roomSecret(secrets.token, id),
      permanent: false,
      is_private: true,
      signed_tokens: true,
      require_pvtid: true,
      require_e2ee: e2ee,
      publishers,
      bitrate,
      bitrate_cap: true,
      audiocodec: 'opus',
      videocodec: 'vp8,h264',
      audiolevel_ext: true,
      audiolevel_event: true,
      ...TALK,
      record: false,
      lock_record: true,
      rec_dir: recordingFolder,
    });
    await inOurWords(request.catch(unlessCode(REFUSED.roomExists)));
  }

  /** Everybody's seat ends; a room that is gone already is no error. */
  async destroy(id: string): Promise<void> {
    await inOurWords(this.ask('destroy', id, {}).catch(unlessCode(REFUSED.room)));
  }

  /** Stops one track of a participant from reaching anybody, or lets it through again. */
  async moderate(id: string, participant: string, mid: string, mute: boolean): Promise<void> {
    await inOurWords(this.ask('moderate', id, { id: participant, mid, mute }));
  }

  /**
   * Takes a participant's seat away; its token is good for as long as it was, so let it be short. One that is gone
   * already is no error.
   */
  async kick(id: string, participant: string): Promise<void> {
    await inOurWords(this.ask('kick', id, { id: participant }).catch(unlessCode(REFUSED.feed)));
  }

  /** Who has a seat in the room, as the media server knows it. */
  async participants(id: string): Promise<readonly string[]> {
    const { data } = await inOurWords(this.ask('listparticipants', id, {}));
    return participantIds(data['participants']);
  }

  private ask(request: string, room: string, body: Readonly<Record<string, unknown>>) {
    const secret = roomSecret(this.client.address.secrets.token, room);
    return this.client.control.ask({ request, room, secret, ...body });
  }
}

const unlessCode = (code: number) => (error: unknown) => {
  if (!(error instanceof JanusRefusal) || error.code !== code) throw error;
};
