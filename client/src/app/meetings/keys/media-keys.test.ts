import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameShutter } from './frame-shutter';
import type { HandedKey } from './key-line';
import { DeviceKey } from './key-sealing';
import { type KeyedMeeting, MediaKeys } from './media-keys';

const VOICE = Uint8Array.from([0x78, 1, 2, 3, 4, 5]);

/** The server, as far as keys go: it passes on what it cannot open, and counts who comes and goes. */
class Room {
  epoch = 0;
  isSealed = true;
  readonly inside = new Map<string, Device>();
  readonly handed = new Map<string, HandedKey & { readonly to: string }>();
  isBroken = false;
  reads = 0;

  async come(name: string): Promise<Device> {
    const device = await Device.of(name, this);
    this.inside.set(name, device);
    return this.changed(device);
  }

  go(name: string): void {
    this.inside.delete(name);
    this.changed();
  }

  /** Everybody hears of it, until nothing is left to be told. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      for (const device of this.inside.values()) await device.keys.settled();
      for (const device of this.inside.values()) device.keys.look();
    }
    for (const device of this.inside.values()) await device.keys.settled();
  }

  /** Time goes by, and nobody is told anything. */
  async untold(milliseconds: number): Promise<void> {
    for (const device of this.inside.values()) await device.keys.settled();
    vi.advanceTimersByTime(milliseconds);
    for (const device of this.inside.values()) await device.keys.settled();
  }

  changed<T>(answer?: T): T {
    this.epoch += 1;
    for (const [ownId, { keys }] of this.inside) keys.follow(this.seenBy(ownId));
    return answer as T;
  }

  /** The room as a device sees it, with these in it. */
  seenBy(ownId: string, names: readonly string[] = [...this.inside.keys()]): KeyedMeeting {
    const people = names.map((participantId) => ({
      ...{ participantId, userId: `user ${participantId}` },
      publicKey: this.inside.get(participantId)?.keys.publicKey ?? null,
    }));
    return { id: 'room', isSealed: this.isSealed, epoch: this.epoch, ownId, people };
  }
}

/** A device with real frames and real keys. */
class Device {
  private constructor(
    readonly keys: MediaKeys,
    readonly frames: FrameShutter,
  ) {}

  static async of(name: string, room: Room): Promise<Device> {
    const frames = new FrameShutter();
    const keys = new MediaKeys({
      device: await DeviceKey.make(),
      gate: frames,
      line: {
        share: (_meeting, epoch, shares) => {
          if (room.isBroken) return Promise.reject(new Error('The line is broken'));
          if (epoch !== room.epoch) return Promise.reject(new Error('Somebody came or went meanwhile'));
          for (const { participantId: to, sealed } of shares) {
            room.handed.set(`${name} ${to}`, { to, fromParticipantId: name, epoch, sealed });
          }
          return Promise.resolve();
        },
        read: () => {
          room.reads += 1;
          return Promise.resolve([...room.handed.values()].filter(({ to }) => to === name));
        },
      },
    });
    return new Device(keys, frames);
  }

  says(): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.frames.seal('sound', VOICE);
  }

  async hears(frame: Uint8Array<ArrayBuffer> | null): Promise<boolean> {
    return frame !== null && (await this.frames.open('sound', frame, null)) !== null;
  }
}

let room: Room;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  room = new Room();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Past the moment in which old keys are still used. */
async function aMomentLater(milliseconds = 600): Promise<void> {
  await room.quiet();
  vi.advanceTimersByTime(milliseconds);
  await room.quiet();
}

test('two hear each other, and nobody sees their keys; both see the same code', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['sealed', 'sealed']);
  expect(amara.keys.code()).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(daniel.keys.code()).toBe(amara.keys.code());
  expect(await daniel.hears(await amara.says())).toBe(true);
  expect(await amara.hears(await daniel.says())).toBe(true);
});

test('whoever comes hears nothing of before, and is heard; nobody is cut off', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  const before = await amara.says();
  const code = amara.keys.code();
  const elise = await room.come('elise');
  await room.quiet();
  // In the first moment the others go on with keys that all who were there have.
  expect(await daniel.hears(await amara.says())).toBe(true);
  expect(await amara.hears(await elise.says())).toBe(true);
  await aMomentLater();
  expect(await elise.hears(before)).toBe(false);
  expect(await elise.hears(await amara.says())).toBe(true);
  expect(await daniel.hears(await amara.says())).toBe(true);
  expect(elise.keys.code()).not.toBe(code);
  expect(amara.keys.code()).toBe(elise.keys.code());
});

test('whoever goes hears nothing any more, though they keep what they had', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  const elise = await room.come('elise');
  await aMomentLater();
  expect(await elise.hears(await amara.says())).toBe(true);
  room.go('elise');
  await aMomentLater();
  const after = await amara.says();
  expect(await elise.hears(after)).toBe(false);
  expect(await daniel.hears(after)).toBe(true);
  expect(await daniel.hears(await elise.says())).toBe(false);
});

test('what was on its way when the key changed is heard, what comes much later is not', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  const [late, tooLate] = [await amara.says(), await amara.says()];
  await room.come('elise');
  await aMomentLater();
  expect(await daniel.hears(late)).toBe(true);
  await aMomentLater(5_000);
  expect(await daniel.hears(tooLate)).toBe(false);
});

test('what is on its way while many come at once is heard', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  const late = await amara.says();
  for (const name of ['elise', 'jonas', 'priya']) {
    await room.come(name);
    await room.quiet();
  }
  expect(await daniel.hears(late)).toBe(true);
  await aMomentLater();
  await aMomentLater(5_000);
  expect(await daniel.hears(await amara.says())).toBe(true);
});

test('a key of which no word came is looked for, and a device that is told nothing does not look on', async () => {
  const amara = await room.come('amara');
  const daniel = await Device.of('daniel', room);
  room.inside.set('daniel', daniel);
  room.epoch += 1;
  // Both hear of each other, and she has looked before he hands out his.
  for (const [name, { keys }] of room.inside) {
    keys.follow(room.seenBy(name));
    await keys.settled();
  }
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['waiting', 'sealed']);
  await room.untold(1_500);
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['sealed', 'sealed']);
  const reads = room.reads;
  await room.untold(60_000);
  expect(room.reads).toBe(reads);
});

test('a key that could not be handed out is handed out later', async () => {
  const amara = await room.come('amara');
  room.isBroken = true;
  const daniel = await room.come('daniel');
  await room.quiet();
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['waiting', 'waiting']);
  room.isBroken = false;
  await room.untold(24_000);
  await room.untold(24_000);
  expect(await daniel.hears(await amara.says())).toBe(true);
});

test('who hands out another key for the same people is heard; the one before does not come back', async () => {
  const [amara, daniel, elise] = [
    await room.come('amara'),
    await room.come('daniel'),
    await room.come('elise'),
  ];
  await aMomentLater();
  const first = room.handed.get('amara daniel')!;
  for (const names of [['amara', 'daniel'], undefined]) {
    amara.keys.follow(room.seenBy('amara', names));
    await amara.keys.settled();
  }
  await aMomentLater();
  expect(room.handed.get('amara daniel')).not.toEqual(first);
  const said = await amara.says();
  expect([await daniel.hears(said), await elise.hears(said)]).toEqual([true, true]);

  await aMomentLater(5_000);
  room.handed.set('amara daniel', first);
  await aMomentLater();
  expect(await daniel.hears(await amara.says())).toBe(true);
});

test('a list of people that does not know this device yet takes nothing from it', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  const said = await amara.says();
  expect(await daniel.hears(said)).toBe(true);
  daniel.keys.follow(room.seenBy('daniel', ['amara']));
  await room.quiet();
  expect(daniel.keys.state()).toBe('waiting');
  expect(await daniel.hears(await amara.says())).toBe(true);
  expect(await daniel.hears(said)).toBe(false);
});

test('before it is known whether to seal, and while keys are on their way, nothing goes out', async () => {
  const device = await Device.of('amara', room);
  expect(device.keys.state()).toBe('finding');
  expect(await device.says()).toBeNull();
  const amara = await room.come('amara');
  room.inside.get('amara')!.keys.follow({
    ...{ id: 'room', isSealed: true, epoch: 1, ownId: 'amara', people: [] },
  });
  await room.quiet();
  expect(amara.keys.state()).toBe('waiting');
  expect(amara.keys.code()).toBeNull();
});

test('what is not sealed goes out as it is, and is said to', async () => {
  room.isSealed = false;
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  expect([amara.keys.state(), amara.keys.code()]).toEqual(['open', null]);
  expect(await amara.says()).toEqual(VOICE);
  room.isSealed = true;
  room.changed();
  await aMomentLater();
  expect(amara.keys.state()).toBe('sealed');
  const sealed = await amara.says();
  expect(sealed).not.toEqual(VOICE);
  expect(await daniel.hears(sealed)).toBe(true);
});

test('what was sealed does not go on without, unless one agrees; sealed again it is sealed', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  room.isSealed = false;
  room.changed();
  await room.quiet();
  expect(amara.keys.state()).toBe('lapsed');
  expect(await amara.says()).toBeNull();
  expect(await amara.hears(VOICE)).toBe(false);
  amara.keys.goOnOpen();
  await room.quiet();
  expect(amara.keys.state()).toBe('open');
  expect(await amara.says()).toEqual(VOICE);
  expect(await daniel.says()).toBeNull();
  room.isSealed = true;
  room.changed();
  await aMomentLater();
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['sealed', 'sealed']);
  room.isSealed = false;
  room.changed();
  await room.quiet();
  expect(amara.keys.state()).toBe('lapsed');
});

test('a server that puts its own keys between the two is heard by neither, and the codes differ', async () => {
  const [amara, daniel] = [await room.come('amara'), await room.come('daniel')];
  const between = await DeviceKey.make();
  await room.quiet();
  const people = (hers: string, his: string) => [
    { participantId: 'amara', userId: 'user amara', publicKey: hers },
    { participantId: 'daniel', userId: 'user daniel', publicKey: his },
  ];
  room.epoch += 1;
  const told = { id: 'room', isSealed: true, epoch: room.epoch };
  amara.keys.follow({ ...told, ownId: 'amara', people: people(amara.keys.publicKey, between.publicKey) });
  daniel.keys.follow({ ...told, ownId: 'daniel', people: people(between.publicKey, daniel.keys.publicKey) });
  await aMomentLater(6_000);
  expect([amara.keys.state(), daniel.keys.state()]).toEqual(['waiting', 'waiting']);
  expect(await daniel.hears(await amara.says())).toBe(false);
});

test('where nothing that arrives can be opened, that is said, and is over with the first that can', async () => {
  const [amara] = [await room.come('amara'), await room.come('daniel')];
  await room.quiet();
  for (const _look of [1, 2]) amara.keys.count({ opened: 0, refused: 50 });
  expect(amara.keys.unreadable()).toBe(false);
  amara.keys.count({ opened: 0, refused: 50 });
  expect(amara.keys.unreadable()).toBe(true);
  amara.keys.count({ opened: 1, refused: 2 });
  expect(amara.keys.unreadable()).toBe(false);
});
