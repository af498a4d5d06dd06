import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Who sends the packets of somebody else instead of their own. */
interface Sender {
  pause(): void;
  pass(kind: 'audio' | 'video', made: Buffer): void;
}

/** What the descriptions of Speaker name: see peers.ts. */
const PLACES = {
  video: { payloadType: 96, ssrc: 2222 },
  audio: { payloadType: 111, ssrc: 1111 },
} as const;

const PICTURE = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '300k', '-g', '15'];
const SOUND = ['-c:a', 'libopus', '-b:a', '32k'];

/** What somebody shows and says: a colour and a tone that a test can find again. */
export interface Scene {
  readonly colour: string;
  /** In hertz. */
  readonly tone: number;
}

/** Real VP8 and Opus that a speaker sends, made by ffmpeg as it goes. */
export class Film {
  private ended: Promise<void> | null = null;

  private constructor(
    private readonly ffmpeg: ChildProcess,
    private readonly sockets: readonly Socket[],
  ) {}

  /** Plays on the tracks of a speaker, whose own packets stop. */
  static async play(speaker: Sender, { colour, tone }: Scene): Promise<Film> {
    speaker.pause();
    const [video, audio] = [await passing(speaker, 'video'), await passing(speaker, 'audio')];
    const ffmpeg = spawn(
      'ffmpeg',
      [
        ...['-v', 'error', '-re', '-f', 'lavfi', '-i', `color=${colour}:size=320x180:rate=15`],
        ...['-re', '-f', 'lavfi', '-i', `sine=frequency=${String(tone)}:sample_rate=48000`],
        ...['-map', '0', ...PICTURE, ...asRtp('video', video)],
        ...['-map', '1', ...SOUND, ...asRtp('audio', audio)],
      ],
      { stdio: 'ignore' },
    );
    await once(ffmpeg, 'spawn');
    return new Film(ffmpeg, [video, audio]);
  }

  /** Ends it; whoever ends it again waits for the same. */
  stop(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }

  private async end(): Promise<void> {
    const closed = once(this.ffmpeg, 'close');
    this.ffmpeg.kill('SIGKILL');
    await closed;
    for (const socket of this.sockets) socket.close();
  }
}

async function passing(speaker: Sender, kind: 'audio' | 'video'): Promise<Socket> {
  const socket = createSocket('udp4', (packet) => {
    speaker.pass(kind, packet);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function asRtp(kind: 'audio' | 'video', socket: Socket): string[] {
  const { payloadType, ssrc } = PLACES[kind];
  const address = `rtp://127.0.0.1:${String(socket.address().port)}?pkt_size=1200`;
  return ['-payload_type', String(payloadType), '-ssrc', String(ssrc), '-f', 'rtp', address];
}
