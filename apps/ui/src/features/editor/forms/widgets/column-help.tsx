import { columnInExpression, printType } from '@headrace/flow';
import { useColumns, useForm } from '../context.ts';
import type { WidgetProps } from '../widget.ts';

/** The columns that an expression can use, each with a recent value; a click writes the name where the cursor is. */
export function ColumnHelp({ field, insert }: WidgetProps<'text'>) {
  const form = useForm();
  const columns = useColumns(field.meta);
  const samples = form.samples(field.meta?.input);
  if (columns.length === 0) return null;
  return (
    <details className="columns-help" open>
      <summary>Properties to use</summary>
      <div className="columns-help__scroll">
        <table>
          <thead className="visually-hidden">
            <tr>
              <th>Property</th>
              <th>Type</th>
              <th>A recent value</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, type }) => (
              <tr key={name}>
                <td>
                  <button
                    type="button"
                    className="link-button mono"
                    title={`Write ${name}`}
                    onClick={() => insert(columnInExpression(name))}
                  >
                    {name}
                  </button>
                </td>
                <td>{type ? printType(type) : ''}</td>
                <td title={samples[name]}>{samples[name]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
