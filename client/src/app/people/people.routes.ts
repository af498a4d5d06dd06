import type { Routes } from '@angular/router';
import { PeoplePage } from './people-page';

export const peopleRoutes: Routes = [
  { path: '', component: PeoplePage, title: 'people.title' },
  { path: ':personId', component: PeoplePage, title: 'people.title' },
];
