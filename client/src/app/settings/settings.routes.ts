import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { Session } from '../core/session/session';
import { ConnectionPage } from './connection/connection-page';
import { DevicesPage } from './devices/devices-page';
import { EventsPage } from './events/events-page';
import { LookPage } from './look/look-page';
import { ProfilePage } from './profile/profile-page';
import { SettingsPage } from './settings-page';
import { TokensPage } from './tokens/tokens-page';

/** Guests have no account, so what belongs to one is not there for them. */
const membersOnly: CanMatchFn = () => !inject(Session).guest();

/** What the product could not take in concerns those who run it. */
const administratorsOnly: CanMatchFn = () => inject(Session).permissions().has('MANAGE_ORGANIZATION');

export const settingsRoutes: Routes = [
  {
    path: '',
    component: SettingsPage,
    children: [
      {
        path: '',
        pathMatch: 'full',
        component: ProfilePage,
        canMatch: [membersOnly],
        title: 'settings.title',
      },
      { path: '', pathMatch: 'full', component: LookPage, title: 'settings.title' },
      { path: 'profile', component: ProfilePage, canMatch: [membersOnly], title: 'settings.profile.title' },
      { path: 'look', component: LookPage, title: 'settings.look.title' },
      {
        path: 'notifications',
        loadComponent: () =>
          import('./notifications/notifications-page').then((page) => page.NotificationsPage),
        title: 'settings.notifications.title',
      },
      {
        path: 'privacy',
        loadComponent: () => import('./privacy/privacy-page').then((page) => page.PrivacyPage),
        title: 'settings.privacy.title',
      },
      { path: 'devices', component: DevicesPage, canMatch: [membersOnly], title: 'settings.devices.title' },
      { path: 'tokens', component: TokensPage, canMatch: [membersOnly], title: 'settings.tokens.title' },
      {
        path: 'events',
        component: EventsPage,
        canMatch: [administratorsOnly],
        title: 'settings.events.title',
      },
      { path: 'connection', component: ConnectionPage, title: 'settings.connection.title' },
    ],
  },
];
