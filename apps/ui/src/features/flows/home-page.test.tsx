// @vitest-environment happy-dom
import type { FlowSummary } from '@headrace/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { within } from '@testing-library/dom';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { putFlow, queryClient } from '../../api/queries.ts';
import { type HeldRequest, holdRequests } from '../../api/testing/held-requests.ts';
import { sampleFlow, sampleRun } from '../../api/testing/samples.ts';
import { history } from '../../lib/history.ts';
import { settled } from '../../lib/testing/manual-clock.ts';
import { type Person, person } from '../../lib/testing/person.ts';
import { type Rendered, render } from '../../lib/testing/render.ts';
import { withRouter } from '../../lib/testing/with-router.tsx';
import { useBin } from './bin-store.ts';
import HomePage from './home-page.tsx';

const requests = holdRequests();
let shown: Rendered;
let me: Person;

beforeEach(async () => {
  history.replace('/');
  useBin.setState({ justDeleted: undefined });
  me = person();
  shown = await render(
    <QueryClientProvider client={queryClient}>{await withRouter(<HomePage />)}</QueryClientProvider>,
  );
});
afterEach(() => vi.useRealTimers());

const change = (work: () => unknown) =>
  act(async () => {
    await work();
    await settled();
  });
/** The newest request to an address, which a test answers. */
function asked(method: string, address: string): HeldRequest {
  const found = requests().findLast((request) => request.method === method && request.address === address);
  if (!found)
    throw new Error(`${method} ${address} was not asked for, but ${requests().map((r) => `${r.method} ${r.address}`)}`);
  return found;
}
const answer = (method: string, address: string, status: number, body: unknown) =>
  change(() => asked(method, address).answer(status, body));
const flows = (...all: FlowSummary[]) => answer('GET', '/api/flows', 200, all);
const names = () => [...shown.element.querySelectorAll('.flows__name')].map((link) => link.textContent);
const button = (name: string) => me.page.getByRole('button', { name });
/** A stored flow, as answers give it. */
const stored = { id: 'n', version: 1, text: '', updatedAt: 4, trusted: true };
const refusal = { code: 'limit/flows', status: 429, title: 'You have as many flows as one person may.' };

const three = [
  sampleFlow({ id: 'a', name: 'orders', updatedAt: 3, state: 'running', run: sampleRun({ startedAt: 1 }) }),
  sampleFlow({ id: 'b', name: 'returns', updatedAt: 2, state: 'draft', description: 'what comes back' }),
  sampleFlow({ id: 'c', name: 'clicks 10', updatedAt: 1, state: 'failed', run: sampleRun({ state: 'failed' }) }),
];

describe('the list of flows', () => {
  test('leads to each flow, and says what it is', async () => {
    await flows(...three);
    expect(names()).toEqual(['orders', 'returns', 'clicks 10']);
    expect(me.page.getByRole('link', { name: 'orders' }).getAttribute('href')).toBe('/flows/a');
    expect(shown.text()).toContain('what comes back');
    expect(me.page.getAllByRole('status').map((status) => status.textContent)).toContain('3 flows');
  });

  test('is empty at first, and says how to begin', async () => {
    await flows();
    expect(shown.text()).toContain('No flows yet. Open an example, or make a new one and draw it.');
  });

  test('that cannot be read says why', async () => {
    await answer('GET', '/api/flows', 403, { code: 'http/forbidden', status: 403, title: 'You may not see flows.' });
    expect(shown.text()).toContain('The flows could not be read. You may not see flows.');
  });

  test('shows why a run failed', async () => {
    const failure = { message: 'The topic is gone.', node: null, hasTrace: false };
    await flows(sampleFlow({ state: 'failed', run: sampleRun({ state: 'failed', failure }) }));
    expect(shown.text()).toContain('The topic is gone.');
  });

  test('of one flow counts one flow', async () => {
    await flows(sampleFlow({}));
    expect(me.page.getAllByRole('status').map((status) => status.textContent)).toContain('1 flow');
  });

  test('follows the event stream', async () => {
    await flows(...three);
    await change(() => putFlow(sampleFlow({ id: 'b', name: 'returned orders', updatedAt: 9 })));
    expect(names()).toEqual(['returned orders', 'orders', 'clicks 10']);
  });

  test('is sorted by a click on a head, and the other way round by the next', async () => {
    await flows(...three);
    const head = () => me.page.getByRole('columnheader', { name: 'Name' });
    await me.user.click(button('Name'));
    expect([names(), head().getAttribute('aria-sort')]).toEqual([['clicks 10', 'orders', 'returns'], 'ascending']);
    await me.user.click(button('Name'));
    expect([names(), head().getAttribute('aria-sort')]).toEqual([['returns', 'orders', 'clicks 10'], 'descending']);
    expect(history.location.search).toBe('?sort=name&order=desc');
  });

  test('is filtered by states, which count what the search finds', async () => {
    await flows(...three);
    await me.user.click(button('Failed 1'));
    expect(names()).toEqual(['clicks 10']);
    expect(shown.text()).toContain('1 of 3 flows');
    await me.user.click(button('Draft 1'));
    expect(names()).toEqual(['returns', 'clicks 10']);
    await me.user.click(button('Failed 1'));
    await me.user.click(button('Draft 1'));
    expect(names()).toHaveLength(3);
  });

  test('is searched while somebody types, and the address follows after a moment', async () => {
    await flows(...three);
    await me.user.type(me.page.getByRole('searchbox', { name: 'Search the flows' }), 'comes');
    expect(names()).toEqual(['returns']);
    expect(history.location.search).toBe('');
    await change(() => vi.waitFor(() => expect(history.location.search).toBe('?q=comes')));
    expect(names()).toEqual(['returns']);
  });

  test('that shows nothing any more is cleared, and the search gets the cursor', async () => {
    await flows(...three);
    await me.user.type(me.page.getByRole('searchbox', { name: 'Search the flows' }), 'nothing of that kind');
    expect(shown.text()).toContain('No flow matches the search and the states.');
    await me.user.click(button('Clear search and states'));
    await change(() => {});
    expect(names()).toHaveLength(3);
    expect(document.activeElement?.id).toBe('flow-search');
  });

  test('opens as its address says', async () => {
    await flows(...three);
    await change(() => history.push('/?state=failed,draft&sort=name'));
    expect(names()).toEqual(['clicks 10', 'returns']);
  });

  test('is cut into pages where there are many', async () => {
    await flows(...Array.from({ length: 60 }, (_, i) => sampleFlow({ id: `f${i}`, name: `flow ${i}`, updatedAt: i })));
    expect(names()).toHaveLength(50);
    await me.user.click(button('Next page'));
    expect(names()).toEqual(Array.from({ length: 10 }, (_, i) => `flow ${9 - i}`));
    await me.user.type(me.page.getByRole('searchbox', { name: 'Search the flows' }), 'flow 5');
    // 5, 15, … and 50 to 59.
    expect(names()).toHaveLength(15);
  });
});

describe('what can be done with a flow', () => {
  const open = async (name: string) => {
    await flows(...three);
    await me.user.click(button(`Actions for ${name}`));
  };
  /** In a menu that a page without a layout takes for being out of sight. */
  const item = (name: string) => me.page.getByText(name).closest('button') ?? document.body;
  const choose = (name: string) => me.user.click(item(name));

  test('is to duplicate it', async () => {
    await open('returns');
    await choose('Duplicate');
    expect(asked('POST', '/api/flows').body).toEqual({ copyOf: 'b' });
    const before = requests().length;
    await answer('POST', '/api/flows', 201, stored);
    expect(
      requests()
        .slice(before)
        .map(({ address }) => address),
    ).toEqual(['/api/flows']);
  });

  test('is to delete it, which can be undone at once', async () => {
    await open('returns');
    await choose('Delete');
    await answer('DELETE', '/api/flows/b', 204, undefined);
    await flows(...three.filter(({ id }) => id !== 'b'), sampleFlow({ ...three[1], deletedAt: 5 }));
    expect(names()).toEqual(['orders', 'clicks 10']);
    expect(shown.text()).toContain('returns is in the bin.');
    await me.user.click(button('Undo'));
    await change(() => asked('POST', '/api/flows/b/restore').answer(200, stored));
    await flows(...three);
    expect(names()).toEqual(['orders', 'returns', 'clicks 10']);
    expect(shown.text()).not.toContain('is in the bin.');
  });

  test('is not to delete one that runs', async () => {
    await open('orders');
    expect(item('Delete')).toHaveProperty('disabled', true);
  });

  test.each([
    ['{"kind": "Flow"}', 'returns.json', 'application/json'],
    ['kind: Flow', 'returns.yaml', 'application/yaml'],
  ])('is to export %s as it is stored', async (text, name, type) => {
    const saved: { name: string; type: string; text: Promise<string> }[] = [];
    let last: Blob | undefined;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) last = blob;
      return 'blob:x';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      if (last) saved.push({ name: this.download, type: last.type, text: last.text() });
    });
    await open('returns');
    await choose('Export');
    await answer('GET', '/api/flows/b', 200, { ...stored, text });
    click.mockRestore();
    vi.restoreAllMocks();
    expect(saved).toMatchObject([{ name, type }]);
    expect(await saved[0]?.text).toBe(text);
  });

  test('that the server refuses is said above the list, and can be closed', async () => {
    await open('returns');
    await choose('Duplicate');
    await answer('POST', '/api/flows', 429, refusal);
    expect(shown.text()).toContain('You have as many flows as one person may.');
    await me.user.click(button('close notification'));
    expect(shown.text()).not.toContain('You have as many flows');
  });
});

describe('the bin', () => {
  const deleted = sampleFlow({ id: 'x', name: 'old orders', deletedAt: 1 });

  test('is not there while it is empty', async () => {
    await flows(...three);
    expect(shown.text()).not.toContain('Bin');
  });

  test('gives a flow back', async () => {
    await flows(...three, deleted);
    const bin = me.page.getByText('Bin (1)').closest('details') ?? document.body;
    await change(() => {
      bin.setAttribute('open', '');
      bin.dispatchEvent(new Event('toggle'));
    });
    await me.user.click(within(bin).getByRole('button', { name: 'Restore' }));
    await change(() => asked('POST', '/api/flows/x/restore').answer(200, stored));
    await flows(...three, sampleFlow({ ...deleted, deletedAt: null }));
    expect(names()).toContain('old orders');
    expect(shown.text()).not.toContain('Bin (');
  });

  test('says why a flow cannot be given back', async () => {
    await change(() => useBin.setState({ justDeleted: deleted }));
    await flows(...three, deleted);
    await me.user.click(button('Undo'));
    await answer('POST', '/api/flows/x/restore', 429, refusal);
    expect(shown.text()).toContain('You have as many flows as one person may.');
    expect(shown.text()).toContain('old orders is in the bin.');
  });
});

describe('a new flow', () => {
  const example = { id: 'e1', title: 'Orders', description: 'Sums by region', text: 'kind: Flow' };

  test('gets its name in a dialog with Enter, and is opened', async () => {
    await flows();
    await me.user.click(button('New flow'));
    await me.user.type(me.page.getByRole('textbox', { name: 'Name' }), 'late orders{Enter}');
    const { body } = asked('POST', '/api/flows');
    expect(body).toMatchObject({ trusted: true, text: expect.stringContaining('late orders') });
    await answer('POST', '/api/flows', 201, stored);
    expect(history.location.pathname).toBe('/flows/n');
  });

  test.each(['', '   '])('without a name (%j) is called new flow', async (typed) => {
    await flows();
    await me.user.click(button('New flow'));
    await me.user.type(me.page.getByRole('textbox', { name: 'Name' }), `${typed}{Enter}`);
    expect(asked('POST', '/api/flows').body).toMatchObject({ text: expect.stringContaining('name: new flow') });
  });

  test('begins with an example, which has its own name', async () => {
    await flows();
    await answer('GET', '/api/examples', 200, [example]);
    await me.user.click(button('New flow'));
    await me.user.click(me.page.getByRole('radio', { name: 'Orders: Sums by region' }));
    expect(me.page.queryByRole('textbox', { name: 'Name' })).toBeNull();
    await me.user.click(button('Create'));
    expect(asked('POST', '/api/flows').body).toEqual({ example: 'e1' });
  });

  test('is not made when the dialog is left', async () => {
    await flows();
    await me.user.click(button('New flow'));
    await me.user.keyboard('{Escape}');
    expect(me.page.queryByRole('dialog')).toBeNull();
    expect(requests().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('of a file is what the file holds, and the same file can be chosen again', async () => {
    await flows();
    const field = me.page.getByLabelText<HTMLInputElement>('Flow to import');
    await me.user.upload(field, new File(['kind: Flow # mine'], 'mine.yaml'));
    await change(() => {});
    expect(asked('POST', '/api/flows').body).toEqual({ text: 'kind: Flow # mine' });
    expect(field.value).toBe('');
  });

  test('that the server refuses leaves the page, and says why', async () => {
    await flows();
    const field = me.page.getByLabelText('Flow to import');
    await me.user.upload(field, new File(['no flow'], 'mine.yaml'));
    await change(() => {});
    await answer('POST', '/api/flows', 422, { code: 'flow/unreadable', status: 422, title: 'This is no flow.' });
    expect(shown.text()).toContain('This is no flow.');
    expect(history.location.pathname).toBe('/');
  });

  test('is one click away from an example', async () => {
    await flows();
    await answer('GET', '/api/examples', 200, [example]);
    await me.user.click(me.page.getByText('Sums by region'));
    expect(asked('POST', '/api/flows').body).toEqual({ example: 'e1' });
  });
});

test('examples that cannot be read are left out, and the flows are there', async () => {
  await answer('GET', '/api/examples', 500, { code: 'internal', status: 500, title: 'A fault.' });
  await flows(...three);
  expect(shown.text()).not.toContain('Try an example');
  expect(names()).toHaveLength(3);
});
