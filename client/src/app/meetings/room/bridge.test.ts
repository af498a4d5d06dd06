import { signal } from '@angular/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReceivedMedia as FromDevice } from '../media/peer-link';
import { Bridge } from './bridge';
import type { ReceivedMedia } from './received.rules';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A track as far as a bridge looks at it. */
class Track extends EventTarget {
  muted = true;

  arrives(): void {
    this.muted = false;
    this.dispatchEvent(new Event('unmute'));
  }
}

const streamOf = (...tracks: Track[]): MediaStream => ({ getTracks: () => tracks }) as never;

const device: FromDevice = { sound: streamOf(), camera: streamOf(), screen: streamOf() };

function aBridge() {
  const close = vi.fn<() => void>();
  const bridge = new Bridge({ received: signal<FromDevice | null>(device), close }, 'daniel');
  return { bridge, close };
}

const routed = (more: Record<string, MediaStream>): ReceivedMedia => new Map([['daniel', more]]);

test('the other is heard and seen from their device until the media server carries them', () => {
  const { bridge } = aBridge();
  expect(bridge.over(new Map()).get('daniel')).toEqual({
    ...{ MICROPHONE: device.sound, CAMERA: device.camera, SCREEN: device.screen },
  });
  const [sound, camera] = [new Track(), new Track()];
  const arrived = routed({ MICROPHONE: streamOf(sound), CAMERA: streamOf(camera) });
  bridge.follow(arrived);
  // What is agreed on flows a moment later.
  expect(bridge.over(arrived).get('daniel')?.MICROPHONE).toBe(device.sound);
  sound.arrives();
  expect(bridge.over(arrived).get('daniel')).toMatchObject({ CAMERA: device.camera });
  expect(bridge.over(arrived).get('daniel')?.MICROPHONE).toBe(arrived.get('daniel')?.MICROPHONE);
});

test('it closes a little after the other arrives, when their device has what it needs too', () => {
  const { bridge, close } = aBridge();
  const sound = new Track();
  bridge.follow(routed({ MICROPHONE: streamOf(sound) }));
  vi.advanceTimersByTime(60_000);
  expect(close).not.toHaveBeenCalled();
  sound.arrives();
  vi.advanceTimersByTime(3_000);
  expect(close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(close).toHaveBeenCalledOnce();
  const arrived = routed({ MICROPHONE: streamOf(sound) });
  expect(bridge.over(arrived)).toBe(arrived);
});

test('whoever leaves the room before closes it at once, and nothing of it is left to come', () => {
  const { bridge, close } = aBridge();
  const sound = new Track();
  sound.muted = false;
  bridge.follow(routed({ MICROPHONE: streamOf(sound) }));
  bridge.close();
  vi.advanceTimersByTime(60_000);
  expect(close).toHaveBeenCalledOnce();
});

test('others in the room come by the media server alone', () => {
  const { bridge } = aBridge();
  const elise = { MICROPHONE: streamOf(new Track()) };
  expect(bridge.over(new Map([['elise', elise]])).get('elise')).toBe(elise);
});
