package openai

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"syscall"

	"huikuan/server/llm"
)

// namedHost is the host that an endpoint's address names. A name that leads to an address where machines keep their own
// secrets is refused when it is dialled; an operator who means such an address writes it down as it is.
type namedHost string

func hostOf(baseURL string) namedHost {
	if u, err := url.Parse(baseURL); err == nil {
		return namedHost(u.Hostname())
	}
	return ""
}

// allow implements net.Dialer.ControlContext: it sees every address that is about to be connected to, after the name was
// looked up, so that a name that changes its mind is seen as well.
func (n namedHost) allow(_ context.Context, _, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return &llm.Error{Kind: llm.KindUnreachable, Detail: "the name leads to no address"}
	}
	ip := target.Addr().Unmap().WithZone("")
	if named, err := netip.ParseAddr(string(n)); err == nil && named.Unmap().WithZone("") == ip {
		return nil
	}
	if ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() || metadata(ip) {
		return &llm.Error{Kind: llm.KindUnreachable, Detail: fmt.Sprintf("the name leads to %s, which is for a machine's own services: write that address down if you mean it", ip)}
	}
	return nil
}

// metadata reports whether clouds serve machines their credentials at an address that is not link-local.
func metadata(ip netip.Addr) bool {
	switch ip.String() {
	case "100.100.100.200", "fd00:ec2::254", "fd20:ce::254", "192.0.0.192":
		return true
	}
	return false
}
