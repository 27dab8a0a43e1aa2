import { components, type Listener } from '@headrace/topology';
import type { PinnedSetting } from './generated.ts';
import type { GenerateOptions } from './options.ts';
import { rangesOf, setPorts } from './ports.ts';

/** The lines that keep Flink to the ports that are opened; those that the FlinkDeployment has already are left out. */
export function pinnedSettings(options: GenerateOptions): PinnedSetting[] {
  const listeners: readonly Listener[] = components.taskmanager.listens;
  return listeners.flatMap((listener): PinnedSetting[] => {
    const { pin, option, reason } = listener;
    const [range] = rangesOf(listener, options);
    if (!pin || !range) return [];
    if (pin.kind === 'sysctl')
      return options.flinkDeployment?.localPorts
        ? []
        : [{ kind: 'sysctl', key: pin.name, value: `${range.start} ${range.end}`, reason }];
    if (option === undefined || setPorts(listener, options.flinkDeployment)) return [];
    return [{ kind: 'flink', key: option, value: String(range.start), reason }];
  });
}
