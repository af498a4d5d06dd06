import { HttpFailure } from './http-failure';

/** A file as the server keeps it. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: string;
  readonly inline: boolean;
  readonly size: number;
}

/** What is sent, and how it is told how far it got. */
export interface Sending {
  readonly blob: Blob;
  readonly name: string;
  /** The same key gives the same file, however often it is sent. */
  readonly key: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly progress: (share: number) => void;
}

/**
 * Sends one file. With XMLHttpRequest, for nothing else tells how much of a body has left.
 * @throws HttpFailure for a refusal, TypeError for a line that broke, AbortError where it was given up
 */
export function uploadFile({ blob, name, key, token, signal, progress }: Sending): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/files?${new URLSearchParams({ name, key }).toString()}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', blob.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => {
      progress(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      const answer = request.response as UploadedFile | { detail?: string; code?: string } | null;
      if (request.status === 201 && answer && 'id' in answer) resolve(answer);
      else reject(new HttpFailure(request.status, answer && 'detail' in answer ? answer : {}));
    };
    request.onerror = () => {
      reject(new TypeError('The line broke'));
    };
    request.onabort = () => {
      reject(new DOMException('Given up', 'AbortError'));
    };
    signal.addEventListener(
      'abort',
      () => {
        request.abort();
      },
      { once: true },
    );
    request.send(blob);
  });
}
