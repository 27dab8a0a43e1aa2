import { memo } from 'react';

interface PortPickerProps {
  readonly label: string;
  readonly ports: readonly string[];
  readonly chosen: string;
  /** There is little room: two stand side by side. */
  readonly narrow: boolean;
  choose(port: string): void;
}

const mostTabs = 12;
const mostNarrowTabs = 3;

/** The ports as a row of buttons, the selected node's pressed; a list where there are very many. */
export const PortPicker = memo(function PortPicker({ label, ports, chosen, narrow, choose }: PortPickerProps) {
  if (ports.length > (narrow ? mostNarrowTabs : mostTabs))
    return (
      <select
        className="port-picker__list"
        aria-label={label}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        {ports.map((port) => (
          <option key={port}>{port}</option>
        ))}
      </select>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons in a toolbar, not a set of fields
    <div className="port-picker" role="group" aria-label={label}>
      {ports.map((port) => (
        <button
          key={port}
          type="button"
          className="port-picker__port"
          aria-pressed={port === chosen}
          title={port}
          onClick={() => choose(port)}
        >
          {port}
        </button>
      ))}
    </div>
  );
});
