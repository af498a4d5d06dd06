import type { Route } from '@angular/router';
import { LinkPage } from './link-page';
import { strangerRoute } from './stranger-route';

export const linkRoutes: Route[] = [strangerRoute(LinkPage, 'link.title')];
