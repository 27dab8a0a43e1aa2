package main

import (
	"encoding/json"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/connectivity"
	"github.com/mattfenwick/cyclonus/pkg/connectivity/probe"
	"github.com/mattfenwick/cyclonus/pkg/generator"
	"github.com/mattfenwick/cyclonus/pkg/kube"
	"github.com/mattfenwick/cyclonus/pkg/matcher"
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

type step struct {
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
	Probes   []attempt                     `json:"probes"`
}

type testCase struct {
	Description string `json:"description"`
	Steps       []step `json:"steps"`
}

// cases runs all of cyclonus's generated cases in its simulator.
func cases() error {
	mock := kube.NewMockKubernetes(1.0)
	namespaces := []string{"x", "y", "z"}
	protocols := []v1.Protocol{v1.ProtocolTCP, v1.ProtocolUDP, v1.ProtocolSCTP}
	resources, err := probe.NewDefaultResources(
		mock, namespaces, []string{"a", "b", "c"}, []int{80, 81}, protocols, nil, 30, false, "unused")
	if err != nil {
		return err
	}
	pod, err := resources.GetPod("z", "c")
	if err != nil {
		return err
	}
	all := []testCase{}
	for _, generated := range generator.NewTestCaseGenerator(true, pod.IP, namespaces, nil, nil).GenerateTestCases() {
		state := &connectivity.TestCaseState{
			Kubernetes: mock, Resources: resources, Policies: []*networkingv1.NetworkPolicy{},
		}
		if err := state.ResetClusterState(); err != nil {
			return err
		}
		found := testCase{Description: generated.Description}
		for _, planned := range generated.Steps {
			for _, action := range planned.Actions {
				if err := apply(state, action); err != nil {
					return err
				}
			}
			found.Steps = append(found.Steps, simulated(state, planned))
		}
		all = append(all, found)
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

func apply(state *connectivity.TestCaseState, a *generator.Action) error {
	switch {
	case a.CreatePolicy != nil:
		return state.CreatePolicy(a.CreatePolicy.Policy)
	case a.UpdatePolicy != nil:
		return state.UpdatePolicy(a.UpdatePolicy.Policy)
	case a.DeletePolicy != nil:
		return state.DeletePolicy(a.DeletePolicy.Namespace, a.DeletePolicy.Name)
	case a.CreateNamespace != nil:
		return state.CreateNamespace(a.CreateNamespace.Namespace, a.CreateNamespace.Labels)
	case a.SetNamespaceLabels != nil:
		return state.SetNamespaceLabels(a.SetNamespaceLabels.Namespace, a.SetNamespaceLabels.Labels)
	case a.DeleteNamespace != nil:
		return state.DeleteNamespace(a.DeleteNamespace.Namespace)
	case a.ReadNetworkPolicies != nil:
		return state.ReadPolicies(a.ReadNetworkPolicies.Namespaces)
	case a.CreatePod != nil:
		return state.CreatePod(a.CreatePod.Namespace, a.CreatePod.Pod, a.CreatePod.Labels)
	case a.SetPodLabels != nil:
		return state.SetPodLabels(a.SetPodLabels.Namespace, a.SetPodLabels.Pod, a.SetPodLabels.Labels)
	case a.DeletePod != nil:
		return state.DeletePod(a.DeletePod.Namespace, a.DeletePod.Pod)
	}
	return nil
}

func simulated(state *connectivity.TestCaseState, planned *generator.TestStep) step {
	runner := &probe.SimulatedJobRunner{Policies: matcher.BuildNetworkPolicies(true, state.Policies)}
	jobs := (&probe.JobBuilder{TimeoutSeconds: 1}).GetJobsForProbeConfig(state.Resources, planned.Probe).Valid
	found := step{Policies: append([]*networkingv1.NetworkPolicy{}, state.Policies...)}
	for _, result := range runner.RunJobs(jobs) {
		job := result.Job
		allowed := result.Combined == probe.ConnectivityAllowed
		found.Probes = append(found.Probes, attempt{
			From:     podOrAddress(job.FromNamespace, job.FromNamespaceLabels, job.FromPodLabels, job.FromIP),
			To:       podOrAddress(job.ToNamespace, job.ToNamespaceLabels, job.ToPodLabels, job.ToIP),
			Port:     job.ResolvedPort,
			PortName: job.ResolvedPortName,
			Protocol: job.Protocol,
			Allowed:  &allowed,
		})
	}
	return found
}

func podOrAddress(namespace string, namespaceLabels, labels map[string]string, ip string) peer {
	return peer{Namespace: namespace, NamespaceLabels: namespaceLabels, Labels: labels, IP: ip}
}
