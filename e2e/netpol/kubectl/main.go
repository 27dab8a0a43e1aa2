// A judge of how YAML and JSON are read: the code that kubectl and the API server read files with.
//
//	kubectl < lines   reads {"text": "…", "typed": false} a line, answers {"documents": […], "error": "…"} a line
//
// kubectl reads a file with YAMLOrJSONDecoder into RawExtension and sends the JSON that comes out (k8s.io/cli-runtime,
// pkg/resource, StreamVisitor). The API server decodes that JSON into the type of the object: `typed` adds this second step,
// and each document is then the object as the type holds it. Decoding into the type at once, as programs in Go do with
// sigs.k8s.io/yaml, would be another thing: it makes texts of numbers and booleans where the field is a text.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"
	serializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type question struct {
	Text  string `json:"text"`
	Typed bool   `json:"typed"`
}

type answer struct {
	Documents []any `json:"documents"`
	// Error is why kubectl stops there; the documents before it have been sent.
	Error string `json:"error,omitempty"`
	// Refused says, by the index of a document, why the API server's types do not take it.
	Refused map[int]string `json:"refused,omitempty"`
}

func (a *answer) read(q question, types runtime.Decoder) {
	a.Documents = []any{}
	// 4096 as in kubectl.
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(q.Text), 4096)
	for {
		var found runtime.RawExtension
		err := decoder.Decode(&found)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			a.Error = err.Error()
			return
		}
		raw := bytes.TrimSpace(found.Raw)
		if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
			continue
		}
		if q.Typed {
			raw = a.typed(raw, types)
		}
		a.Documents = append(a.Documents, decoded(raw))
	}
}

// decoded is the JSON anew, without the escapes that Go makes of signs of HTML: JSON.parse of Node 26.10 gave a key that is written
// "\u003e" the text of another key of a long answer.
func decoded(raw []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return err.Error()
	}
	return value
}

func (a *answer) typed(raw []byte, types runtime.Decoder) json.RawMessage {
	refuse := func(err error) json.RawMessage {
		if a.Refused == nil {
			a.Refused = map[int]string{}
		}
		a.Refused[len(a.Documents)] = err.Error()
		return json.RawMessage("null")
	}
	object, _, err := types.Decode(raw, nil, nil)
	if err != nil {
		return refuse(err)
	}
	text, err := json.Marshal(object)
	if err != nil {
		return refuse(err)
	}
	return text
}

// decoderOfTypes decodes as the API server does of an object that is created (`fieldValidation: Strict`, kubectl's default).
func decoderOfTypes() (runtime.Decoder, error) {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		corev1.AddToScheme, appsv1.AddToScheme, batchv1.AddToScheme, networkingv1.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			return nil, err
		}
	}
	options := serializer.SerializerOptions{Strict: true}
	return serializer.NewSerializerWithOptions(serializer.DefaultMetaFactory, scheme, scheme, options), nil
}

func run() error {
	types, err := decoderOfTypes()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	questions := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for questions.More() {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			return err
		}
		var given answer
		given.read(asked, types)
		if err := answers.Encode(given); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
