import { inject } from '@angular/core';
import type { Route, UrlMatchResult, UrlSegment } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Languages } from '../core/i18n/i18n';
import { ChatPage } from './chat-page';
import { pageAt } from './sidebar/pages';

/**
 * `/chat`, `/chat/:channelId` and `/chat/<page>` are one component, so that the list stays as it is while what stands
 * beside it changes.
 */
function listChannelOrPage(segments: UrlSegment[]): UrlMatchResult | null {
  const [first, second, ...rest] = segments;
  if (rest.length > 0) return null;
  if (!first) return { consumed: segments };
  if (pageAt(first.path)) {
    return { consumed: segments, posParams: { page: first, ...(second ? { pageOf: second } : {}) } };
  }
  return second ? null : { consumed: segments, posParams: { channelId: first } };
}

export const chatRoutes: Route[] = [
  {
    matcher: listChannelOrPage,
    component: ChatPage,
    title: 'shell.chat',
    providers: [provideTranslocoScope('chat')],
    // Sentences with numbers are put together from their parts, so the texts are there before the page is.
    resolve: { texts: () => inject(TranslocoService).load(`chat/${inject(Languages).current()}`) },
  },
];
