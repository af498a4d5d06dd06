import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { provideIcons } from '../icon/provide-icons';
import { Field, Input } from './field';

@Component({
  imports: [Field, Input],
  template: `<app-field label="Name" hint="As others see you." [error]="error()"
    ><input appInput
  /></app-field>`,
})
class Host {
  readonly error = signal<string | null>(null);
}

test('the input is named by its label and described by the hint, or by the error in its place', async () => {
  TestBed.configureTestingModule({ providers: [provideIcons()] });
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const root = fixture.nativeElement as HTMLElement;
  const input = root.querySelector('input');
  const described = (): string | undefined => {
    const id = input?.getAttribute('aria-describedby');
    return id ? root.querySelector(`[id="${id}"]`)?.textContent.trim() : undefined;
  };
  expect(input?.labels?.[0]?.textContent).toBe('Name');
  expect([described(), input?.getAttribute('aria-invalid')]).toEqual(['As others see you.', 'false']);
  fixture.componentInstance.error.set('Say who you are.');
  await fixture.whenStable();
  expect([described(), input?.getAttribute('aria-invalid')]).toEqual(['Say who you are.', 'true']);
});
