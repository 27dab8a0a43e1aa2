import type { Health } from '@headrace/api';
import type { JobManager, SqlGateway } from '@headrace/flink';
import { redact } from '@headrace/http';
import type { Fetch } from '@headrace/tls';
import { Hono } from 'hono';

type Part = Health['parts'][string];

export interface HealthParts {
  readonly gateway: SqlGateway;
  readonly jobManager: JobManager;
  readonly kafkaAdmin: { readonly url: string; readonly fetch: Fetch };
}

/** `GET /health`: this process and what it needs, each in a sentence. */
export function healthRoutes({ gateway, jobManager, kafkaAdmin }: HealthParts): Hono {
  const app = new Hono();
  app.get('/health', async (c) => {
    const [sqlGateway, jobs, admin] = await Promise.all([
      part(async () => `Flink ${(await gateway.info()).version} plans and submits.`),
      part(async () => {
        const { taskmanagers, ...slots } = await jobManager.overview(AbortSignal.timeout(3_000));
        return `${slots['slots-available']} of ${slots['slots-total']} slots are free on ${taskmanagers} task manager(s).`;
      }),
      part(async () => {
        const url = `${kafkaAdmin.url}/kafka/connections`;
        const answer = await kafkaAdmin.fetch(url, { signal: AbortSignal.timeout(3_000) });
        await answer.body?.cancel();
        return 'Kafka administration answers.';
      }),
    ]);
    const parts = {
      backend: { ok: true, sentence: 'The backend answers.' },
      'sql-gateway': sqlGateway,
      jobmanager: jobs,
      'kafka-admin': admin,
    };
    const ok = Object.values(parts).every((p) => p.ok);
    return c.json({ status: ok ? 'ok' : 'degraded', parts } satisfies Health);
  });
  return app;
}

async function part(ask: () => Promise<string>): Promise<Part> {
  try {
    return { ok: true, sentence: await ask() };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const sentence = name.startsWith('Flink') ? redact(`${(error as Error).message}.`) : 'It does not answer.';
    return { ok: false, sentence };
  }
}
