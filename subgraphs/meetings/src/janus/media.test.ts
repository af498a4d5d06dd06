import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  aMedia,
  arrives,
  aRoom,
  aSeat,
  aSpeaker,
  aViewer,
  hasJanus,
  SECRETS,
  whileArriving,
} from '../../test/janus-media.js';
import { Speaker, Viewer } from '@parley/kit/testing/peers';
import { aStunServer } from '../../test/janus-network.js';
import { seatToken } from './seat-token.js';

/** What a refusal answers: Janus' own requests still flow when a track is silent, and are this small. */
const CONTROL_BYTES = 400;

const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => (error as { extensions?: { code?: string } }).extensions?.code ?? error,
  );

async function aCall() {
  const { media, heard } = await aMedia();
  const server = media.place();
  const room = await aRoom(media);
  const ann = await aSeat(server, room, 'ann');
  const speaker = await aSpeaker(ann, heard);
  const bob = await aSeat(server, room, 'bob');
  const viewer = await aViewer(bob, ['ann']);
  await arrives(viewer, '0');
  await arrives(viewer, '1');
  return { media, heard, server, room, ann, speaker, bob, viewer };
}

describe.runIf(hasJanus)('media rooms', () => {
  test('what one sends reaches another, and each is told of once', async () => {
    const { heard, room, bob } = await aCall();
    const facts = heard.events.filter(({ kind }) => ['joined', 'published', 'connected'].includes(kind));
    const place = { server: 'local', room };
    expect(facts).toEqual([
      { ...place, participant: 'ann', kind: 'joined' },
      { ...place, participant: 'ann', kind: 'connected', side: 'publisher' },
      {
        ...place,
        participant: 'ann',
        kind: 'published',
        streams: [
          { mid: '0', type: 'audio', codec: 'opus', simulcast: false, muted: false },
          { mid: '1', type: 'video', codec: 'vp8', simulcast: false, muted: false },
        ],
      },
      { ...place, participant: 'bob', kind: 'joined' },
      { ...place, participant: 'bob', kind: 'connected', side: 'subscriber' },
    ]);
    expect(bob.reference).toMatchObject({ ...place, participant: 'bob', subscriber: expect.any(Number) });
  });

  test('a moderator mutes one track, and only that, until it is let through again', async () => {
    const { heard, server, room, viewer } = await aCall();
    await server.rooms.moderate(room, 'ann', '0', true);
    await heard.until(
      'moderated',
      ({ participant, mid, muted }) => participant === 'ann' && mid === '0' && muted,
    );
    expect(await whileArriving(viewer, '1', '0')).toBeLessThan(CONTROL_BYTES);
    await server.rooms.moderate(room, 'ann', '0', false);
    await arrives(viewer, '0');
    expect(heard.of('moderated').map(({ muted }) => muted)).toEqual([true, false]);
  });

  test('only what is seen is received: tracks are given up and taken again', async () => {
    const { bob, viewer } = await aCall();
    const without = await bob.subscribe([], [{ participant: 'ann', mid: '1' }]);
    expect(without.streams.map(({ mid, active }) => [mid, active])).toEqual([
      ['0', true],
      ['1', false],
    ]);
    await bob.answer(await viewer.answer(without.sdp!));
    expect(await whileArriving(viewer, '0', '1')).toBeLessThan(CONTROL_BYTES);
    const again = await bob.subscribe([{ participant: 'ann', mid: '1' }]);
    await bob.answer(await viewer.answer(again.sdp!));
    await arrives(viewer, '1');
  });

  test('a picture that nobody looks at is paused without an offer', async () => {
    const { bob, viewer } = await aCall();
    await bob.choose([{ mid: '1', send: false }]);
    expect(await whileArriving(viewer, '0', '1')).toBeLessThan(CONTROL_BYTES);
    await bob.choose([{ mid: '1', send: true, substream: 0, temporal: 1 }]);
    await arrives(viewer, '1');
  });

  test('who talks is told, and who falls silent', async () => {
    const { heard, speaker } = await aCall();
    await heard.until('talking', ({ participant, talking }) => participant === 'ann' && talking);
    speaker.speak(127);
    await heard.until('talking', ({ participant, talking }) => participant === 'ann' && !talking);
  });

  test('a track that stands still is told', async () => {
    const { heard, speaker } = await aCall();
    const flows = (wanted: boolean) => () =>
      new Set(heard.of('flow').flatMap(({ mid, flows }) => (flows === wanted ? [mid] : [])));
    await expect.poll(flows(true), { timeout: 5_000 }).toEqual(new Set(['0', '1']));
    speaker.pause();
    await expect.poll(flows(false), { timeout: 8_000 }).toEqual(new Set(['0', '1']));
  });

  test('quality is measured on both sides', async () => {
    const { heard } = await aCall();
    const sent = await heard.until(
      'quality',
      ({ participant, media, receivedBitsPerSecond }) =>
        participant === 'ann' && media === 'video' && receivedBitsPerSecond > 100_000,
    );
    expect(sent).toMatchObject({ side: 'publisher', mid: '1', substream: 0, lost: 0, inQuality: 100 });
    await heard.until(
      'quality',
      ({ participant, side, sentBitsPerSecond }) =>
        participant === 'bob' && side === 'subscriber' && sentBitsPerSecond > 100_000,
    );
  });

  test('who is removed hears it, sends nothing any more, and comes back only with a new token', async () => {
    const { heard, server, room, ann, viewer } = await aCall();
    await server.rooms.kick(room, 'ann');
    await heard.until('left', ({ participant, reason }) => participant === 'ann' && reason === 'kicked');
    expect(await server.rooms.participants(room)).toEqual(['bob']);
    expect(server.seat(room, 'ann')).toBeNull();
    expect(await codeOf(ann.publish('v=0'))).toBe('CONFLICT');
    const again = await aSeat(server, room, 'ann');
    await aSpeaker(again, heard);
    expect(viewer.received('1')).toBeGreaterThan(0);
  });

  test('recording writes files only while it is on', async () => {
    const { media, room, ann, viewer } = await aCall();
    const files = () => readdir(join(media.recordings, room)).catch(() => []);
    expect(await files()).toEqual([]);
    await ann.record('ann-1');
    await arrives(viewer, '1', 18_000);
    expect((await files()).toSorted()).toEqual(['ann-1-audio-0.mjr.tmp', 'ann-1-video-1.mjr.tmp']);
    await ann.stopRecording();
    await arrives(viewer, '1', 18_000);
    expect((await files()).toSorted()).toEqual(['ann-1-audio-0.mjr', 'ann-1-video-1.mjr']);
  });

  test('on another device the same participant takes the seat over', async () => {
    const { heard, server, room } = await aCall();
    const second = await aSeat(server, room, 'ann');
    expect(heard.of('left')).toEqual([
      { server: 'local', room, participant: 'ann', kind: 'left', reason: 'left' },
    ]);
    expect(server.seat(room, 'ann')).toBe(second);
    expect((await server.rooms.participants(room)).toSorted()).toEqual(['ann', 'bob']);
  });

  test('connections begin anew when the network has changed', async () => {
    const { media, heard } = await aMedia();
    const server = media.place();
    const room = await aRoom(media);
    await aSpeaker(await aSeat(server, room, 'ann'), heard);
    const bob = await aSeat(server, room, 'bob');
    const { sdp } = await bob.subscribe([{ participant: 'ann' }]);
    expect(await codeOf(bob.restart())).toBe('CONFLICT');
    await bob.answer(await new Viewer({ trickle: () => undefined }).answer(sdp!));
    const anew = await bob.restart();
    const password = (text: string | null) => /ice-pwd:(\S+)/.exec(text ?? '')?.[1];
    expect(password(anew.sdp)).toMatch(/.{22}/);
    expect(password(anew.sdp)).not.toBe(password(sdp));
  });

  test('a wish during a negotiation is an offer after it', async () => {
    const { heard, bob, viewer } = await aCall();
    const without = await bob.subscribe([], [{ participant: 'ann', mid: '1' }]);
    const again = await bob.subscribe([{ participant: 'ann', mid: '1' }]);
    expect(again.sdp).toBeNull();
    await bob.answer(await viewer.answer(without.sdp!));
    const { sdp, participant } = await heard.until('offer');
    expect(participant).toBe('bob');
    await bob.answer(await viewer.answer(sdp));
    await arrives(viewer, '1');
  });

  test('candidates pass both ways where addresses take time to find', async () => {
    const { media, heard } = await aMedia({ JANUS_STUN: await aStunServer() });
    const server = media.place();
    const room = await aRoom(media);
    await aSpeaker(await aSeat(server, room, 'ann'), heard);
    const { candidate } = await heard.until('candidate', ({ side }) => side === 'publisher');
    expect(candidate?.candidate).toContain(' typ host');
  });

  test('a room that is destroyed empties, and can be made again', async () => {
    const { media, heard, server, room } = await aCall();
    await server.rooms.destroy(room);
    await heard.until(
      'left',
      ({ participant, reason }) => participant === 'bob' && reason === 'room-destroyed',
    );
    await server.rooms.destroy(room);
    expect(await codeOf(aSeat(server, room, 'eve'))).toBe('NOT_FOUND');
    expect(media.health).toEqual([{ name: 'local', state: 'ready', seats: 0 }]);
  });

  interface Change {
    readonly room?: string;
    readonly participant?: string;
    readonly expiresAt?: Date;
    readonly key?: string;
  }

  test.each<[string, string, Change]>([
    ['of another room', 'FORBIDDEN', { room: 'room_2' }],
    ['of another participant', 'FORBIDDEN', { participant: 'bob' }],
    ['that has expired', 'FORBIDDEN', { expiresAt: new Date(Date.now() - 1000) }],
    ['of another key', 'FORBIDDEN', { key: 'another-secret' }],
  ])('a token %s opens nothing', async (_what, code, { key = SECRETS.token, ...change }) => {
    const { media } = await aMedia({ JANUS_TOKEN_SECRET: SECRETS.token });
    const server = media.place();
    const room = await aRoom(media);
    const expiresAt = new Date(Date.now() + 60_000);
    const token = seatToken(key, { room, participant: 'ann', expiresAt, ...change });
    expect(await codeOf(server.join(room, 'ann', token))).toBe(code);
    expect(await server.rooms.participants(room)).toEqual([]);
  });

  test('descriptions that are too large or are none, and publishers who are not there, are refused', async () => {
    const { media } = await aMedia();
    const server = media.place();
    const seat = await aSeat(server, await aRoom(media), 'ann');
    expect(() => seat.publish('v'.repeat(65_537))).toThrow('larger than any of a browser');
    expect(await codeOf(seat.publish('no description'))).toBe('INVALID');
    expect(await codeOf(seat.subscribe([{ participant: 'nobody' }]))).toBe('NOT_FOUND');
    expect(await codeOf(seat.answer('v=0'))).toBe('CONFLICT');
    expect(await codeOf(seat.trickle('publisher', { candidate: 'x'.repeat(2000) }))).toBe('INVALID');
  });

  test('a room takes as many publishers as it is for', async () => {
    const { media, heard } = await aMedia();
    const server = media.place();
    const room = await aRoom(media);
    for (const name of ['ann', 'bob', 'cem']) await aSpeaker(await aSeat(server, room, name), heard);
    const fourth = await aSeat(server, room, 'dee');
    const offer = await new Speaker({ trickle: () => undefined }).offer();
    expect(await codeOf(fourth.publish(offer))).toBe('CONFLICT');
  });
});
