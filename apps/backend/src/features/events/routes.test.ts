import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreviewDelivery } from '@headrace/api';
import { newFlowText } from '@headrace/flow';
import { createLogger, readEnvironment } from '@headrace/http';
import type { Hono } from 'hono';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backendApp } from '../../app.ts';
import { type Services, startServices } from '../../services.ts';
import { callAt } from '../../testing/call.ts';
import { AcceptingFlink } from '../../testing/flink.ts';

let folder: string;
let flink: AcceptingFlink;
let services: Services;
let app: Hono;
const streams: Stream[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-browser-'));
  const connectionsFile = join(folder, 'connections.yaml');
  writeFileSync(connectionsFile, '- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9"}\n');
  flink = new AcceptingFlink();
  const address = await flink.start();
  const env = readEnvironment('backend', {
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: connectionsFile,
    HEADRACE_SQL_GATEWAY: address,
    HEADRACE_JOBMANAGER: address,
    HEADRACE_KAFKA_ADMIN: address,
  });
  const log = createLogger('backend');
  log.level = 'silent';
  services = await startServices(env, log);
  app = backendApp(services, env, log, { personOf: (c) => c.req.header('x-person') ?? 'local' });
});
afterEach(async () => {
  for (const stream of streams.splice(0)) await stream.close();
  flink.close();
  await services.close();
  rmSync(folder, { recursive: true });
});

/** A browser's stream, read in the background. */
class Stream {
  readonly messages: { event: string; data: unknown }[] = [];
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.reader = reader;
    void this.read();
  }

  static async open(person = 'local'): Promise<Stream> {
    const answer = await app.request('/api/events', { headers: { host: 'localhost:8888', 'x-person': person } });
    const stream = new Stream((answer.body as ReadableStream<Uint8Array>).getReader());
    streams.push(stream);
    await vi.waitFor(() => expect(stream.messages[0]?.event).toBe('stream'));
    return stream;
  }

  get id(): string {
    const [opened] = this.messages;
    if (opened === undefined) throw new Error('the stream is not open yet');
    return (opened.data as { id: string }).id;
  }

  get deliveries(): PreviewDelivery[] {
    return this.messages.flatMap(({ event, data }) => (event === 'preview' ? [data as PreviewDelivery] : []));
  }

  /** `kind` of each delivery, with the viewers that it is for. */
  get kinds(): string[] {
    return this.deliveries.map(({ viewers, event }) => `${event.kind}${viewers ? ` for ${viewers.join()}` : ''}`);
  }

  close(): Promise<void> {
    return this.reader.cancel();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { value, done } = await this.reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== undefined && data !== undefined) this.messages.push({ event, data: JSON.parse(data) });
      }
    }
  }
}

async function ask(method: string, path: string, body?: unknown, person = 'local') {
  const answer = await app.request(`/api${path}`, {
    method,
    headers: { host: 'localhost:8888', 'content-type': 'application/json', 'x-person': person },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, data: answer.status === 204 ? undefined : await answer.json() };
}

async function openPreview(topic = 'ORDERS', person = 'local'): Promise<string> {
  const text = newFlowText('a').replace(
    'nodes: {}',
    `nodes:\n    orders: {type: kafka-source, config: {connection: local, topic: ${topic}, columns: [{name: id, type: STRING}]}}`,
  );
  const { status, data } = await ask('POST', '/previews', { text, from: { kind: 'now' } }, person);
  expect(status).toBe(201);
  return (data as { id: string }).id;
}

const watch = (stream: Stream, preview: string, viewers: string[], person?: string) =>
  ask('PUT', `/events/${stream.id}/previews/${preview}`, { viewers }, person);

/** Whether a preview of the one person is open. */
function isThere(preview: string): boolean {
  try {
    return services.previews.get(callAt(), preview) !== undefined;
  } catch {
    return false;
  }
}

/** What a viewer gets of a preview before anything new. */
const shownFirst = (viewer: string) => ['ports', 'state', 'rows', 'counts'].map((kind) => `${kind} for ${viewer}`);

const values = (deliveries: readonly PreviewDelivery[]) =>
  deliveries.flatMap(({ event }) => (event.kind === 'rows' ? event.rows.map((row) => row.fields[0]) : []));

test('a stream carries the previews that were asked for, each with what it shows already', async () => {
  const stream = await Stream.open();
  const [one, two] = [await openPreview('ONE'), await openPreview('TWO')];
  expect(stream.kinds).toEqual([]);
  expect((await watch(stream, one, ['1'])).status).toBe(204);
  expect((await watch(stream, two, ['2', '3'])).status).toBe(204);
  await vi.waitFor(() => expect(stream.kinds.filter((k) => k.endsWith(' for 2,3'))).toHaveLength(4));
  const first = stream.deliveries.filter((d) => d.viewers !== undefined);
  expect(first.map((d) => [d.preview, d.event.kind])).toEqual(
    [one, two].flatMap((id) => ['ports', 'state', 'rows', 'counts'].map((kind) => [id, kind])),
  );
  flink.put('x');
  await vi.waitFor(() => expect(values(stream.deliveries)).toEqual(['x']));
});

test('a second page of the browser gets what there is for itself, and nothing is sent twice after that', async () => {
  const stream = await Stream.open();
  const preview = await openPreview();
  await watch(stream, preview, ['1']);
  flink.put('before');
  await vi.waitFor(() => expect(values(stream.deliveries)).toContain('before'));
  const sent = stream.deliveries.length;
  await watch(stream, preview, ['2']);
  await vi.waitFor(() => expect(stream.kinds.filter((k) => k.endsWith(' for 2'))).toEqual(shownFirst('2')));
  expect(values(stream.deliveries.slice(sent))).toEqual(['before']);
  flink.put('after');
  await vi.waitFor(() => expect(values(stream.deliveries)).toContain('after'));
  expect(values(stream.deliveries).filter((v) => v === 'after')).toHaveLength(1);
});

test('a preview that the browser leaves ends at once, unless another browser looks at it', async () => {
  const [mine, theirs] = [await Stream.open(), await Stream.open()];
  const preview = await openPreview();
  await watch(mine, preview, ['1']);
  await watch(theirs, preview, ['1']);
  await ask('DELETE', `/events/${mine.id}/previews/${preview}`);
  expect(isThere(preview)).toBe(true);
  flink.put('for them');
  await vi.waitFor(() => expect(values(theirs.deliveries)).toContain('for them'));
  expect(values(mine.deliveries)).not.toContain('for them');
  await ask('DELETE', `/events/${theirs.id}/previews/${preview}`);
  expect(isThere(preview)).toBe(false);
});

test('a preview waits a moment for a browser that is gone, and shows it all again', async () => {
  const stream = await Stream.open();
  const preview = await openPreview();
  await watch(stream, preview, ['1']);
  flink.put('kept');
  await vi.waitFor(() => expect(values(stream.deliveries)).toContain('kept'));
  await stream.close();
  await vi.waitFor(async () => expect((await watch(stream, preview, ['1'])).status).toBe(404));
  const again = await Stream.open();
  expect((await watch(again, preview, ['1'])).status).toBe(204);
  await vi.waitFor(() => expect(again.kinds.filter((k) => k.endsWith(' for 1'))).toEqual(shownFirst('1')));
  expect(values(again.deliveries)).toEqual(['kept']);
});

test('a stream is its own person’s only', async () => {
  const stream = await Stream.open();
  const preview = await openPreview();
  expect(await watch(stream, preview, ['1'], 'eve')).toMatchObject({ status: 404, data: { code: 'events/not-found' } });
  await watch(stream, preview, ['1']);
  expect((await ask('DELETE', `/events/${stream.id}/previews/${preview}`, undefined, 'eve')).status).toBe(204);
  expect(isThere(preview)).toBe(true);
});

test('a preview is its own person’s only: another one sees nothing of it and does not end it', async () => {
  const stream = await Stream.open('eve');
  const preview = await openPreview();
  const refused = { status: 404, data: { code: 'preview/not-found' } };
  expect(await watch(stream, preview, ['1'], 'eve')).toMatchObject(refused);
  expect(await ask('GET', `/previews/${preview}/events`, undefined, 'eve')).toMatchObject(refused);
  expect((await ask('DELETE', `/previews/${preview}`, undefined, 'eve')).status).toBe(204);
  expect(isThere(preview)).toBe(true);
  expect(await openPreview()).toBe(preview);
  expect(await openPreview('ORDERS', 'eve')).not.toBe(preview);
});

test.each([
  ['a stream that is not there', () => 'none', 'events/not-found'],
  ['a preview that is not there', (stream: Stream) => stream.id, 'preview/not-found'],
])('refuses %s', async (_, streamOf, code) => {
  const stream = await Stream.open();
  const { status, data } = await ask('PUT', `/events/${streamOf(stream)}/previews/none`, { viewers: [] });
  expect({ status, data }).toMatchObject({ status: 404, data: { code } });
});
