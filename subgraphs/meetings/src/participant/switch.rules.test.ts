import { expect, test } from 'vitest';
import type { MeetingAct } from '../meeting/meeting-settings.js';
import { checkSwitch } from './switch.rules.js';

const refusal = (may: readonly MeetingAct[], wanted: object, more: object = {}): unknown => {
  try {
    const all = { microphone: null, camera: null, screen: null, ...wanted };
    checkSwitch({ participantsMay: may }, { role: 'PARTICIPANT', heldMute: false, ...more }, all);
  } catch (error) {
    // A refusal is told by throwing, and its code is what is compared.
    return (error as { extensions: { code: string } }).extensions.code;
  }
  return null;
};

test('each is switched on by whoever may, and off by everybody', () => {
  expect(refusal(['SPEAK'], { microphone: true })).toBeNull();
  expect(refusal(['SHOW'], { microphone: true })).toBe('FORBIDDEN');
  expect(refusal(['SPEAK'], { camera: true })).toBe('FORBIDDEN');
  expect(refusal(['SHOW'], { camera: true })).toBeNull();
  expect(refusal(['SHOW'], { screen: true })).toBe('FORBIDDEN');
  expect(refusal(['SHARE_SCREEN'], { screen: true })).toBeNull();
  expect(refusal([], { microphone: false, camera: false, screen: false })).toBeNull();
  expect(refusal([], { microphone: true, camera: true, screen: true }, { role: 'PRESENTER' })).toBeNull();
});

test('whoever was muted by a host speaks again only where people unmute themselves', () => {
  expect(refusal(['SPEAK'], { microphone: true }, { heldMute: true })).toBe('FORBIDDEN');
  expect(refusal(['SPEAK', 'UNMUTE'], { microphone: true }, { heldMute: true })).toBeNull();
  expect(refusal(['SPEAK'], { microphone: true }, { heldMute: true, role: 'PRESENTER' })).toBeNull();
});
