import { AddHoursToPerson1760000034000 } from './migrations/1760000034000-add-hours-to-person.js';
import { AddDevicesToPresence1760000035000 } from './migrations/1760000035000-add-devices-to-presence.js';
import { AddNotificationSettings1760000036000 } from './migrations/1760000036000-add-notification-settings.js';
import * as notifications from './notification/notification.resolver.js';
import { notificationConsumer } from './notification/wanted.consumer.js';
import { identityConsumer } from './person/identity.consumer.js';
import { DepartmentRow, PersonRow } from './person/person.table.js';
import { Department, User } from './person/user.js';
import { DepartmentResolver, UserResolver } from './person/user.resolver.js';
import * as presence from './presence/presence.resolver.js';
import { PresenceRow } from './presence/presence.table.js';

/** Who is there, and what they want to be told. A part of chat.ts. */
export const people = {
  resolvers: [
    ...[UserResolver, DepartmentResolver],
    ...[...Object.values(presence), ...Object.values(notifications)],
  ],
  types: [User, Department],
  tables: [PersonRow, DepartmentRow, PresenceRow],
  migrations: [
    AddHoursToPerson1760000034000,
    AddDevicesToPresence1760000035000,
    AddNotificationSettings1760000036000,
  ],
  consumers: [notificationConsumer, identityConsumer],
};
