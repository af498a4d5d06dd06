import { inject } from '@angular/core';
import type { Route, UrlMatchResult, UrlSegment } from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Languages } from '../core/i18n/i18n';
import { ChatPage } from './chat-page';

/** `/chat` and `/chat/:channelId` are one page, so that the list stays as it is while channels change. */
function listOrChannel(segments: UrlSegment[]): UrlMatchResult | null {
  const [channelId, ...rest] = segments;
  if (rest.length > 0) return null;
  return { consumed: segments, posParams: channelId ? { channelId } : {} };
}

export const chatRoutes: Route[] = [
  {
    matcher: listOrChannel,
    component: ChatPage,
    title: 'shell.chat',
    providers: [provideTranslocoScope('chat')],
    // Sentences with numbers are put together from their parts, so the texts are there before the page is.
    resolve: { texts: () => inject(TranslocoService).load(`chat/${inject(Languages).current()}`) },
  },
];
