import type { OutgoingFile } from '../../core/files/outgoing-file';

const patienceMs = 5_000;

/** How large and long a picture, film or sound is, as this browser reads it, so that others leave room for it; else null. */
export async function measure(blob: Blob): Promise<OutgoingFile['measures'] | null> {
  const [family] = blob.type.split('/');
  if (family === 'image') return sizeOf(blob);
  if (family !== 'video' && family !== 'audio') return null;
  const player = document.createElement(family);
  const address = URL.createObjectURL(blob);
  try {
    player.preload = 'metadata';
    player.src = address;
    await Promise.race([heard(player, 'loadedmetadata'), heard(player, 'error'), after(patienceMs)]);
    const durationSeconds = Number.isFinite(player.duration) && player.duration > 0 ? player.duration : null;
    if (!(player instanceof HTMLVideoElement)) return { durationSeconds };
    return { durationSeconds, width: player.videoWidth || null, height: player.videoHeight || null };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** How large a picture is; null for one that this browser does not read. */
async function sizeOf(blob: Blob): Promise<OutgoingFile['measures'] | null> {
  const picture = new Image();
  const address = URL.createObjectURL(blob);
  try {
    picture.src = address;
    await picture.decode();
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  } catch {
    // It is no picture that is shown here; whoever looks into it on the server may know better.
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}

const heard = (target: EventTarget, kind: string): Promise<unknown> =>
  new Promise((resolve) => {
    target.addEventListener(kind, resolve, { once: true });
  });

const after = (milliseconds: number): Promise<unknown> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
