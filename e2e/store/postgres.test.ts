import { newFlowText } from '@headrace/flow';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { RunStore } from '../../apps/backend/src/features/runs/run-store.ts';
import { storedRun } from '../../apps/backend/src/features/runs/testing.ts';
import type { StoredEvent } from '../../apps/backend/src/store/event-log.ts';
import { EventTail } from '../../apps/backend/src/store/event-tail.ts';
import { openStore } from '../../apps/backend/src/store/open.ts';
import { dialectOf } from '../../apps/backend/src/store/setting.ts';
import { callAt } from '../../apps/backend/src/testing/call.ts';
import { storeContract } from '../../apps/backend/src/testing/store-contract/index.ts';
import { storedFlow } from '../../apps/backend/src/testing/stored-flow.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const open = (address: string) => openStore(dialectOf(address, '', () => {}));

/** The schemas with copies of a database, oldest first. */
async function copiesIn(address: string): Promise<string[]> {
  const schemas = await server.query<{ name: string }>(
    address,
    "SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, 'headrace_backup_') ORDER BY nspname",
  );
  return schemas.map(({ name }) => name);
}

describe('PostgreSQL', () => {
  storeContract(
    async () => {
      const address = await server.createDatabase();
      return {
        address,
        dialect: () => dialectOf(address, '', () => {}),
        remove: () => server.dropDatabase(address),
      };
    },
    {
      flows: async ({ address }) =>
        Promise.all(
          (await copiesIn(address)).map(async (schema) =>
            (await server.query<{ name: string }>(address, `SELECT name FROM "${schema}".flows`)).map(
              (row) => row.name,
            ),
          ),
        ),
      restore: async ({ address }) => {
        const copy = (await copiesIn(address)).at(-1);
        await server.query(address, 'ALTER SCHEMA headrace RENAME TO headrace_newer');
        await server.query(address, `ALTER SCHEMA "${copy}" RENAME TO headrace`);
      },
    },
  );
});

describe('a database that several backends share', () => {
  test('is created once when they start at the same time', async () => {
    const address = await server.createDatabase();
    const stores = await Promise.all([open(address), open(address), open(address)]);
    const ids = await server.query(address, 'SELECT id FROM headrace.installation');
    expect(ids).toHaveLength(1);
    for (const store of stores) await store.close();
  });

  test('shows each event of another backend once, in order, however many write at once', async () => {
    const address = await server.createDatabase();
    const [here, there] = await Promise.all([open(address), open(address)]);
    const seen: StoredEvent[] = [];
    const tail = new EventTail({ store: here, onError: () => {}, every: 50 });
    tail.listen((event) => seen.push(event));
    await tail.start();
    const write = (n: number) =>
      (n % 3 ? there : here).transaction(async (t) => {
        t.record({ at: n, actor: null, action: 'run.change', run: String(n) });
      });
    await Promise.all(Array.from({ length: 300 }, (_, n) => write(n)));
    await vi.waitFor(() => expect(seen).toHaveLength(300), 10_000);
    expect(seen.map(({ id }) => id)).toEqual(seen.map(({ id }) => id).toSorted((a, b) => a - b));
    expect(new Set(seen.map(({ run }) => run)).size).toBe(300);
    tail.stop();
    for (const store of [here, there]) await store.close();
  });

  test('goes on after the server was gone', async () => {
    const address = await server.createDatabase();
    const [here, there] = await Promise.all([open(address), open(address)]);
    const flowId = await storedFlow(here);
    const seen: StoredEvent[] = [];
    const faults: unknown[] = [];
    const tail = new EventTail({ store: here, onError: (error) => faults.push(error), every: 50 });
    tail.listen((event) => seen.push(event));
    await tail.start();
    await server.kill();
    await expect(storedFlow(there, 'lost')).rejects.toThrow();
    await vi.waitFor(() => expect(faults).not.toEqual([]), 10_000);
    await server.restart();
    await new RunStore(there).insert(callAt(), storedRun({ flowId }), { at: 1, message: 'Submitted.' });
    await vi.waitFor(() => expect(seen.map(({ action }) => action)).toEqual(['run.start']), 10_000);
    tail.stop();
    for (const store of [here, there]) await store.close();
  });
});

test('a server that is not there is said in a sentence, with what to check', async () => {
  await expect(open('postgresql://localhost:1/flows?sslmode=disable')).rejects.toThrow(
    /^PostgreSQL at localhost:1 cannot be used: .*ECONNREFUSED.*Check HEADRACE_DATABASE/s,
  );
});

describe('the role of the backend', () => {
  test('needs no right to create tables once they are there', async () => {
    const address = await server.createDatabase();
    await (await open(address)).close();
    const role = new URL(address).username;
    await server.query(address, `ALTER SCHEMA headrace OWNER TO postgres`);
    await server.query(address, `REASSIGN OWNED BY ${role} TO postgres`);
    await server.query(address, `GRANT USAGE ON SCHEMA headrace TO ${role}`);
    await server.query(address, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA headrace TO ${role}`);
    const store = await open(address);
    expect(await storedFlow(store)).not.toBe('');
    await expect(server.query(address, `SET ROLE ${role}; CREATE TABLE headrace.other (id int)`)).rejects.toThrow(
      'permission denied',
    );
    await store.close();
  });

  test('reads its own schema only, whatever stands in others', async () => {
    const address = await server.createDatabase();
    await server.query(address, 'CREATE TABLE public.flows (id text); CREATE TABLE public.installation (id text)');
    const store = await open(address);
    expect(await storedFlow(store)).not.toBe('');
    await store.close();
  });
});

describe('the connection', () => {
  test('is made with TLS, and only to a server whose certificate names it', async () => {
    const address = await server.createDatabase();
    const store = await open(address);
    const used = await server.query<{ ssl: boolean }>(
      address,
      "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'headrace'",
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.every(({ ssl }) => ssl)).toBe(true);
    await store.close();
    const elsewhere = new URL(address);
    elsewhere.hostname = '127.0.0.2';
    await expect(open(elsewhere.href)).rejects.toThrow();
    const untrusted = new URL(address);
    untrusted.searchParams.delete('sslrootcert');
    await expect(open(untrusted.href)).rejects.toThrow(/certificate/);
  });

  test('is refused with a wrong password', async () => {
    const [address, other] = [await server.createDatabase(), await server.createDatabase()];
    const wrong = new URL(address);
    wrong.searchParams.set('passwordfile', new URL(other).searchParams.get('passwordfile') ?? '');
    await expect(open(wrong.href)).rejects.toThrow(/password authentication failed/);
  });
});

test('a flow with every kind of character comes back as it was', async () => {
  const store = await open(await server.createDatabase());
  const { FlowStore } = await import('../../apps/backend/src/features/flows/flow-store.ts');
  const { FlowReader } = await import('../../apps/backend/src/reading/flow-reader.ts');
  const flows = new FlowStore({ store, names: new FlowReader() });
  const text = `# 'quoted' "doubly" \\ $1 ; -- 😀 ŁŻ\n${newFlowText('a')}`;
  const { id } = await flows.create(callAt(), text, true);
  expect((await flows.get(id))?.text).toBe(text);
  await store.close();
});
