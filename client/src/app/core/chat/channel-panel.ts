import { InjectionToken, type Type } from '@angular/core';

/**
 * Loads what shows a channel beside something else: a component with one input `channelId`. Chat gives it, so that
 * other features show a conversation without knowing chat.
 */
export const CHANNEL_PANEL = new InjectionToken<() => Promise<Type<unknown>>>('channel panel');
