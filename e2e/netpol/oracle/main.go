// An independent judge of NetworkPolicies: cyclonus as a library, against which ours is compared.
//
//	oracle cases            prints cyclonus's own generated cases as JSON: policies, probes and its verdicts
//	oracle judge < lines    reads {"policies": [...], "probes": [...]} a line, answers with [true, false, ...] a line
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	"github.com/sirupsen/logrus"
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// peer is a pod, or an address outside when it has no namespace.
type peer struct {
	Namespace       string            `json:"namespace"`
	NamespaceLabels map[string]string `json:"namespaceLabels"`
	Labels          map[string]string `json:"labels"`
	IP              string            `json:"ip"`

	resolvedLabels, resolvedNamespaceLabels map[string]string
}

func (p peer) traffic() *matcher.TrafficPeer {
	if p.Namespace == "" {
		return &matcher.TrafficPeer{IP: p.IP}
	}
	internal := &matcher.InternalPeer{
		PodLabels: p.resolvedLabels, NamespaceLabels: p.resolvedNamespaceLabels, Namespace: p.Namespace,
	}
	return &matcher.TrafficPeer{IP: p.IP, Internal: internal}
}

type attempt struct {
	From     peer        `json:"from"`
	To       peer        `json:"to"`
	Port     int         `json:"port"`
	PortName string      `json:"portName"`
	Protocol v1.Protocol `json:"protocol"`
	Allowed  *bool       `json:"allowed,omitempty"`
}

func (a attempt) judgedBy(policies *matcher.Policy) bool {
	traffic := &matcher.Traffic{
		Source: a.From.traffic(), Destination: a.To.traffic(),
		ResolvedPort: a.Port, ResolvedPortName: a.PortName, Protocol: a.Protocol,
	}
	return policies.IsTrafficAllowed(traffic).IsAllowed()
}

func judge() error {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := json.NewDecoder(in)
	answers := json.NewEncoder(out)
	for lines.More() {
		var asked struct {
			Policies []*networkingv1.NetworkPolicy `json:"policies"`
			Probes   []attempt                     `json:"probes"`
		}
		if err := lines.Decode(&asked); err != nil {
			return err
		}
		if err := resolve(asked.Policies, asked.Probes); err != nil {
			return err
		}
		// Not simplified: merging peers is a step of its own that could only add faults.
		policies := matcher.BuildNetworkPolicies(false, asked.Policies)
		verdicts := make([]bool, len(asked.Probes))
		for i, probe := range asked.Probes {
			verdicts[i] = probe.judgedBy(policies)
		}
		if err := answers.Encode(verdicts); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	logrus.SetLevel(logrus.ErrorLevel)
	run := map[string]func() error{"cases": cases, "judge": judge}
	if len(os.Args) != 2 || run[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: oracle cases | oracle judge")
		os.Exit(2)
	}
	if err := run[os.Args[1]](); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
