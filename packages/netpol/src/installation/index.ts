/** What an installation consists of, what it needs, and what would become of it: as worlds that can be asked. */
export { componentOf, type Need, needsOf } from './needs.ts';
export { type OutsideTarget, outsideTargets } from './outside.ts';
export { withDefaultDeny } from './what-if.ts';
export { installedComponents, installedWorkloads } from './workloads.ts';
