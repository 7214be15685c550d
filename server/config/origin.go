package config

import (
	"fmt"
	"net/url"
	"strings"
)

// PageOrigins are the addresses of --origin as browsers write them: in lower case, without the port that goes without saying.
func (s Serve) PageOrigins() []string {
	var origins []string
	for _, given := range s.Origins {
		if origin, ok := originOf(given); ok {
			origins = append(origins, origin)
		}
	}
	return origins
}

func (s Serve) originFaults() (faults []error) {
	for _, given := range s.Origins {
		if _, ok := originOf(given); !ok {
			faults = append(faults, fmt.Errorf("--origin %q: write it as browsers show it, like https://coach.example, with a port if it has one and without a path", given))
		}
	}
	return faults
}

func originOf(given string) (string, bool) {
	u, err := url.Parse(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(given), "/")))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	if usual := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]; strings.HasSuffix(u.Host, usual) {
		u.Host = strings.TrimSuffix(u.Host, usual)
	}
	return u.Scheme + "://" + u.Host, true
}
