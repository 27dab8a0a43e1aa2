import { allRoutes, type Health, kafkaAdminRoutes, type OpenApi, openApi, type system } from '@headrace/api';
import { ApiProblem, client, type Fetch } from '@headrace/client';
import type { JobManager, SqlGateway } from '@headrace/flink';
import type { HandlersOf } from '@headrace/http/bind';
import { redact } from '@headrace/service';

type Part = Health['parts'][string];

export interface SystemParts {
  readonly gateway: SqlGateway;
  readonly jobManager: JobManager;
  readonly fetchFromKafkaAdmin: Fetch;
}

/** This process and what it needs, each in a sentence; and the interface of all parts as a document. */
export function systemHandlers({ gateway, jobManager, fetchFromKafkaAdmin }: SystemParts): HandlersOf<typeof system> {
  const kafkaAdmin = client(kafkaAdminRoutes, { fetch: fetchFromKafkaAdmin });
  // Made when somebody asks: it takes longer than a start should wait.
  let document: OpenApi | undefined;
  return {
    async health() {
      const [sqlGateway, jobs, admin] = await Promise.all([
        part(async () => `Flink ${(await gateway.info()).version} plans and submits.`),
        part(async () => {
          const { taskmanagers, ...slots } = await jobManager.overview(AbortSignal.timeout(3_000));
          return `${slots['slots-available']} of ${slots['slots-total']} slots are free on ${taskmanagers} task manager(s).`;
        }),
        part(async () => {
          await kafkaAdmin.clusters.list({}, { signal: AbortSignal.timeout(3_000) });
          return 'Kafka administration answers.';
        }),
      ]);
      const parts = {
        backend: { ok: true, message: 'The backend answers.' },
        'sql-gateway': sqlGateway,
        jobmanager: jobs,
        'kafka-admin': admin,
      };
      const ok = Object.values(parts).every((p) => p.ok);
      return { status: ok ? 'ok' : 'degraded', parts };
    },
    openApi() {
      document ??= openApi(allRoutes);
      return { ...document };
    },
  };
}

async function part(ask: () => Promise<string>): Promise<Part> {
  try {
    return { ok: true, message: await ask() };
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status > 0) return { ok: false, message: redact(error.message) };
    const name = error instanceof Error ? error.name : '';
    const message = name.startsWith('Flink') ? redact(`${(error as Error).message}.`) : 'It does not answer.';
    return { ok: false, message };
  }
}
