package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

// serveKubelet runs commands in pods for the API server, spoken to as a kubelet is: with the streaming library of the
// kubelet and of container runtimes, on TLS, for the API server's own certificate only. It prints its port.
func serveKubelet(pki, pods string) error {
	authority, err := os.ReadFile(filepath.Join(pki, "ca.crt"))
	if err != nil {
		return err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	pair, err := tls.LoadX509KeyPair(filepath.Join(pki, "kubelet.crt"), filepath.Join(pki, "kubelet.key"))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/exec/{namespace}/{pod}/{container}", func(w http.ResponseWriter, req *http.Request) {
		options, err := remotecommand.NewOptions(req)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		name := filepath.Join(req.PathValue("namespace"), req.PathValue("pod"))
		remotecommand.ServeExec(w, req, executor{pods}, name, "", req.PathValue("container"), req.URL.Query()["command"],
			options, time.Minute, 10*time.Second, remotecommand.SupportedStreamingProtocols)
	})
	server := http.Server{Handler: mux, TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{pair},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
		// The streams take over the connection, which HTTP/2 does not allow.
		NextProtos: []string{"http/1.1"},
	}}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return server.ServeTLS(listener, "", "")
}

// A pod that runs: the network namespace that stands for it, and the folder with the programs of its image.
type pod struct {
	Network  string `json:"network"`
	Programs string `json:"programs"`
}

type executor struct{ pods string }

// ExecInContainer runs a command in the pod's network with the programs of its image, and with no other environment.
func (e executor) ExecInContainer(ctx context.Context, name, _, container string, command []string, _ io.Reader,
	out, err io.WriteCloser, _ bool, _ <-chan remotecommand.TerminalSize, _ time.Duration) error {
	text, failure := os.ReadFile(filepath.Join(e.pods, name+".json"))
	if failure != nil {
		return fmt.Errorf("container %q of pod %q is not running", container, name)
	}
	var where pod
	if failure := json.Unmarshal(text, &where); failure != nil {
		return failure
	}
	program := filepath.Join(where.Programs, filepath.Base(command[0]))
	if _, failure := os.Stat(program); failure != nil {
		return fmt.Errorf("exec: %q: executable file not found in $PATH", command[0])
	}
	arguments := append([]string{"netns", "exec", where.Network, program}, command[1:]...)
	running := exec.CommandContext(ctx, "/usr/sbin/ip", arguments...)
	running.Env = []string{"PATH=" + where.Programs}
	running.Stdout, running.Stderr = out, err
	failure = running.Run()
	if ended, ok := failure.(*exec.ExitError); ok && ended.Exited() {
		return utilexec.ExitErrorWrapper{ExitError: ended}
	}
	return failure
}
