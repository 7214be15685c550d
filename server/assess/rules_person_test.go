package assess

import (
	"testing"

	"huikuan/server/coach"
)

func TestWhoIsCalledByNameInARealCallIsChecked(t *testing.T) {
	for words1, want := range map[string]coach.Verdict{
		"Declan, it's Fergal Duignan at Corrib Linen. It's about bill 2207.": coach.Met,
		"brett, dean from topline. 3391, whats happening":                    coach.Met,
		"Morning, Amy. Taylor from Fenwold Haulage.":                         coach.Met,
		"Rick, my friend! Dana at Northpoint. How about that game?":          coach.Met,
		"褚厂长，我澄溪的小俞，这会儿说话方便不？":                                               coach.Met,
		"邵建檐邵总是吧？铭岚铝材。":                                                      coach.Met,
		"李店长，我是恒昌的小林。":                                                       coach.Met,
		"Hello, it's Alex at Bertin.":                                        coach.NotMet,
		"Right, it's Alex at Bertin.":                                        coach.NotMet,
		"Good morning, this is Sam from Orchard.":                            coach.NotMet,
		"Thanks, this is Sam from Orchard.":                                  coach.NotMet,
		"我是恒昌的小林，款子的事。":                                                      coach.NotMet,
	} {
		call := words().trainee(words1, does(coach.ActGreet)).debtor("Yes?").trainee("Wonderful. It was on time.").
			call(Material{Playbook: shippedPlaybook(t)})
		if got := checksPerson(&call); got.verdict != want {
			t.Errorf("%q: %s, want %s", words1, got.verdict, want)
		}
	}
}
