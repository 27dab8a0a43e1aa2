import {
  endLeftovers,
  findJdk,
  findMaven,
  isHomeFetched,
  isRehearsed,
  rehearse,
  requireFreePorts,
} from '@headrace/engine';
import { keepPrivate, resetData } from './data.ts';
import { canInstall, installPackage } from './debian.ts';
import { fetchEngine } from './fetch.ts';
import { requireJdk, requireMaven, requireMemory, wantedPorts } from './machine.ts';
import type { UpOptions } from './options.ts';
import { engineDir, pathsIn, projectDir } from './paths.ts';
import type { Running } from './running.ts';
import { startAll } from './start.ts';
import type { Step } from './step-list.ts';
import { buildUi, isUiBuilt } from './ui-build.ts';

/** The way from nothing to a running installation, each step with its progress. The first fault ends it. */
export function steps(options: UpOptions, running: Running, signal: AbortSignal): Step[] {
  let jdk = findJdk();
  return [
    {
      title: 'Install a Java development kit',
      isNeeded: () => jdk === undefined && canInstall(),
      run: async (show) => {
        await installPackage('default-jdk-headless', (share) => show(percent(share)));
        jdk = findJdk();
      },
    },
    {
      title: 'Install Maven',
      isNeeded: () => !isHomeFetched(engineDir) && findMaven(projectDir) !== 'mvn' && canInstall(),
      // Where the distribution has none, the wrapper in the project brings one.
      run: (show) => installPackage('maven', (share) => show(percent(share))).catch(() => {}),
    },
    {
      title: 'Check this machine',
      run: async () => {
        requireJdk(jdk);
        for (const folder of [options.data, pathsIn(options.data).rehearsal]) await endLeftovers(pathsIn(folder).run);
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
        running.home = await fetchEngine({ jdk: requireJdk(jdk), maven: requireMaven, signal, show });
        keepPrivate(engineDir);
      },
    },
    {
      title: 'Rehearse the start, so that the next ones are quick (once, half a minute)',
      isNeeded: () => running.home !== undefined && !isRehearsed(running.home),
      run: async () => {
        if (running.home) await rehearse({ home: running.home, scratch: pathsIn(options.data).rehearsal, signal });
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

const percent = (share: number): string => `${Math.floor(share * 100)} %`;
