// Package content reads playbooks, law packs, personas and cases from a file system, checks them and hashes them. A
// fault names its file, line and column and says how to mend it; all faults are reported together.
package content
