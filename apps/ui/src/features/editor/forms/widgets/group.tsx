import { Checkbox, FormGroup } from '@carbon/react';
import { useForm, useValue } from '../context.ts';
import { Fields } from '../fields.tsx';
import type { WidgetProps } from '../widget.ts';

/** Fields that belong together; where the whole may be left out, a switch says whether it is there. */
export function GroupField({ field, shape: { fields }, path, id, label, focusRef }: WidgetProps<'group'>) {
  const form = useForm();
  const own = useValue(path);
  const there = own !== undefined || !field.optional;
  return (
    <FormGroup legendText={field.optional ? '' : label} className="group">
      {field.optional && (
        <Checkbox
          ref={focusRef}
          id={id}
          labelText={label}
          checked={there}
          onChange={(_, { checked }) => form.change(path, checked ? {} : undefined)}
        />
      )}
      {there && (
        <div className="group__fields">
          <Fields fields={fields} path={path} />
        </div>
      )}
    </FormGroup>
  );
}
