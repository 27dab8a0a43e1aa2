import type { GenerateOptions } from '../generate/options.ts';
import type { World } from '../model/world.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { addresses } from './checks/addresses.ts';
import { backends } from './checks/backends.ts';
import { cidrBlocks } from './checks/cidr-blocks.ts';
import { differsFromGenerated } from './checks/differs-from-generated.ts';
import { dns } from './checks/dns.ts';
import { missingAllows } from './checks/missing-allows.ts';
import { pluginPitfalls } from './checks/plugin-pitfalls.ts';
import { portNames } from './checks/port-names.ts';
import { sections } from './checks/sections.ts';
import { selections } from './checks/selections.ts';
import { hostPorts, services } from './checks/services.ts';
import { unknowns } from './checks/unknowns.ts';
import { unrestrictedIngress } from './checks/unrestricted-ingress.ts';
import { widerThanGenerated } from './checks/wider-than-generated.ts';
import type { ReviewFinding } from './codes.ts';
import { contextOf, type ReviewContext } from './context.ts';

/** In the order of their findings: what is broken, what would break, what is too wide, what is risky to write. */
const checks: readonly ((context: ReviewContext) => ReviewFinding[])[] = [
  missingAllows,
  dns,
  services,
  hostPorts,
  backends,
  addresses,
  differsFromGenerated,
  widerThanGenerated,
  unrestrictedIngress,
  selections,
  unknowns,
  portNames,
  cidrBlocks,
  sections,
  pluginPitfalls,
];

/**
 * Reviews the policies of a directory or a cluster. With `installation` (as for `generate`) also what that installation
 * needs, and where it differs from what would be generated. What is only a risk elsewhere than on `platform` is left out.
 */
export function review(
  world: World,
  installation?: GenerateOptions,
  platform: PlatformName = installation?.platform ?? 'kubernetes',
): ReviewFinding[] {
  const context = contextOf(world, installation, platform);
  return checks.flatMap((check) => check(context));
}
