import { counted } from '@headrace/text';
import type { NetworkView } from '../evaluate/messages.ts';

/** `4 workloads, 1 policy in 2 files`. */
export function countsText({ workloads, policies }: NetworkView['counts'], ofFiles: number): string {
  const what = `${counted(workloads, 'workload')}, ${counted(policies, 'policy', 'policies')}`;
  return ofFiles > 0 ? `${what} in ${counted(ofFiles, 'file')}` : what;
}
