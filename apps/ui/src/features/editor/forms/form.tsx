import { Fields } from './fields.tsx';
import type { Schema } from './schema.ts';
import { fieldsOf } from './schema.ts';
import './forms.scss';
import { WidgetsProvider } from './widget.ts';
import { widgets } from './widgets/registry.ts';

/** The form of any schema: a new node type gets its form from its fields, with no line here. */
export function SchemaForm({ schema }: { schema: Schema }) {
  return (
    <WidgetsProvider value={widgets}>
      <div className="form">
        <Fields fields={fieldsOf(schema)} path={[]} />
      </div>
    </WidgetsProvider>
  );
}
