import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { expect, test } from 'vitest';
import { ReactionBar } from './reaction-bar';
import { ReactionBarHarness } from './reaction-bar.harness';

const pills = [
  { emoji: '👍', count: 2, own: true, label: '👍 Jonas and Amara' },
  { emoji: '🎉', count: 1, own: false, label: '🎉 Jonas' },
];

async function aBar(open: boolean) {
  const fixture = TestBed.createComponent(ReactionBar);
  fixture.componentRef.setInput('pills', pills);
  fixture.componentRef.setInput('addLabel', 'React');
  fixture.componentRef.setInput('open', open);
  const toggled: string[] = [];
  fixture.componentInstance.toggled.subscribe(({ emoji }) => toggled.push(emoji));
  const bar = await TestbedHarnessEnvironment.harnessForFixture(fixture, ReactionBarHarness);
  return { bar, toggled };
}

test('each reaction says who gave it and how many did, and pressing it gives it back to be toggled', async () => {
  const { bar, toggled } = await aBar(true);
  expect(await bar.names()).toEqual(['👍 Jonas and Amara, 2 *', '🎉 Jonas, 1', 'React']);
  await bar.press('🎉 Jonas, 1');
  expect(toggled).toEqual(['🎉']);
});

test('who may not react sees the reactions and can press none', async () => {
  const { bar, toggled } = await aBar(false);
  expect(await bar.names()).toEqual(['👍 Jonas and Amara, 2 *', '🎉 Jonas, 1']);
  await bar.press('🎉 Jonas, 1');
  expect(toggled).toEqual([]);
});
