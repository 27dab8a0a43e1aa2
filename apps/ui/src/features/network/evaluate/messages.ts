import type { Finding, PinnedSetting, Place, ProfileName, Protocol, Unknown, Verdict } from '@headrace/netpol';
import type { Grid, GridState, MatrixEndpoint } from '@headrace/netpol/matrix';
import type { Layout } from '@headrace/netpol/picture';
import type { Settings } from '../settings/settings.ts';

/** Files of this machine, which go to the worker and nowhere else. */
export interface ChosenFile {
  /** With its folders. */
  readonly path: string;
  readonly file: File;
}

export interface ChosenFiles {
  /** Kubernetes files that are looked at instead of the installation of the settings. */
  readonly world: readonly ChosenFile[];
  readonly flinkDeployment: ChosenFile | undefined;
  readonly connections: ChosenFile | undefined;
}

/** Everything that the page shows. */
export interface NetworkView {
  /** Which view it is: the numbers of workloads in it are of this one alone. */
  readonly number: number;
  readonly grid: Grid;
  readonly layout: Layout;
  readonly entries: readonly ListEntry[];
  /** Of what was read, then of the review. */
  readonly diagnostics: readonly Finding[];
  readonly review: readonly Finding[];
  /** Sentences about files and kinds of objects that were left out. */
  readonly leftOut: readonly string[];
  readonly namespaces: readonly string[];
  /** Files are those that were read for it. */
  readonly counts: { readonly workloads: number; readonly policies: number; readonly files: number };
  /** Why nobody knows what is needed here; nothing where it is known. */
  readonly unchecked: Unchecked | undefined;
  /** Whether the FlinkDeployment has a metrics reporter that is scraped. */
  readonly hasReporter: boolean;
  /** The generated policies; nothing while a setting or a file that the generator reads has faults. */
  readonly yaml: string | undefined;
  readonly pinned: readonly PinnedSetting[];
  /** What is wrong with the settings and with the files that the generator reads, and what it opens wider than it might be. */
  readonly notes: readonly Finding[];
}

/** An installation of which pods were looked for, and none was among those read. */
export interface Unchecked extends Installed {
  /** Of whom there are pods instead, the one with most of its components first. */
  readonly instead: readonly Installed[];
}

/** An installation by what tells its pods. */
export interface Installed {
  readonly profile: ProfileName;
  readonly namespace: string;
}

/** A connection that is let through, missing or unknown, as a line of the list. */
export interface ListEntry {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  readonly state: GridState;
  readonly why: string;
  /** Policies that let it through, or what does without one. */
  readonly by: string;
}

export interface Question {
  readonly from: MatrixEndpoint;
  readonly to: MatrixEndpoint;
  readonly protocol: Protocol;
  readonly port: number;
  /** The last port of a range: asked is for the first that is not let through. */
  readonly stop?: number;
}

/** Why a connection is let through or not, in texts and YAML. */
export interface Answer {
  /** Names by which the ends are found again in another world. */
  readonly from: string;
  readonly to: string;
  /** The same names as people read them. */
  readonly shown: { readonly from: string; readonly to: string };
  readonly protocol: Protocol;
  readonly port: number;
  readonly verdict: Verdict;
  readonly self: boolean;
  /** For whom of "anyone" alone it holds, as a sentence. */
  readonly limits: string | undefined;
  readonly sides: readonly AnswerSide[];
}

export interface AnswerSide {
  readonly direction: 'Ingress' | 'Egress';
  readonly verdict: Verdict;
  readonly restrictedBy: readonly Cited[];
  readonly allowedBy: readonly Cited[];
  /** Rules that decide an unknown verdict, each with what is not known. */
  readonly undecidedBy: readonly (Cited & { readonly because: readonly Unknown[] })[];
  readonly otherPorts: readonly Cited[];
  readonly remedy: { readonly rule: string; readonly policy: string; readonly also: readonly string[] } | undefined;
  readonly noRemedy: string | undefined;
}

/** A policy, or one rule of it, with its place and its text. */
export interface Cited {
  readonly policy: string;
  readonly rule: number | undefined;
  readonly place: Place;
  readonly yaml: string | undefined;
}

export interface Questions {
  view: { ask: { settings: Settings; files: ChosenFiles }; answer: NetworkView };
  /** Nothing when another view has come since: its workloads have other numbers. */
  explain: { ask: Question & { readonly view: number }; answer: Answer | undefined };
  /** The same question in another world, where its ends have other numbers; nothing when they are not there. */
  named: { ask: Omit<Question, 'from' | 'to'> & { from: string; to: string }; answer: Question | undefined };
  /** The picture as an SVG document. */
  svg: { ask: { title: string }; answer: string };
}
