import { inject } from '@angular/core';
import {
  type CanActivateFn,
  type Route,
  Router,
  type UrlMatchResult,
  type UrlSegment,
} from '@angular/router';
import { TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Languages } from '../core/i18n/i18n';
import { Session } from '../core/session/session';
import { FilesPage } from './files-page';
import { isOwnList } from './places/place';

/** `/files`, `/files/mine`, `/files/folder/:folderId` and `/files/<list>` are one component, so that its list stays. */
function placeOf(segments: UrlSegment[]): UrlMatchResult | null {
  const [first, second, ...rest] = segments;
  if (rest.length > 0) return null;
  if (!first) return { consumed: segments };
  if (first.path === 'folder' && second) return { consumed: segments, posParams: { folderId: second } };
  const isPlace = first.path === 'mine' || isOwnList(first.path);
  return isPlace && !second ? { consumed: segments, posParams: { place: first } } : null;
}

/** Guests have no folder of their own, and what is sent to their channels stands there. */
const membersOnly: CanActivateFn = () => !inject(Session).guest() || inject(Router).parseUrl('/chat');

const texts = {
  canActivate: [membersOnly],
  providers: [provideTranslocoScope('files')],
  resolve: { texts: () => inject(TranslocoService).load(`files/${inject(Languages).current()}`) },
};

export const filesRoutes: Route[] = [
  {
    path: 'search',
    loadComponent: () => import('./search/search-page').then(({ SearchPage }) => SearchPage),
    title: 'shell.files',
    ...texts,
  },
  {
    matcher: placeOf,
    component: FilesPage,
    title: 'shell.files',
    ...texts,
  },
  { path: '**', redirectTo: '/files' },
];
