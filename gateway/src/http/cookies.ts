import { AppError } from '@parley/kit';
import type { Cookies } from '../subgraph-link/ask.js';

/** HttpOnly and SameSite=Strict always: no script reads them, no other site sends them. */
export function setCookies(cookies: Cookies, isSecure: boolean): readonly string[] {
  return cookies.map(({ name, value, path, maxAgeSeconds }) => {
    if (/[^\w!#$%&'*+.^`|~/=-]/.test(name + (value ?? '') + path)) {
      throw new AppError('INTERNAL', 'A cookie is not one');
    }
    const parts = [
      `${name}=${value ?? ''}`,
      `Path=${path}`,
      `Max-Age=${String(maxAgeSeconds)}`,
      'HttpOnly',
      'SameSite=Strict',
    ];
    return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
  });
}
