// @vitest-environment happy-dom
import { useState } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Person, person } from '../lib/testing/person.ts';
import { render } from '../lib/testing/render.ts';
import { TabPanel, Tabs } from './tabs.tsx';

const items = ['one', 'two', 'three'].map((id) => ({ id, title: `Tab ${id}` }));
function Both({ prefix }: { prefix: string }) {
  const [chosen, choose] = useState('one');
  return (
    <>
      <Tabs label={prefix} tabs={items} chosen={chosen} idPrefix={prefix} choose={choose} />
      <TabPanel idPrefix={prefix} chosen={chosen}>
        <input aria-label={`In ${chosen}`} />
      </TabPanel>
    </>
  );
}

let me: Person;
beforeEach(async () => {
  me = person();
  await render(<Both prefix="a" />);
});
const tab = (name: string) => me.page.getByRole('tab', { name });
const chosen = () => me.page.getByRole('tab', { selected: true }).textContent;

describe('tabs', () => {
  test('are one stop for the Tab key, and the panel is the next', async () => {
    await me.user.tab();
    expect(document.activeElement).toBe(tab('Tab one'));
    await me.user.tab();
    expect(document.activeElement).toBe(me.page.getByRole('tabpanel', { name: 'Tab one' }));
    await me.user.tab();
    expect(me.focus()).toBe('In one');
  });

  test.each([
    ['{ArrowRight}', 'Tab two'],
    ['{ArrowRight}{ArrowRight}{ArrowRight}', 'Tab one'],
    ['{ArrowLeft}', 'Tab three'],
    ['{End}', 'Tab three'],
    ['{End}{Home}', 'Tab one'],
    ['{ArrowDown}', 'Tab one'],
    ['x', 'Tab one'],
  ])('with %s choose %s, which has the cursor', async (keys, name) => {
    tab('Tab one').focus();
    await me.user.keyboard(keys);
    expect([chosen(), document.activeElement?.textContent]).toEqual([name, name]);
  });

  test('keep arrows from what is around them', async () => {
    const heard: string[] = [];
    const listener = (event: KeyboardEvent) => heard.push(event.key);
    addEventListener('keydown', listener);
    tab('Tab one').focus();
    await me.user.keyboard('{ArrowRight}x');
    removeEventListener('keydown', listener);
    expect(heard).toEqual(['x']);
  });

  test('tell which panel is theirs, and the panel which tab', async () => {
    await me.user.click(tab('Tab two'));
    const panel = me.page.getByRole('tabpanel', { name: 'Tab two' });
    expect(tab('Tab two').getAttribute('aria-controls')).toBe(panel.id);
    expect(tab('Tab one').getAttribute('aria-controls')).toBeNull();
  });

  test('of two rows on a page do not meet', async () => {
    await render(<Both prefix="b" />);
    const [, second] = me.page.getAllByRole('tab', { name: 'Tab one' });
    second?.focus();
    await me.user.keyboard('{ArrowRight}');
    expect(me.page.getAllByRole('tab', { selected: true }).map((one) => one.id)).toEqual(['a-tab-one', 'b-tab-two']);
  });
});
