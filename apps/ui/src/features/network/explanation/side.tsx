import { Button } from '@carbon/react';
import { generatedFile } from '@headrace/netpol/matrix';
import { lazy, Suspense } from 'react';
import type { Answer, AnswerSide, Cited } from '../evaluate/messages.ts';
import { CopyButton } from '../policies/copy-button.tsx';
import { showLine, useNetwork } from '../store.ts';

const YamlView = lazy(() => import('../../../ui/code/yaml-view.tsx'));

/** One side of a connection: what goes out of the caller, or what comes into the target. */
export function Side({ side, answer }: { side: AnswerSide; answer: Answer }) {
  const { direction, verdict, restrictedBy, allowedBy, undecidedBy, otherPorts, remedy, noRemedy } = side;
  const who = direction === 'Egress' ? `out of ${answer.shown.from}` : `into ${answer.shown.to}`;
  return (
    <section className="net-why__side">
      <h3>
        {direction}: {verdict}
      </h3>
      {restrictedBy.length === 0 && <p>No policy restricts what goes {who}.</p>}
      {allowedBy.map((rule) => (
        <Rule key={keyOf(rule)} rule={rule} />
      ))}
      {undecidedBy.map((rule) => (
        <Undecided key={keyOf(rule)} rule={rule} />
      ))}
      {verdict === 'denied' && restrictedBy.length > 0 && (
        <>
          <p>What goes {who} is restricted, and no rule of these policies lets it through:</p>
          <ul>
            {restrictedBy.map((ref) => (
              <li key={keyOf(ref)}>
                {ref.policy} <PlaceLink cited={ref} />
              </li>
            ))}
          </ul>
        </>
      )}
      {remedy && <Remedy remedy={remedy} />}
      {noRemedy !== undefined && <p>{noRemedy}</p>}
      {otherPorts.length > 0 && <p>These rules let it through to other ports only:</p>}
      {otherPorts.map((rule) => (
        <Rule key={keyOf(rule)} rule={rule} />
      ))}
    </section>
  );
}

const keyOf = ({ policy, rule, place }: Cited): string => `${policy} ${rule} ${place.file} ${place.line}`;

function Rule({ rule }: { rule: Cited }) {
  return (
    <div className="net-why__rule">
      <p>
        {rule.policy}, rule {(rule.rule ?? 0) + 1} <PlaceLink cited={rule} />
      </p>
      {rule.yaml !== undefined && <Yaml text={rule.yaml} label={`Rule of ${rule.policy}`} />}
    </div>
  );
}

/** A rule that leaves the verdict unknown: why, and what would decide it. */
function Undecided({ rule }: { rule: AnswerSide['undecidedBy'][number] }) {
  return (
    <>
      <Rule rule={rule} />
      {rule.because.map(({ why, decidedBy }) => (
        <p key={why}>
          {why}. {decidedBy}
        </p>
      ))}
    </>
  );
}

function Remedy({ remedy }: { remedy: NonNullable<AnswerSide['remedy']> }) {
  return (
    <div className="net-why__rule">
      <p>This rule would let it through{remedy.also.length === 0 && ', and nothing else'}:</p>
      <Yaml text={remedy.rule} label="Smallest rule" />
      {remedy.also.map((message) => (
        <p key={message}>{message}</p>
      ))}
      <CopyButton text={remedy.policy}>Copy it as a policy</CopyButton>
    </div>
  );
}

/** Where a rule stands; a line of the generated policies is one click away. */
function PlaceLink({ cited: { place } }: { cited: Cited }) {
  const text = `${place.file}:${place.line}`;
  // An opened file may have the same name, for example one that was downloaded here.
  const isGenerated = useNetwork((s) => s.files.world.length === 0) && place.file === generatedFile;
  if (!isGenerated) return <span className="net-why__place">{text}</span>;
  return (
    <Button kind="ghost" size="sm" className="net-why__place" onClick={() => showLine(place.line)}>
      {text}
    </Button>
  );
}

function Yaml({ text, label }: { text: string; label: string }) {
  return (
    <Suspense fallback={<pre className="mono">{text}</pre>}>
      <YamlView text={text.trimEnd()} label={label} short />
    </Suspense>
  );
}
