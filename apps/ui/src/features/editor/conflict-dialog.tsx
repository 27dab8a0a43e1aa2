import { Modal } from '@carbon/react';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../../api/http.ts';
import { compareLines, type DiffLine } from './document/compare.ts';
import './dialogs.scss';
import { useFlowEditor, useSaving } from './use-editor.ts';

/** Somebody else saved in between: shows the difference, and lets the person choose. */
export function ConflictDialog() {
  const editor = useFlowEditor();
  const { closeDialog } = editor.ui;
  const theirs = useSaving((s) => s.theirs);
  const [lines, setLines] = useState<DiffLine[]>([]);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!theirs) return;
    editor.currentText().then(
      (mine) => setLines(compareLines(mine, theirs.text)),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [theirs, editor]);
  const choose = (choice: () => Promise<void>) => {
    closeDialog();
    void choice();
  };
  return (
    <Modal
      open
      size="lg"
      modalHeading="Changed by someone else"
      primaryButtonText="Keep mine"
      secondaryButtons={[
        { buttonText: 'Decide later', onClick: closeDialog },
        { buttonText: 'Take theirs', onClick: () => choose(() => editor.takeTheirs()) },
      ]}
      onRequestClose={closeDialog}
      onRequestSubmit={() => choose(() => editor.saving.keepMine())}
    >
      {problem !== undefined && <p className="diff__key">The versions cannot be compared: {problem}</p>}
      <p className="diff__key">
        Lines with <span className="diff__mine">−</span> are only in your version, lines with{' '}
        <span className="diff__theirs">+</span> only in what was saved meanwhile.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <pre className="diff mono" tabIndex={0}>
        {shorten(lines).map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
          <div key={i} className={`diff__${line.kind}`}>
            {{ same: ' ', mine: '−', theirs: '+' }[line.kind]} {line.text}
          </div>
        ))}
      </pre>
    </Modal>
  );
}

const around = 3;

/** Only what differs and a few lines around it. */
function shorten(lines: readonly DiffLine[]): DiffLine[] {
  const near = (i: number) => lines.slice(Math.max(0, i - around), i + around + 1).some((line) => line.kind !== 'same');
  return lines.filter((_, i) => near(i));
}
