// What stands for the machines of a cluster in this suite: the certificates, and the part of a kubelet that runs commands
// in pods. The API server itself is built from the same module (see the tool line of go.mod).
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "pki":
		return writePKI(args[1])
	case len(args) == 3 && args[0] == "kubelet":
		return serveKubelet(args[1], args[2])
	}
	return fmt.Errorf("usage: servers pki FOLDER | servers kubelet PKI PODS")
}
