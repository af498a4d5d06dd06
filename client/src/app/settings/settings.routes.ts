import type { Routes } from '@angular/router';
import { ConnectionPage } from './connection/connection-page';
import { DevicesPage } from './devices/devices-page';
import { LookPage } from './look/look-page';
import { ProfilePage } from './profile/profile-page';
import { SettingsPage } from './settings-page';
import { TokensPage } from './tokens/tokens-page';

export const settingsRoutes: Routes = [
  {
    path: '',
    component: SettingsPage,
    children: [
      { path: '', pathMatch: 'full', component: ProfilePage, title: 'settings.title' },
      { path: 'profile', component: ProfilePage, title: 'settings.profile.title' },
      { path: 'look', component: LookPage, title: 'settings.look.title' },
      { path: 'devices', component: DevicesPage, title: 'settings.devices.title' },
      { path: 'tokens', component: TokensPage, title: 'settings.tokens.title' },
      { path: 'connection', component: ConnectionPage, title: 'settings.connection.title' },
    ],
  },
];
