import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  aFolder,
  aJanus,
  aMedia,
  arrives,
  aRoom,
  aSeat,
  aSpeaker,
  aViewer,
  hasJanus,
  Heard,
  JANUS,
  logger,
  withServers,
} from '../../test/janus-media.js';
import { Wire } from '../../test/janus-network.js';
import { readConfig } from '@parley/kit';
import { Media } from './media.js';
import { mediaConfig, mediaPlan } from './media-config.js';

const SOON_MS = 2_000;

const kill = (pid: number | null) => {
  expect(pid).not.toBeNull();
  process.kill(pid!, 'SIGKILL');
};

/** Whether a process runs; one that has ended and was not yet asked about does not. */
const isRunning = (pid: number) =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !stat.includes(') Z '),
    () => false,
  );

describe.runIf(hasJanus)('media servers', () => {
  test('a Janus that is killed is told at once, started again, and rooms can be made anew', async () => {
    const { media, heard } = await aMedia();
    const server = media.place();
    const room = await aRoom(media);
    const seat = await aSeat(server, room, 'ann');
    await aSpeaker(seat, heard);
    await aSeat(server, room, 'bob');
    const killedAt = performance.now();
    kill(media.pid);
    await heard.until('server-lost');
    expect(performance.now() - killedAt).toBeLessThan(SOON_MS);
    expect(heard.of('left').map(({ participant, reason }) => [participant, reason])).toEqual([
      ['ann', 'server-lost'],
      ['bob', 'server-lost'],
    ]);
    expect(media.missing).toBe('No media server answers right now.');
    expect(() => media.place()).toThrow('No media server answers right now.');
    await expect(seat.publish('v=0')).rejects.toThrow('join again');
    await expect.poll(() => media.missing, { timeout: 10_000 }).toBeNull();
    await expect(aSeat(server, room, 'ann')).rejects.toThrow('Room not found');
    const again = await aSeat(server, await aRoom(media), 'ann');
    await aSpeaker(again, heard.from());
  });

  test('a product that is killed leaves no Janus behind', async () => {
    const folder = await aFolder();
    const owner = spawn(
      process.execPath,
      [
        '--conditions=parley-source',
        '--import',
        'tsx',
        `${import.meta.dirname}/../../test/janus-owner.ts`,
        folder,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json' },
      },
    );
    onTestFinished(() => void owner.kill('SIGKILL'));
    const [said] = (await once(owner.stdout, 'data')) as [Buffer];
    const janus = Number(said.toString());
    expect(await isRunning(janus)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isRunning(janus), { timeout: 5_000 }).toBe(false);
  });

  test('it starts where the folder is said from where the product was started, as it is by default', async () => {
    const folder = await mkdtemp('.parley-janus-');
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const plan = mediaPlan(readConfig(mediaConfig, { RECORDING_PATH: join(folder, 'films') }), folder);
    const media = await Media.start(plan, logger);
    onTestFinished(() => media.stop());
    expect(media.missing).toBeNull();
    expect(media.recordings).toBe(resolve(folder, 'films'));
  });

  test('a product that stops takes its Janus along', async () => {
    const media = await Media.start(mediaPlan(readConfig(mediaConfig, {}), await aFolder()), logger);
    const { pid } = media;
    await media.stop();
    expect(await isRunning(pid!)).toBe(false);
  });

  test('rooms are placed where there is room, or where they are wanted, and a server lost is that one alone', async () => {
    const [eu, us] = [await aJanus(), await aJanus()];
    const { media, heard } = await aMedia(withServers(`EU=${await eu.url()},US=${await us.url()}`));
    expect(media.place(['US']).name).toBe('US');
    expect(media.place(['MARS', 'EU']).name).toBe('EU');
    const first = media.place();
    await aSeat(first, await aRoom(media, { server: first }), 'ann');
    const second = media.place();
    expect(second.name).not.toBe(first.name);
    await aSeat(second, await aRoom(media, { server: second }), 'bob');
    await us.stop();
    const lost = await heard.until('server-lost');
    expect(lost.server).toBe('US');
    expect(heard.of('left').map(({ server, reason }) => [server, reason])).toEqual([['US', 'server-lost']]);
    expect(media.place(['US']).name).toBe('EU');
    expect(media.health).toEqual([
      { name: 'EU', state: 'ready', seats: 1 },
      { name: 'US', state: 'lost', seats: 0 },
    ]);
  });

  test('when the line to a server breaks, media goes on, and so does everything else once it is mended', async () => {
    const janus = await aJanus();
    const wire = await Wire.to(await janus.url());
    const { media, heard } = await aMedia(withServers(`EU=${wire.url}`));
    const server = media.place();
    const room = await aRoom(media);
    await aSpeaker(await aSeat(server, room, 'ann'), heard);
    const bob = await aSeat(server, room, 'bob');
    const viewer = await aViewer(bob, ['ann']);
    await arrives(viewer, '0');
    wire.cut();
    await heard.until('server-away');
    await expect(bob.choose([{ mid: '1', send: false }])).rejects.toThrow('does not answer right now');
    await arrives(viewer, '1', 20_000);
    wire.mend();
    await expect.poll(() => media.missing, { timeout: 5_000 }).toBeNull();
    await server.rooms.moderate(room, 'ann', '0', true);
    await heard.until('moderated', ({ muted }) => muted);
    await bob.choose([{ mid: '1', send: true }]);
    expect(heard.of('left')).toEqual([]);
  });

  test('a server that says nothing any more is given up within seconds', async () => {
    const janus = await aJanus();
    const wire = await Wire.to(await janus.url());
    const { heard } = await aMedia(withServers(wire.url));
    const frozenAt = performance.now();
    wire.freeze();
    await heard.until('server-away');
    expect(performance.now() - frozenAt).toBeLessThan(6_000);
    await heard.until('server-lost');
    expect(performance.now() - frozenAt).toBeLessThan(25_000);
  }, 30_000);

  test('another process goes on with a seat, and hears what happens to it', async () => {
    const janus = await aJanus();
    const urls = withServers(`EU=${await janus.url()}`);
    const before = await Media.start(mediaPlan(readConfig(mediaConfig, urls), await aFolder()), logger);
    onTestFinished(() => before.stop());
    const heardBefore = new Heard(before);
    const room = await aRoom(before);
    const ann = await aSeat(before.place(), room, 'ann');
    await aSpeaker(ann, heardBefore);
    const bob = await aSeat(before.place(), room, 'bob');
    const viewer = await aViewer(bob, ['ann']);
    await arrives(viewer, '0');
    const references = [ann.reference, bob.reference];
    await before.stop();
    const { media, heard } = await aMedia(urls);
    const [, resumed] = await Promise.all(
      references.map((reference) => media.server('EU').resume(reference)),
    );
    await arrives(viewer, '1', 20_000);
    await media.place().rooms.moderate(room, 'ann', '0', true);
    await heard.until('moderated', ({ participant }) => participant === 'ann');
    await resumed!.choose([{ mid: '1', send: false }]);
    await resumed!.leave();
    await expect.poll(() => media.place().rooms.participants(room)).toEqual(['ann']);
    await expect(media.server('EU').resume(references[1]!)).rejects.toThrow('join again');
  });

  test('a seat is kept for as long after its process was killed whatever was said of it before', async () => {
    // Janus counts from the last word that it heard of a session, not from when its connection broke.
    const janus = await aJanus((core, plugin) => ({
      core: core.replace(/reclaim_session_timeout = \d+/, 'reclaim_session_timeout = 6'),
      plugin,
    }));
    const urls = withServers(`EU=${await janus.url()}`);
    const killed = await Media.start(mediaPlan(readConfig(mediaConfig, urls), await aFolder()), logger);
    onTestFinished(() => killed.stop());
    const { media } = await aMedia(urls);
    const room = await aRoom(killed);
    const ann = await aSeat(killed.place(), room, 'ann');
    await aSpeaker(ann, new Heard(killed));
    const viewer = await aViewer(await aSeat(media.place(), room, 'bob'), ['ann']);
    const { reference } = ann;
    // Seven seconds of pictures, in which nobody says anything.
    await arrives(viewer, '1', 250_000, 20_000);
    await killed.stop();
    await arrives(viewer, '1', 90_000);
    await media.server('EU').resume(reference);
    await arrives(viewer, '1', 90_000);
  }, 60_000);

  test('a seat of another process is taken over, and that one hears it', async () => {
    const janus = await aJanus();
    const [one, two] = [
      await aMedia(withServers(await janus.url())),
      await aMedia(withServers(await janus.url())),
    ];
    const room = await aRoom(one.media);
    await aSeat(one.media.place(), room, 'ann');
    await aSeat(two.media.place(), room, 'ann');
    await one.heard.until('left', ({ reason }) => reason === 'kicked');
    expect(await two.media.place().rooms.participants(room)).toEqual(['ann']);
  });

  test('without Janus one goes on without rooms, and says what to do', async () => {
    const { media } = await aMedia({ JANUS_BINARY: '/nowhere/janus' });
    expect(media.missing).toBe(
      'No media server: install Janus (on Debian: apt-get install janus) or set JANUS_URL.',
    );
    expect(media.health).toEqual([]);
  });

  test('a Janus of our own that does not come up is said, and tried again', async () => {
    const folder = await aFolder();
    const [program, mended] = [join(folder, 'janus'), join(folder, 'mended')];
    const script = `#!/bin/sh\ntest -e ${mended} || { echo 'short of memory' >&2; exit 1; }\nexec ${JANUS} "$@"\n`;
    await writeFile(program, script, { mode: 0o755 });
    const { media, heard } = await aMedia({ JANUS_BINARY: program });
    expect(media.missing).toBe('Janus did not start: short of memory');
    expect(media.names).toEqual(['local']);
    await writeFile(mended, '');
    await heard.until('server-ready');
    await expect.poll(() => media.missing).toBeNull();
    await aSeat(media.place(), await aRoom(media), 'ann');
  });

  test('a product that stops while it tries again leaves no Janus behind', async () => {
    const folder = await aFolder();
    const [program, tried, begun] = ['janus', 'tried', 'begun'].map((name) => join(folder, name));
    const script = `#!/bin/sh\ntest -e ${tried!} || { touch ${tried!}; exit 1; }\ntouch ${begun!}\nexec sleep 60\n`;
    await writeFile(program!, script, { mode: 0o755 });
    const { media } = await aMedia({ JANUS_BINARY: program! });
    await expect.poll(() => existsSync(begun!)).toBe(true);
    const { pid } = media;
    await media.stop();
    expect(await isRunning(pid!)).toBe(false);
  });

  test('a server that is not there yet is waited for', async () => {
    const janus = await aJanus();
    const wire = await Wire.to(await janus.url());
    wire.cut();
    const { media } = await aMedia(withServers(wire.url));
    expect(media.missing).toBe('No media server answers right now.');
    wire.mend();
    await expect.poll(() => media.missing, { timeout: 10_000 }).toBeNull();
  });
});
