package loadtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"
	"unicode"

	"github.com/gorilla/websocket"
	goopenai "github.com/sashabaranov/go-openai"
)

// BareRelay serves what a relay of a model's words cannot do without, and nothing else: gorilla/websocket in, go-openai
// out, a frame for each piece. It is what the server's own cost is measured against.
func BareRelay(ctx context.Context, listener net.Listener, endpoint string) error {
	config := goopenai.DefaultConfig("")
	config.BaseURL = endpoint
	config.HTTPClient = &http.Client{Transport: &http.Transport{MaxIdleConns: 2048, MaxIdleConnsPerHost: 2048}}
	client := goopenai.NewClientWithConfig(config)
	upgrader := websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close() //nolint:errcheck // the caller has gone
		for {
			var said struct {
				ID   string `json:"client_turn_id"`
				Text string `json:"text"`
			}
			if conn.ReadJSON(&said) != nil || conn.WriteJSON(map[string]string{"type": FrameAccepted, "client_turn_id": said.ID}) != nil {
				return
			}
			if relayOne(ctx, client, conn, said.Text) != nil {
				return
			}
		}
	})}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	return server.Serve(listener)
}

func relayOne(ctx context.Context, client *goopenai.Client, conn *websocket.Conn, text string) error {
	stream, err := client.CreateChatCompletionStream(ctx, goopenai.ChatCompletionRequest{
		Model: "m", Messages: []goopenai.ChatCompletionMessage{{Role: goopenai.ChatMessageRoleUser, Content: text}},
	})
	if err != nil {
		return err
	}
	defer stream.Close() //nolint:errcheck // read to its end
	for {
		chunk, err := stream.Recv()
		if err != nil {
			break
		}
		if len(chunk.Choices) == 0 || chunk.Choices[0].Delta.Content == "" {
			continue
		}
		if err := conn.WriteJSON(map[string]any{"type": FrameDelta, "turn": 1, "text": chunk.Choices[0].Delta.Content}); err != nil {
			return err
		}
	}
	return conn.WriteJSON(map[string]string{"type": FrameCompleted})
}

// Pacer is an endpoint that streams the same harmless words at a pace, in the language it is asked in, and notes when it wrote the first of them for each
// sentence that bears a mark #n#.
type Pacer struct {
	URL    string
	Tokens sync.Map // mark -> time of the first word written
	zh, en []string // events, one a word
	first  time.Duration
	pace   time.Duration
	server *http.Server

	mu   sync.Mutex
	sent int64
}

// markOf finds the last mark of a request: the newest sentence.
var markOf = regexp.MustCompile(`#([0-9]+)#`)

// Mark puts a mark into a sentence.
func Mark(text string, n int) string { return text + " #" + strconv.Itoa(n) + "#" }

// NewPacer starts an endpoint that thinks for first and then streams n words, one every pace.
func NewPacer(ctx context.Context, n int, first, pace time.Duration) (*Pacer, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Pacer{URL: "http://" + listener.Addr().String() + "/v1", first: first, pace: pace}
	p.en, err = events(n, ".", "you", " know", " how", " people", " are", " here", ",", " they", " talk", " and", " talk", ",", " nobody", " listens", " much")
	if err != nil {
		return nil, err
	}
	p.zh, err = events(n, "。", "你", "也", "知道", "，", "我们", "这边", "的", "人", "，", "说", "说", "话", "而已", "，", "没人", "在意")
	if err != nil {
		return nil, err
	}
	p.server = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(p.answer)}
	go func() { _ = p.server.Serve(listener) }()
	return p, nil
}

// events are n pieces of a reply as an endpoint streams them: words over and over, and end.
func events(n int, end string, words ...string) ([]string, error) {
	list := make([]string, n)
	for i := range list {
		word := words[i%len(words)]
		if i == n-1 {
			word = end
		}
		data, err := json.Marshal(word)
		if err != nil {
			return nil, err
		}
		list[i] = `data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":` + string(data) + `},"finish_reason":null}]}` + "\n\n"
	}
	return list, nil
}

// Close ends the endpoint.
func (p *Pacer) Close() { _ = p.server.Close() }

// Sent is how many words were streamed so far.
func (p *Pacer) Sent() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent
}

func (p *Pacer) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the request broke off", http.StatusBadRequest)
		return
	}
	asked := lastMessage(body)
	marks := markOf.FindAllSubmatch(asked, -1)
	words := p.en
	if bytes.ContainsFunc(asked, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		words = p.zh
	}
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	for i, word := range words {
		wait := p.pace
		if i == 0 {
			wait = p.first
		}
		time.Sleep(wait)
		if i == 0 && len(marks) > 0 {
			p.Tokens.Store(string(marks[len(marks)-1][1]), time.Now())
		}
		if _, err := w.Write([]byte(word)); err != nil || control.Flush() != nil {
			return
		}
		p.mu.Lock()
		p.sent++
		p.mu.Unlock()
	}
	_, _ = w.Write([]byte(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\ndata: [DONE]\n\n"))
}

// lastMessage is the end of a request, from the words of its last message on. Requests are not taken apart: a long one must
// cost the machine, which all share, hardly more than a short one.
func lastMessage(request []byte) []byte {
	return request[max(0, bytes.LastIndex(request, []byte(`"content":`))):]
}

// First is when the first word for a mark was written; false when none was.
func (p *Pacer) First(mark int) (time.Time, bool) {
	at, ok := p.Tokens.LoadAndDelete(strconv.Itoa(mark))
	if !ok {
		return time.Time{}, false
	}
	when, ok := at.(time.Time)
	return when, ok
}
