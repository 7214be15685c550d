package content

import (
	"reflect"

	"huikuan/server/coach"
)

// kind is a sort of content file.
type kind string

const (
	kindPlaybook kind = "playbook"
	kindLawPack  kind = "lawpack"
	kindPersona  kind = "persona"
	kindCase     kind = "case"
)

// kinds lists the sorts of files in the order they depend on each other.
func kinds() []kind { return []kind{kindPlaybook, kindLawPack, kindPersona, kindCase} }

// folder is where files of the kind lie.
func (k kind) folder() string { return string(k) + "s" }

// shape is the type a file of the kind is read into.
func (k kind) shape() reflect.Type {
	switch k {
	case kindPlaybook:
		return reflect.TypeFor[coach.Playbook]()
	case kindLawPack:
		return reflect.TypeFor[coach.LawPack]()
	case kindPersona:
		return reflect.TypeFor[coach.Persona]()
	}
	return reflect.TypeFor[coach.Case]()
}
