import { RadioButton, RadioButtonGroup, TextInput } from '@carbon/react';
import type { StartFrom } from '@headrace/api';
import { fromLocalInput, toLocalInput } from '../../../lib/format/times.ts';

export type From = StartFrom | { readonly kind: 'savepoint' };

const words: Record<From['kind'], string> = {
  savepoint: 'From the savepoint: continue where the last run stopped, nothing lost or doubled',
  now: 'From now on: only new events',
  time: 'From a time',
  earliest: 'From the earliest event that is kept',
};

interface StartFromProps {
  readonly value: From;
  readonly kinds: readonly From['kind'][];
  change(from: From): void;
}

/** Where reading begins. */
export function StartFromFields({ value, kinds, change }: StartFromProps) {
  const choose = (kind: From['kind'] | undefined) => {
    if (kind === 'time') change({ kind, timestamp: Date.now() - 3_600_000 });
    else if (kind !== undefined) change({ kind });
  };
  return (
    <div className="start-from">
      <RadioButtonGroup
        legendText="Read events"
        name="start-from"
        orientation="vertical"
        valueSelected={value.kind}
        onChange={(chosen) => choose(kinds.find((kind) => kind === chosen))}
      >
        {kinds.map((kind) => (
          <RadioButton key={kind} id={`start-from-${kind}`} value={kind} labelText={words[kind]} />
        ))}
      </RadioButtonGroup>
      {value.kind === 'time' && (
        <TextInput
          id="start-from-time"
          type="datetime-local"
          step={1}
          labelText="Events since (your time zone)"
          value={toLocalInput(value.timestamp)}
          onChange={(event) => {
            const timestamp = fromLocalInput(event.target.value);
            if (timestamp !== undefined) change({ kind: 'time', timestamp });
          }}
        />
      )}
    </div>
  );
}
