import { Select, SelectItem } from '@carbon/react';
import { useForm } from '../context.ts';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';

/** One of the connections that an administrator registered. */
export function ConnectionField({ path, id, label, value, focusRef }: WidgetProps) {
  const form = useForm();
  const { data = [] } = useResources().useConnections();
  const name = typeof value === 'string' ? value : '';
  return (
    <Select
      ref={focusRef}
      id={id}
      size="sm"
      labelText={label}
      value={name}
      onChange={(event) => {
        form.change(path, event.target.value || undefined);
        form.decided(path);
      }}
    >
      {!data.some((connection) => connection.name === name) && <SelectItem value={name} text={name || 'Choose'} />}
      {data.map((connection) => (
        <SelectItem
          key={connection.name}
          value={connection.name}
          text={`${connection.name} (${connection.bootstrapServers})`}
        />
      ))}
    </Select>
  );
}
