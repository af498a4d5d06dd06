import type { Routes } from '@angular/router';
import { JoinPage } from './join-page';
import { SignInPage } from './sign-in-page';

export const signInRoutes: Routes = [{ path: '', component: SignInPage, title: 'signIn.title' }];

export const joinRoutes: Routes = [
  { path: '', component: JoinPage, title: 'join.title' },
  { path: ':token', component: JoinPage, title: 'join.title' },
];
