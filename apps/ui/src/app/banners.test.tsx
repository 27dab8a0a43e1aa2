// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { keys, queryClient } from '../api/queries.ts';
import { elsewhere } from '../api/refusal.ts';
import { holdRequests } from '../api/testing/held-requests.ts';
import { sampleFlow, sampleRun } from '../api/testing/samples.ts';
import { settled } from '../lib/testing/manual-clock.ts';
import { type Rendered, render } from '../lib/testing/render.ts';
import type { Follower } from '../live/client.ts';
import { Banners } from './banners.tsx';
import { useConnection, useLiveEvents } from './use-live-events.ts';

/** Who follows the event stream of the page. */
const followers = new Set<Follower>();
const live = {
  follow: (follower: Follower) => {
    followers.add(follower);
    return () => followers.delete(follower);
  },
};

const requests = holdRequests();
let shown: Rendered;
function Page() {
  useLiveEvents(live);
  return <Banners />;
}
beforeEach(async () => {
  useConnection.setState({ connected: true, refused: undefined });
  shown = await render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  );
});

const change = (work: () => void) =>
  act(async () => {
    work();
    await settled();
  });
const tell = (work: (follower: Follower) => void) => change(() => [...followers].forEach(work));
const answerHealth = (status: number, body: unknown) => change(() => requests()[0]?.answer(status, body));
const well = { status: 'ok', parts: { Flink: { ok: true, message: '' }, Kafka: { ok: true, message: '' } } };

describe('the state of the installation', () => {
  test('is not told while all is well, or not known yet', async () => {
    expect(shown.text()).toBe('');
    await answerHealth(200, well);
    expect(shown.text()).toBe('');
  });

  test('names each part that is away, and what it means', async () => {
    const parts = { ...well.parts, Flink: { ok: false, message: 'Previews and runs wait for it.' } };
    await answerHealth(200, { status: 'degraded', parts });
    expect(shown.text()).toContain('Flink is away.');
    expect(shown.text()).toContain('Previews and runs wait for it.');
    expect(shown.text()).not.toContain('Kafka');
  });

  test('is that Headrace does not answer when nobody does', async () => {
    await change(() => requests()[0]?.fail());
    expect(shown.text()).toContain('Headrace does not answer.');
    expect(shown.element.querySelector('[aria-live="polite"]')).not.toBeNull();
  });

  test('is that Headrace does not answer when the stream is away, until it is back', async () => {
    await answerHealth(200, well);
    await tell((follower) => follower.away(undefined));
    expect(shown.text()).toContain('Headrace does not answer.');
    await tell((follower) => follower.open(true));
    expect(shown.text()).toBe('');
  });

  test('is a refusal that a person can do something about, in its own words', async () => {
    await answerHealth(200, well);
    await tell((follower) => follower.away(elsewhere));
    expect(shown.text()).toContain('This page is not kept up to date.');
    expect(shown.text()).toContain(elsewhere.message);
    await tell((follower) => follower.open(true));
    expect(shown.text()).toBe('');
  });
});

describe('the event stream', () => {
  test('changes the lists of flows and runs', async () => {
    queryClient.setQueryData(keys.flows, [sampleFlow()]);
    queryClient.setQueryData(keys.runs('f'), [sampleRun({ state: 'submitting' })]);
    await tell((follower) => {
      follower.change('flow', sampleFlow({ name: 'renamed' }));
      follower.change('run', sampleRun({ state: 'running' }));
    });
    expect(queryClient.getQueryData(keys.flows)).toMatchObject([{ name: 'renamed' }]);
    expect(queryClient.getQueryData(keys.runs('f'))).toMatchObject([{ state: 'running' }]);
  });

  test('that was away has missed what happened: all lists are read again', async () => {
    queryClient.setQueryData(keys.flows, [sampleFlow()]);
    await tell((follower) => follower.open(false));
    expect(queryClient.getQueryState(keys.flows)?.isInvalidated).toBe(false);
    await tell((follower) => follower.open(true));
    expect(queryClient.getQueryState(keys.flows)?.isInvalidated).toBe(true);
  });

  test('is followed once, and no more when the app has gone', async () => {
    expect(followers.size).toBe(1);
    await shown.again(null);
    expect(followers.size).toBe(0);
  });
});
