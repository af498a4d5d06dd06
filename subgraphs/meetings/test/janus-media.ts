import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, createLogger, readConfig } from '@parley/kit';
import { expect, onTestFinished } from 'vitest';
import { iceAddresses } from '../src/janus/ice-addresses.js';
import type { JanusSecrets } from '../src/janus/janus-fault.js';
import { JanusProcess } from '../src/janus/janus-process.js';
import { type JanusPlan, writeJanusFiles } from '../src/janus/janus-files.js';
import { Media } from '../src/janus/media.js';
import { mediaConfig, mediaPlan } from '../src/janus/media-config.js';
import type { Candidate, MediaEvent, Side } from '../src/janus/media-event.js';
import type { PublishOptions } from '../src/janus/negotiation.js';
import type { RoomSeat } from '../src/janus/room-seat.js';
import type { MediaServer } from '../src/janus/media-server.js';
import { Speaker, Viewer } from '@parley/kit/testing/peers';

export const JANUS = '/usr/bin/janus';
export const hasJanus = existsSync(JANUS);
export const logger: Logger = createLogger('test', 'silent');

export const SECRETS: JanusSecrets = {
  api: 'an-api-secret-of-at-least-32-characters',
  rooms: 'an-admin-key-of-at-least-32-characters',
  token: 'a-token-secret-of-at-least-32-characters',
};

type Kind = MediaEvent['kind'];
/** Some facts share one shape: then that shape, with the kind asked for. */
type Of<K extends Kind> = MediaEvent extends infer E
  ? E extends { kind: infer Told }
    ? K extends Told
      ? E & { kind: K }
      : never
    : never
  : never;

/** What has happened, and a way to wait for what has not yet. */
export class Heard {
  readonly events: MediaEvent[] = [];
  private wake: () => void = () => undefined;

  constructor(private readonly media: Media) {
    media.follow((event) => {
      this.events.push(event);
      this.wake();
    });
  }

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.events.filter((event): event is Of<K> => event.kind === kind);
  }

  /** What happens from now on, as if nothing had happened before. */
  from(): Heard {
    return new Heard(this.media);
  }

  /** The first event of the kind that fits, which may have happened already. */
  async until<K extends Kind>(kind: K, fits: (event: Of<K>) => boolean = () => true): Promise<Of<K>> {
    for (;;) {
      const found = this.of(kind).find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-janus-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Media with a Janus of its own, or with those of `JANUS_URL`, until the test ends. */
export async function aMedia(
  environment: Record<string, string> = {},
): Promise<{ media: Media; heard: Heard }> {
  const plan = mediaPlan(readConfig(mediaConfig, environment), await aFolder());
  const media = await Media.start(plan, logger);
  onTestFinished(() => media.stop());
  return { media, heard: new Heard(media) };
}

/** The environment of a product whose media servers run elsewhere. */
export const withServers = (urls: string) => ({
  JANUS_URL: urls,
  JANUS_API_SECRET: SECRETS.api,
  JANUS_ROOM_KEY: SECRETS.rooms,
  JANUS_TOKEN_SECRET: SECRETS.token,
});

const planOf = (eventsUrl = 'ws://127.0.0.1:1/') => ({
  secrets: SECRETS,
  addresses: iceAddresses(),
  rtpPorts: { first: 20_000, last: 40_000 },
  eventsUrl,
});

/** A Janus that somebody else runs. */
export async function aJanus(edit?: Edit) {
  const folder = await aFolder();
  const janus = new EditedJanus({ ...planOf(), binary: JANUS, folder }, () => undefined, logger, edit);
  await janus.start();
  onTestFinished(() => janus.stop());
  return janus;
}

type Edit = (core: string, plugin: string) => { readonly core: string; readonly plugin: string };

/** One whose configuration somebody has changed by hand. */
class EditedJanus extends JanusProcess {
  constructor(
    plan: ConstructorParameters<typeof JanusProcess>[0],
    died: () => void,
    log: typeof logger,
    private readonly edit: Edit = (core, plugin) => ({ core, plugin }),
  ) {
    super(plan, died, log);
  }

  protected override async write(plan: JanusPlan, folder: string): Promise<void> {
    await writeJanusFiles(plan, folder);
    const { writeFile } = await import('node:fs/promises');
    const files = [join(folder, 'janus.jcfg'), join(folder, 'janus.plugin.videoroom.jcfg')] as const;
    const edited = this.edit(await readFile(files[0], 'utf8'), await readFile(files[1], 'utf8'));
    await writeFile(files[0], edited.core);
    await writeFile(files[1], edited.plugin);
  }
}

/** A room for a few. */
export async function aRoom(media: Media, { e2ee = false, server = media.place() } = {}): Promise<string> {
  const id = `room_${String(Math.random()).slice(2)}`;
  await server.rooms.create({
    id,
    publishers: 3,
    bitrate: 2_000_000,
    e2ee,
    recordingFolder: join(media.recordings, id),
  });
  return id;
}

export async function aSeat(server: MediaServer, room: string, participant: string): Promise<RoomSeat> {
  const { seat } = await server.join(room, participant, server.token(room, participant));
  return seat;
}

/** What a peer finds after the end of its test is of no use to anybody. */
const tricklesTo = (seat: RoomSeat, side: Side) => (candidate: Candidate | null) => {
  seat.trickle(side, candidate).catch(() => undefined);
};

/** Somebody who sends, from when others can see it. @param descriptions what their tracks are, 0 (sound) and 1 (picture) */
export async function aSpeaker(
  seat: RoomSeat,
  heard: Heard,
  descriptions?: PublishOptions['descriptions'],
): Promise<Speaker> {
  const speaker = new Speaker({ trickle: tricklesTo(seat, 'publisher') });
  onTestFinished(() => {
    speaker.close();
  });
  const { answer } = await seat.publish(await speaker.offer(), descriptions ? { descriptions } : {});
  speaker.begin(answer);
  await heard.until('published', ({ participant }) => participant === seat.participant);
  return speaker;
}

/** Somebody who receives what these send; the first of them has the tracks 0 (sound) and 1 (picture). */
export async function aViewer(seat: RoomSeat, whom: readonly string[]): Promise<Viewer> {
  const viewer = new Viewer({ trickle: tricklesTo(seat, 'subscriber') });
  onTestFinished(() => {
    viewer.close();
  });
  const { sdp } = await seat.subscribe(whom.map((participant) => ({ participant })));
  await seat.answer(await viewer.answer(sdp!));
  viewer.hearAll(sdp!);
  return viewer;
}

/** Waits until this many bytes more of a track have arrived. */
export async function arrives(viewer: Viewer, mid: string, bytes = 3_000, withinMs = 10_000): Promise<void> {
  const before = viewer.received(mid);
  await expect.poll(() => viewer.received(mid) - before, { timeout: withinMs }).toBeGreaterThan(bytes);
}

/** The bytes that arrive of a track while another one goes on for half a second or so. */
export async function whileArriving(viewer: Viewer, other: string, mid: string): Promise<number> {
  const before = viewer.received(mid);
  await arrives(viewer, other, other === '0' ? 2_000 : 18_000);
  return viewer.received(mid) - before;
}
