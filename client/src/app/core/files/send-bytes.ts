import type { DetailedError, Upload } from 'tus-js-client';

/** What is sent, where to, and who is told. */
export interface BytesToSend {
  readonly file: Blob;
  readonly url: string;
  readonly token: () => Promise<string | null>;
  readonly progress: (sent: number) => void;
  readonly done: () => void;
  readonly failed: (failure: SendFailure) => void;
}

/** Why the sending stopped. */
export interface SendFailure {
  /** Whether nothing came back at all, so that the network is away. */
  readonly isNetwork: boolean;
  /** Whether another try can help. */
  readonly isPassing: boolean;
  /** In words for people, where the server has some. */
  readonly reason: string | null;
}

/** A part at a time: so much is sent again at most when the line breaks, in bytes. */
const PART = 8 * 1_048_576;
/** How long is waited between tries, in milliseconds; what goes on longer is no hiccup. */
const TRIES = [300, 1_000, 3_000];

const isPassing = (status: number): boolean =>
  [401, 409, 423, 429].includes(status) || status >= 500 || status === 0;

/**
 * Sends bytes to where an upload goes on, from where the server says that it stopped. The library is loaded with the
 * first file.
 */
export async function sendBytes(what: BytesToSend): Promise<Upload> {
  const { Upload: Sender } = await import('tus-js-client');
  const sender = new Sender(what.file, {
    uploadUrl: what.url,
    chunkSize: PART,
    retryDelays: TRIES,
    storeFingerprintForResuming: false,
    onBeforeRequest: async (request) => {
      const token = await what.token();
      // Whoever sends without an account has an address that lets them.
      if (token) request.setHeader('authorization', `Bearer ${token}`);
    },
    onShouldRetry: (error) => isPassing(statusOf(error)) && navigator.onLine,
    onProgress: what.progress,
    onSuccess: what.done,
    onError: (error) => {
      what.failed(failureOf(error));
    },
  });
  sender.start();
  return sender;
}

function responseOf(error: Error | DetailedError): DetailedError['originalResponse'] {
  return 'originalResponse' in error ? error.originalResponse : null;
}

const statusOf = (error: Error | DetailedError): number => responseOf(error)?.getStatus() ?? 0;

function failureOf(error: Error | DetailedError): SendFailure {
  const response = responseOf(error);
  const status = response?.getStatus() ?? 0;
  return { isNetwork: status === 0, isPassing: isPassing(status), reason: detailOf(response?.getBody()) };
}

/** What problem details (RFC 9457) say. */
function detailOf(body: string | undefined): string | null {
  try {
    const { detail } = JSON.parse(body ?? '') as { readonly detail?: unknown };
    return typeof detail === 'string' ? detail : null;
  } catch {
    // Something between us and the server answered in its place.
    return null;
  }
}
