import { ErrorFilled, InformationFilled, WarningAltFilled } from '@carbon/react/icons';
import type { Finding } from '@headrace/netpol';
import { CodeHelp } from '../../../ui/code-help/code-help.tsx';
import { firstFindings } from './first-findings.ts';

/** Codes of the review have help; a fault in a file is explained by its message. */
const isReviewCode = (code: string): boolean => code.startsWith('review/');

const looks = {
  error: { word: 'Error', icon: ErrorFilled, tone: 'fault' },
  warning: { word: 'Warning', icon: WarningAltFilled, tone: 'warning' },
  info: { word: 'Note', icon: InformationFilled, tone: 'quiet' },
} as const;

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** What prints all of them. */
  readonly command: string;
}

/** Findings with their severity, place, sentence, and what to do: the first of them, errors before all others. */
export function FindingList({ findings, command }: FindingListProps) {
  if (findings.length === 0) return null;
  const { shown, more } = firstFindings(findings);
  return (
    <>
      <ul className="net-findings">
        {shown.map(({ code, severity, message, fix, place }) => {
          const { word, icon: Icon, tone } = looks[severity];
          const at = place && `${place.file}:${place.line}:${place.column}`;
          return (
            <li key={`${code} ${at} ${message}`}>
              <span className={`net-state net-state--${tone}`}>
                <Icon />
                {word}
              </span>
              <div>
                <p>{message}</p>
                <p className="net-findings__fix">{fix}</p>
                <p className="net-findings__code mono">
                  {at !== undefined && <span>{at}</span>} {code}
                </p>
                {isReviewCode(code) && <CodeHelp code={code} />}
              </div>
            </li>
          );
        })}
      </ul>
      {more !== undefined && (
        <p>
          {more}: <code className="mono">{command}</code> prints all of them.
        </p>
      )}
    </>
  );
}
