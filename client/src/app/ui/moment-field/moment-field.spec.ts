import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { provideIcons } from '../icon/provide-icons';
import { MomentField } from './moment-field';

@Component({
  imports: [MomentField],
  template: `<app-moment-field label="Until" [(value)]="until" />`,
})
class Host {
  readonly until = signal<string | null>(null);
}

test('what is written in the clock of the device is a moment, and a moment is shown in that clock', async () => {
  TestBed.configureTestingModule({ providers: [provideIcons()] });
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const input = (fixture.nativeElement as HTMLElement).getElementsByTagName('input').item(0);
  const write = (value: string): void => {
    if (input) input.value = value;
    input?.dispatchEvent(new Event('input'));
  };
  expect([input?.labels?.[0]?.textContent, input?.value]).toEqual(['Until', '']);
  write('2031-05-01T09:30');
  const chosen = new Date(2031, 4, 1, 9, 30).toISOString();
  expect(fixture.componentInstance.until()).toBe(chosen);
  fixture.componentInstance.until.set(new Date(2032, 0, 2, 23, 5).toISOString());
  await fixture.whenStable();
  expect(input?.value).toBe('2032-01-02T23:05');
  write('');
  expect(fixture.componentInstance.until()).toBeNull();
});
