import { Select, SelectItem } from '@carbon/react';
import type { ConnectionView } from '@headrace/flow';
import { useForm } from '../context.ts';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';

/** One of the connections of a kind that an administrator registered. */
export function ConnectionField({ field, path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const { data: all = [] } = useResources().useConnections();
  const data = all.filter((connection) => connection.kind === field.meta?.kind);
  const textOf = (connection: ConnectionView) => {
    const address = form.addressOf(connection);
    return address === undefined ? connection.name : `${connection.name} (${address})`;
  };
  return (
    <Select
      ref={focusRef}
      id={id}
      size="sm"
      labelText={label}
      value={value}
      onChange={(event) => {
        form.change(path, event.target.value || undefined);
        form.decided(path);
      }}
    >
      {!data.some((connection) => connection.name === value) && <SelectItem value={value} text={value || 'Choose'} />}
      {data.map((connection) => (
        <SelectItem key={connection.name} value={connection.name} text={textOf(connection)} />
      ))}
    </Select>
  );
}
