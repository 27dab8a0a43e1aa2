package main

import (
	"fmt"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// resolver puts the selectors of policies to Kubernetes' own code instead of cyclonus's, which is wrong twice: it lets
// NotIn fail for a key that is not there, and takes a label that is missing for one that is empty. Each selector becomes
// a label of its own, on the peers that Kubernetes says it selects.
type resolver struct {
	probes []attempt
	count  int
	err    error
}

func resolve(policies []*networkingv1.NetworkPolicy, probes []attempt) error {
	for i := range probes {
		probes[i].From = copied(probes[i].From)
		probes[i].To = copied(probes[i].To)
	}
	r := &resolver{probes: probes}
	for _, policy := range policies {
		r.pods(&policy.Spec.PodSelector)
		for _, rule := range policy.Spec.Ingress {
			r.peers(rule.From)
		}
		for _, rule := range policy.Spec.Egress {
			r.peers(rule.To)
		}
	}
	return r.err
}

func copied(p peer) peer {
	p.resolvedLabels, p.resolvedNamespaceLabels = map[string]string{}, map[string]string{}
	return p
}

func (r *resolver) peers(peers []networkingv1.NetworkPolicyPeer) {
	for _, p := range peers {
		if p.PodSelector != nil {
			r.pods(p.PodSelector)
		}
		if p.NamespaceSelector != nil {
			r.namespaces(p.NamespaceSelector)
		}
	}
}

func (r *resolver) pods(selector *metav1.LabelSelector) {
	r.mark(selector, func(p peer) (map[string]string, map[string]string) { return p.Labels, p.resolvedLabels })
}

func (r *resolver) namespaces(selector *metav1.LabelSelector) {
	r.mark(selector, func(p peer) (map[string]string, map[string]string) {
		return p.NamespaceLabels, p.resolvedNamespaceLabels
	})
}

func (r *resolver) mark(selector *metav1.LabelSelector, of func(peer) (own, resolved map[string]string)) {
	matcher, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		r.err = err
		return
	}
	r.count++
	label := fmt.Sprintf("selector-%d", r.count)
	for _, probe := range r.probes {
		for _, p := range []peer{probe.From, probe.To} {
			own, resolved := of(p)
			if matcher.Matches(labels.Set(own)) {
				resolved[label] = "yes"
			}
		}
	}
	*selector = metav1.LabelSelector{MatchLabels: map[string]string{label: "yes"}}
}
