import { type ConditionLeaf, type PartPath, replaceAt, withTyped } from '@headrace/flow';
import { Faults } from '../../field-frame.tsx';
import { TextEditor } from '../expression.tsx';
import { useAssistant } from './context.ts';
import { openFault } from './faults.ts';
import { PartButtons } from './part-buttons.tsx';
import { numberOf } from './places.ts';
import { TestView } from './test.tsx';

interface LeafProps {
  readonly leaf: ConditionLeaf;
  readonly path: PartPath;
  readonly label: string;
}

/** One condition, or an expression of one's own, with what is wrong with it. */
export function LeafView({ leaf, path, label }: LeafProps) {
  const { faultsAt } = useAssistant();
  const open = openFault(leaf);
  // While something is open, what the planner says is about what stood there before.
  const faults = open ? [open] : faultsAt(path);
  const faulty = faults.some((fault) => fault.severity === 'error' && fault.code !== 'config/missing');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a legend in the way of what stands beside it
    <div role="group" aria-label={label} className={`condition__leaf${faulty ? ' condition__leaf--faulty' : ''}`}>
      {leaf.test ? (
        <TestView leaf={leaf} test={leaf.test} path={path} faulty={faulty} />
      ) : (
        <OwnView leaf={leaf} path={path} label={label} />
      )}
      <Faults faults={faults} />
    </div>
  );
}

/** An expression of one's own: text, with all that the text editor has. */
function OwnView({ leaf, path }: LeafProps) {
  const { id, root, known, cursor, faultsAt, type, left } = useAssistant();
  return (
    <div className="condition__line">
      <div className="condition__own">
        <TextEditor
          {...known}
          id={`${id}-${numberOf(path)}-own`}
          label={`Expression ${numberOf(path)}`}
          value={leaf.typed ?? leaf.text ?? ''}
          faults={faultsAt(path)}
          placeholder="UPPER(region) = 'EMEA'"
          focusRef={cursor.ref({ into: path })}
          change={(typed) => type(replaceAt(root, path, withTyped(leaf, typed)))}
          left={left}
        />
      </div>
      <PartButtons path={path} what="condition" />
    </div>
  );
}
