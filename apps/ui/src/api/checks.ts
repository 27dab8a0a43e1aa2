import { api } from './client.ts';

/**
 * What the planner says of a flow.
 * @param flow id of the stored flow that the text belongs to
 * @param plan also plans the flow as a whole, which takes longer
 */
export const checkFlow = (flow: string, text: string, plan: boolean) =>
  api.checks.check({ query: { plan }, body: { flow, text } });
