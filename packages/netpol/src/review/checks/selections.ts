import { selectedBy } from '../../evaluate/grant.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { workloadKey } from '../../model/world.ts';
import { describeSelector } from '../../selector/match.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy, rulesOf } from '../rules.ts';

/** From here on a data path has to hold a great many addresses for one rule (cilium#8060). */
const broad = 1000;

/** Selectors that find nobody, or far too many; pods that no selector can find. */
export function selections({ ready, world }: ReviewContext): Finding[] {
  const { places } = ready;
  const nobody = ready.policies.flatMap(({ located, selects }): Finding[] =>
    selects.length > 0
      ? []
      : [
          {
            code: 'review/selects-nothing',
            severity: 'info',
            message: `${nameOfPolicy(located)} selects no pod that is there (${describeSelector(located.policy.spec.podSelector)}).`,
            fix: 'Correct its podSelector or its namespace, or remove it.',
            place: located.placeOf(['spec', 'podSelector']),
          },
        ],
  );
  const peers = rulesOf(world).flatMap(({ located, peers: list, atPeer }) =>
    list.flatMap((peer, i): Finding[] => {
      if (peer.ipBlock) return [];
      const found = selectedBy(places, located.policy.metadata.namespace, peer).length;
      if (found > 0 && found < broad) return [];
      const what = `${nameOfPolicy(located)} names a peer that selects ${found === 0 ? 'no pod that is there' : `${found} pods`}`;
      return [
        found === 0
          ? {
              code: 'review/peer-selects-nothing',
              severity: 'info',
              message: `${what}.`,
              fix: 'Correct its labels, or leave it for pods to come.',
              place: atPeer(i),
            }
          : {
              code: 'review/broad-selector',
              severity: 'warning',
              message: `${what}, which can overflow the tables of a data path (cilium#8060).`,
              fix: 'Select by labels that fewer pods have.',
              place: atPeer(i),
            },
      ];
    }),
  );
  const onNode = places.workloads
    .filter((w) => w.hostNetwork)
    .map(
      (w): Finding => ({
        code: 'review/host-network',
        severity: 'warning',
        message: `${workloadKey(w)} runs on the network of its node: no policy restricts it, and no pod selector finds it as a peer.`,
        fix: 'Take hostNetwork away if it is not needed; let others name the addresses of the nodes.',
        ...(w.place ? { place: w.place } : {}),
      }),
    );
  return [...nobody, ...peers, ...onNode];
}
