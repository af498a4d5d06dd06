import { expect, test } from 'vitest';
import { faultOf } from './media-fault.rules';

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['InvalidStateError', 'failed'],
])('%s is said as %s', (name, fault) => {
  expect(faultOf(new DOMException('', name))).toBe(fault);
});

test('what is no refusal of a browser is a failure', () => {
  expect(faultOf('odd')).toBe('failed');
});
