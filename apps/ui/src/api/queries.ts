import { type FlowSummary, isEndedRun, type Run } from '@headrace/api';
import { QueryClient, useQuery } from '@tanstack/react-query';
import { Answers } from './answers.ts';
import { api } from './client.ts';
import { getConnections, getResources, getSchema } from './connections.ts';
import { getExamples, getFlows } from './flows.ts';
import { ApiProblem, isOverLimit } from './http.ts';
import { getRuns, getTrace } from './runs.ts';

/** Refusals are answers, trying again would not change them; silence is tried again, and what was too much at once. */
const worthRetrying = (error: unknown) =>
  !(error instanceof ApiProblem) || error.problem.status === 0 || error.problem.status >= 502 || isOverLimit(error);

const retryDelay = (count: number, error: unknown) =>
  Math.max(1000 * 2 ** count, isOverLimit(error) ? (error.retryAfter ?? 0) : 0);

export const queryClient = new QueryClient({
  defaultOptions: {
    // Never waits for the browser's own idea of being online: the servers may be on this machine.
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      retry: (count, error) => count < 3 && worthRetrying(error),
      retryDelay,
    },
  },
});

export const keys = {
  all: ['headrace'],
  flows: ['headrace', 'flows'],
  examples: ['headrace', 'examples'],
  connections: ['headrace', 'connections'],
  runs: (flow: string) => ['headrace', 'runs', flow],
  resources: (connection: string) => ['headrace', 'resources', connection],
  schema: (connection: string, resource: string) => ['headrace', 'schema', connection, resource],
} as const;

export const flowsQuery = { queryKey: keys.flows, queryFn: () => listFlows() };
export const useFlows = () => useQuery(flowsQuery);
export const useExamples = () =>
  useQuery({ queryKey: keys.examples, queryFn: getExamples, staleTime: Number.POSITIVE_INFINITY });
export const useConnections = () => useQuery({ queryKey: keys.connections, queryFn: getConnections });
/** How the runs of a flow are read, for `useRuns` and for those who follow them outside React. */
export const runsQuery = (flow: string) => ({ queryKey: keys.runs(flow), queryFn: () => listRuns(flow) });
export const useRuns = (flow: string) => useQuery(runsQuery(flow));

export const useTrace = (run: string, enabled: boolean) =>
  useQuery({ queryKey: ['headrace', 'trace', run], queryFn: () => getTrace(run), enabled });

export const useResources = (connection: string | undefined) =>
  useQuery({
    queryKey: keys.resources(connection ?? ''),
    queryFn: () => getResources(connection ?? ''),
    enabled: connection !== undefined && connection !== '',
  });

export const useSchema = (connection: string | undefined, resource: string | undefined) =>
  useQuery({
    queryKey: keys.schema(connection ?? '', resource ?? ''),
    queryFn: () => getSchema(connection ?? '', resource ?? ''),
    enabled: Boolean(connection && resource),
    staleTime: 60_000,
  });

/** Asks every ten seconds, and every three while something is away. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: () => api.system.health(),
    retry: false,
    refetchInterval: (query) =>
      query.state.status === 'error' || query.state.data?.status === 'degraded' ? 3000 : 10_000,
  });

const flowAnswers = new Answers<FlowSummary>();
const runAnswers = new Answers<Run>();

const newestFlows = (flows: readonly FlowSummary[]) => flows.toSorted((a, b) => b.updatedAt - a.updatedAt);
const newestRuns = (runs: readonly Run[]) => runs.toSorted((a, b) => b.startedAt - a.startedAt);

const listFlows = async () => newestFlows(await flowAnswers.list(getFlows));
const listRuns = async (flow: string) =>
  newestRuns(
    await runAnswers.list(
      () => getRuns(flow),
      (run) => run.flowId === flow,
    ),
  );

/** Takes in a flow's summary from the event stream. */
export function putFlow(flow: FlowSummary): void {
  flowAnswers.streamed(flow);
  queryClient.setQueryData<FlowSummary[]>(keys.flows, (old) =>
    old ? newestFlows([flow, ...old.filter((f) => f.id !== flow.id)]) : old,
  );
}

/** Takes in a run from the event stream. */
export function putRun(run: Run): void {
  runAnswers.streamed(run);
  showRun(run);
}

/** Asks for a change of a run, and shows the run as it is then. Rejects as `ask` does. */
export async function requestRun(ask: () => Promise<Run>): Promise<void> {
  showRun(await runAnswers.one(ask));
}

/** Nothing comes after the end of a run: what shows it before that is older. */
function showRun(run: Run): void {
  queryClient.setQueryData<Run[]>(keys.runs(run.flowId), (old) => {
    const shown = old?.find(({ id }) => id === run.id);
    if (!old || (shown && isEndedRun(shown.state) && !isEndedRun(run.state))) return old;
    return newestRuns([run, ...old.filter(({ id }) => id !== run.id)]);
  });
}
