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

interface Props<F extends From> {
  readonly value: F;
  readonly kinds: readonly F['kind'][];
  change(from: F): void;
}

/** Where reading begins. */
export function StartFromFields<F extends From>({ value, kinds, change }: Props<F>) {
  const choose = (kind: string) =>
    change((kind === 'time' ? { kind, timestamp: Date.now() - 3_600_000 } : { kind }) as F);
  return (
    <div className="start-from">
      <RadioButtonGroup
        legendText="Read events"
        name="start-from"
        orientation="vertical"
        valueSelected={value.kind}
        onChange={(kind) => choose(String(kind))}
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
            if (timestamp !== undefined) change({ kind: 'time', timestamp } as F);
          }}
        />
      )}
    </div>
  );
}
