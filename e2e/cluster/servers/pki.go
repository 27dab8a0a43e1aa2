package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type identity struct {
	file         string
	name         string
	organization []string
	server       bool
	expired      bool
}

var identities = []identity{
	{file: "apiserver", name: "kube-apiserver", server: true},
	{file: "kubelet", name: "kubelet", server: true},
	{file: "kubelet-client", name: "kube-apiserver-kubelet-client"},
	{file: "admin", name: "admin", organization: []string{"system:masters"}},
	{file: "reader", name: "reader"},
	{file: "late", name: "late", expired: true},
}

// writePKI makes an authority, a certificate with its key for each identity, and the key pair of service accounts.
func writePKI(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	key, err := newKey(folder, "ca")
	if err != nil {
		return err
	}
	authority := template("headrace-test", nil)
	authority.IsCA = true
	authority.BasicConstraintsValid = true
	authority.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	if err := sign(folder, "ca", authority, authority, &key.PublicKey, key); err != nil {
		return err
	}
	for _, id := range identities {
		own, err := newKey(folder, id.file)
		if err != nil {
			return err
		}
		certificate := template(id.name, id.organization)
		certificate.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		if id.server {
			certificate.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
			certificate.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
		}
		if id.expired {
			certificate.NotAfter = time.Now().Add(-24 * time.Hour)
		}
		if err := sign(folder, id.file, certificate, authority, &own.PublicKey, key); err != nil {
			return err
		}
	}
	accounts, err := newKey(folder, "sa")
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(&accounts.PublicKey)
	if err != nil {
		return err
	}
	return write(folder, "sa.pub", "PUBLIC KEY", public)
}

func template(name string, organization []string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name, Organization: organization},
		NotBefore:    time.Now().Add(-48 * time.Hour),
		NotAfter:     time.Now().Add(48 * time.Hour),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
}

func newKey(folder, name string) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, write(folder, name+".key", "EC PRIVATE KEY", der)
}

func sign(folder, name string, certificate, by *x509.Certificate, public *ecdsa.PublicKey, key *ecdsa.PrivateKey) error {
	der, err := x509.CreateCertificate(rand.Reader, certificate, by, public, key)
	if err != nil {
		return err
	}
	return write(folder, name+".crt", "CERTIFICATE", der)
}

func write(folder, name, kind string, der []byte) error {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	return os.WriteFile(filepath.Join(folder, name), text, 0o600)
}
