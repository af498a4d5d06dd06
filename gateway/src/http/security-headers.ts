import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

/** What a page may load, beside what is our own. */
export interface PagePolicy {
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly workers?: readonly string[];
  readonly connects?: readonly string[];
}

/** A policy that lets a page load only what we serve ourselves, and nobody frame it. */
export function contentSecurityPolicy({
  scripts = [],
  styles = [],
  workers = [],
  connects = [],
}: PagePolicy): string {
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...scripts],
    'style-src': ["'self'", ...styles],
    'worker-src': ["'self'", ...workers],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...connects],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

const hashesOf = (html: string, element: RegExp): readonly string[] =>
  [...html.matchAll(element)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );

/**
 * The policy of a built page. What stands inline in it counts by its hash; styles that Angular adds at run time carry
 * the nonce that the page names in `ngCspNonce` — made by each build, not by each answer, so that the service worker
 * can check the page by its hash. A page that names none lets styles, not scripts, stand anywhere.
 * @param connects origins that it may ask besides ours
 */
export function policyOfPage(html: string, connects: readonly string[] = []): string {
  const [, nonce] = /\bngCspNonce="([\w+/=-]+)"/i.exec(html) ?? [];
  const scripts = hashesOf(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi);
  const styles = hashesOf(html, /<style[^>]*>([\s\S]*?)<\/style>/gi);
  return contentSecurityPolicy({
    scripts,
    connects,
    // Beside a hash or nonce browsers ignore 'unsafe-inline', so it is either or.
    styles: nonce ? [`'nonce-${nonce}'`, ...styles] : ["'unsafe-inline'"],
  });
}

/** On every answer; pages bring a policy of their own, everything else may load nothing. */
export const securityHeaders = (isSecure: boolean): OutgoingHttpHeaders => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
  ...(isSecure && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
});
