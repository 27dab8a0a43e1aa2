import { expect, test } from 'vitest';
import { generate } from '../generate/generate.ts';
import { type GenerateOptions, profileNames } from '../generate/options.ts';
import { installedWorkloads } from '../installation/workloads.ts';
import { platformNames } from '../platform/platforms.ts';
import { printYaml } from '../print/print.ts';
import { readWorld } from '../read/world.ts';
import { review } from './review.ts';

const onEach = profileNames.flatMap((profile) => platformNames.map((platform) => ({ profile, platform })));

test.each(onEach)(
  'a review of exactly what is generated for $profile warns of nothing on $platform',
  ({ profile, platform }) => {
    const options: GenerateOptions = {
      profile,
      namespace: 'ep',
      platform,
      pinPorts: true,
      denyAll: profile === 'ibm-event-automation' ? 'ingress' : 'both',
      metrics: { port: 19_249 },
      ...(profile === 'ibm-event-automation' ? {} : { egress: { connections: [], kubernetesApi: ['10.96.0.1'] } }),
    };
    const { world } = readWorld([{ file: 'generated.yaml', text: printYaml(generate(options)) }]);
    const workloads = installedWorkloads(options);
    expect(workloads.length).toBeGreaterThan(2);
    const found = review({ ...world, workloads }, options);
    // Event Processing itself is open in the published set.
    const known = profile === 'ibm-event-automation' ? ['review/open'] : [];
    expect(found.filter((f) => f.severity !== 'info' && !known.includes(f.code))).toEqual([]);
  },
);
