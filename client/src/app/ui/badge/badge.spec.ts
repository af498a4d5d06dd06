import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { Badge } from './badge';

test.each([
  [1, '1'],
  [99, '99'],
  [100, '99+'],
])('%i is shown as %s', async (count, shown) => {
  const fixture = TestBed.createComponent(Badge);
  fixture.componentRef.setInput('count', count);
  await fixture.whenStable();
  expect((fixture.nativeElement as HTMLElement).textContent).toBe(shown);
});
