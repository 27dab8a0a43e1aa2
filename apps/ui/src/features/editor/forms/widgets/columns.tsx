import { FilterableMultiSelect } from '@carbon/react';
import { useColumns, useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

interface Item {
  readonly id: string;
}

/** Several columns of the input, in the order in which they were chosen; each can be taken out again. */
export function ColumnsField({ field, path, id, label, value, focusRef }: WidgetProps<'list'>) {
  const form = useForm();
  const chosen = value.filter((name): name is string => typeof name === 'string');
  const names = useColumns(field.meta).map((column) => column.name);
  // Columns that are gone stay visible, so that they can be taken out.
  const items: Item[] = [...names, ...chosen.filter((name) => !names.includes(name))].map((name) => ({ id: name }));
  return (
    <FilterableMultiSelect<Item>
      // Its own ref is the element around; the list opens from the field in it.
      ref={(box: HTMLDivElement | null) => focusRef(box?.getElementsByTagName('input')[0] ?? null)}
      id={id}
      size="sm"
      titleText={label}
      placeholder={chosen.length > 0 ? chosen.join(', ') : 'Choose properties'}
      items={items}
      itemToString={(item) => item?.id ?? ''}
      selectedItems={items.filter((item) => chosen.includes(item.id))}
      selectionFeedback="fixed"
      onChange={({ selectedItems }) => {
        const next = selectedItems?.map((item) => item.id) ?? [];
        const kept = chosen.filter((name) => next.includes(name));
        const added = next.filter((name) => !chosen.includes(name));
        if (added.length > 0 || kept.length < chosen.length) form.change(path, [...kept, ...added]);
      }}
    />
  );
}
