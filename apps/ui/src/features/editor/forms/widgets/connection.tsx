import { Select, SelectItem } from '@carbon/react';
import { useForm } from '../context.ts';
import { useResources } from '../resources.ts';
import type { WidgetProps } from '../widget.ts';

/** One of the connections that an administrator registered. */
export function ConnectionField({ path, id, label, value, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const { data = [] } = useResources().useConnections();
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
        <SelectItem
          key={connection.name}
          value={connection.name}
          text={`${connection.name} (${connection.bootstrapServers})`}
        />
      ))}
    </Select>
  );
}
