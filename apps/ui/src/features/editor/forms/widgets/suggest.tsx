import { ComboBox } from '@carbon/react';
import type { ReactNode } from 'react';
import type { Focusable } from '../focus.ts';

interface SuggestProps {
  readonly id: string;
  readonly label: string;
  /** The label is for those who hear it; what stands around the field says it too. */
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly items: readonly string[];
  readonly placeholder: string;
  readonly invalid: boolean;
  /** What stands beside an item in the list. */
  readonly beside?: (item: string) => ReactNode;
  readonly focusRef?: (target: Focusable | null) => void;
  choose(value: string | undefined): void;
}

/** A line of text with a list of what is likely; something else can be typed. */
export function Suggest(props: SuggestProps) {
  const { id, label, hideLabel = false, value, items, placeholder, invalid, beside, focusRef, choose } = props;
  const all = value === '' || items.includes(value) ? [...items] : [value, ...items];
  return (
    <ComboBox<string>
      {...(focusRef ? { ref: focusRef } : {})}
      id={id}
      size="sm"
      titleText={hideLabel ? undefined : label}
      aria-label={label}
      items={all}
      selectedItem={value === '' ? null : value}
      allowCustomValue
      placeholder={placeholder}
      aria-invalid={invalid}
      shouldFilterItem={({ item, inputValue }) =>
        !inputValue || inputValue === value || item.toLowerCase().includes(inputValue.toLowerCase())
      }
      itemToElement={(item) => (
        <span className="suggest">
          <span>{item}</span>
          {beside && <span className="suggest__beside">{beside(item)}</span>}
        </span>
      )}
      onChange={({ selectedItem, inputValue }) => {
        // Something of one's own that was typed comes as the text alone.
        const next = (selectedItem ?? inputValue ?? '').trim();
        if (next !== value) choose(next === '' ? undefined : next);
      }}
    />
  );
}
