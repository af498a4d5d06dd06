/** Why there is no sound or picture of the viewer; each has its sentence. */
export type MediaFault = 'insecure' | 'denied' | 'missing' | 'busy' | 'failed';

/** What the name of a refusal means (https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia). */
export function faultOf(error: unknown): MediaFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
