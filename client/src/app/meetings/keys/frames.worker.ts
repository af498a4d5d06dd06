import type { FrameKind } from './clear-bytes.rules';
import { type FrameRules, FrameShutter } from './frame-shutter';

/** What a track's transform is made for. */
export interface TrackOptions {
  readonly direction: 'send' | 'receive';
  readonly kind: FrameKind;
  /** Whose frames these have to be; null where they may be anybody's. */
  readonly owner: string | null;
}

/** A frame as browsers hand it out (https://w3c.github.io/webrtc-encoded-transform/); empty where nothing is said. */
interface EncodedFrame {
  data: ArrayBuffer;
}

/** What browsers give a worker for each track; TypeScript has it only where a whole program is a worker. */
interface Transformer {
  readonly options: TrackOptions;
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
  generateKeyFrame?(): Promise<unknown>;
  sendKeyFrameRequest?(): Promise<unknown>;
}

/** How often it is told what became of frames, in milliseconds. */
const TELL_MS = 1_000;

const shutter = new FrameShutter();
const pictures = new Set<Transformer>();
let work: Promise<void> = Promise.resolve();

function through({ options }: Transformer): TransformStream<EncodedFrame, EncodedFrame> {
  const { direction, kind, owner } = options;
  return new TransformStream({
    async transform(frame, controller) {
      const data = new Uint8Array(frame.data);
      // Where nothing is said or seen, browsers send frames of no bytes, which say nothing.
      const turned = await (direction === 'send'
        ? shutter.seal(kind, data)
        : shutter.open(kind, data, owner));
      if (!turned) return;
      frame.data = turned.buffer;
      controller.enqueue(frame);
    },
  });
}

async function pass(transformer: Transformer): Promise<void> {
  if (transformer.options.kind === 'picture') pictures.add(transformer);
  try {
    await transformer.readable.pipeThrough(through(transformer)).pipeTo(transformer.writable);
  } catch {
    // The track or its connection ended while a frame was on its way.
  }
  pictures.delete(transformer);
}

/** Whoever can read from now on sees the next key frame: it is asked for, not waited for. */
function refresh(): void {
  for (const track of pictures) {
    const asked =
      track.options.direction === 'send' ? track.generateKeyFrame?.() : track.sendKeyFrameRequest?.();
    // Refused while nothing is sent, and not known to every browser: the next one comes by itself.
    asked?.catch(() => undefined);
  }
}

self.addEventListener('rtctransform', (event) => {
  void pass((event as Event & { readonly transformer: Transformer }).transformer);
});

self.addEventListener('message', ({ data }: MessageEvent<FrameRules>) => {
  work = work.then(async () => {
    if (await shutter.follow(data)) refresh();
  });
});

setInterval(() => {
  const counts = shutter.counts();
  if (counts.opened + counts.refused > 0) postMessage(counts);
}, TELL_MS);
