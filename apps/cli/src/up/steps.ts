import { endLeftovers, type Jdk, requireFreePorts } from '@headrace/engine';
import type { UpOptions } from './command.ts';
import { resetData } from './data.ts';
import { fetchEngine } from './fetch.ts';
import { canInstallJdk, installJdk } from './jdk-install.ts';
import { requireJdk, requireMaven, requireMemory, wantedPorts } from './machine.ts';
import { placesIn } from './places.ts';
import type { Running } from './running.ts';
import { startAll } from './start.ts';
import type { Step } from './step-list.ts';
import { buildUi, isUiBuilt } from './ui-build.ts';

/** The way from nothing to a running installation, each step with its progress. The first fault ends it. */
export function steps(options: UpOptions, running: Running, signal: AbortSignal): Step[] {
  let jdk: Jdk;
  let maven: string;
  return [
    {
      title: 'Install a Java development kit',
      isNeeded: canInstallJdk,
      run: (show) => installJdk((share) => show(`${Math.floor(share * 100)} %`)),
    },
    {
      title: 'Check this machine',
      run: async () => {
        jdk = requireJdk();
        maven = requireMaven();
        await endLeftovers(placesIn(options.data).run);
        requireMemory();
        await requireFreePorts(wantedPorts(options.portOffset));
      },
    },
    {
      title: 'Forget the topics and flows of earlier starts',
      isNeeded: () => options.reset,
      run: () => resetData(options.data),
    },
    {
      title: 'Bring Kafka and Flink from Maven Central',
      run: async (show) => {
        running.home = await fetchEngine({ jdk, maven, signal, show });
      },
    },
    {
      title: 'Build the user interface',
      isNeeded: () => !isUiBuilt(),
      run: (show) => buildUi(show, signal),
    },
    { title: 'Start', run: (show) => startAll({ options, running, signal, show }) },
  ];
}
