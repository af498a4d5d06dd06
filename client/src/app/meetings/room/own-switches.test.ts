import { expect, test, vi } from 'vitest';
import type { LocalMedia } from '../media/local-media';
import type { MediaOn } from '../talk/media-line';
import { OwnSwitches } from './own-switches';

const ALL: MediaOn = { microphone: true, camera: true, screen: false };
const UNSEEN: MediaOn = { ...ALL, camera: false };

/** Switches of which the server has that, whatever is heard of it. */
function switches(server: { shown: MediaOn | null }) {
  const switchCamera = vi.fn(() => Promise.resolve());
  const media = { switchCamera, mute: vi.fn(), share: vi.fn() } as unknown as LocalMedia;
  const send = vi.fn((on: MediaOn) => {
    server.shown = on;
    return Promise.resolve();
  });
  const own = new OwnSwitches(media, send, () => Promise.resolve(server.shown));
  own.begin(ALL);
  return { own, switchCamera };
}

test('what a host switched off is off here as well, and is told', async () => {
  const { own, switchCamera } = switches({ shown: UNSEEN });
  own.hear(UNSEEN);
  await vi.waitFor(() => {
    expect(own.switchedOff()).toBe('camera');
  });
  expect(switchCamera).toHaveBeenCalledExactlyOnceWith(false);
});

test('what comes late of one’s own switching is no deed of a host', async () => {
  const server = { shown: ALL };
  const { own, switchCamera } = switches(server);
  await own.tell(UNSEEN);
  await own.tell(ALL);
  own.hear(UNSEEN);
  await vi.waitFor(() => {
    expect(server.shown).toEqual(ALL);
  });
  await Promise.resolve();
  expect(own.switchedOff()).toBeNull();
  expect(switchCamera).not.toHaveBeenCalled();
});

test('what a host does while one switches is found once that is answered', async () => {
  const server = { shown: ALL };
  const { own, switchCamera } = switches(server);
  const telling = own.tell({ ...ALL, microphone: false });
  own.hear(UNSEEN);
  server.shown = { ...UNSEEN, microphone: false };
  await telling;
  await vi.waitFor(() => {
    expect(own.switchedOff()).toBe('camera');
  });
  expect(switchCamera).toHaveBeenCalledExactlyOnceWith(false);
});
