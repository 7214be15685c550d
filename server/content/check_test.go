package content_test

import (
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/content"
)

const (
	inCase     = "cases/late-parts.yaml"
	inPlaybook = "playbooks/small.yaml"
	inLawPack  = "lawpacks/cn.yaml"
	inPersona  = "personas/plain.yaml"
)

// One slip in an otherwise good library gives one fault: at the words that are wrong, with what is wrong and the mend.
func TestOneSlipGivesOneFault(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, at, path, message, mend string }{
		{"a number too large", inCase, "difficulty: 1", "difficulty: 4", "4", "difficulty", "difficulty is 4, too large", "write 3 or less"},
		{"a number too small", inCase, "version: 1", "version: 0", "0", "version", "version is 0, too small", "write 1 or more"},
		{"a fraction", inCase, "version: 1", "version: 1.5", "1.5", "version", "version is a number where a whole number is wanted", "write a whole number without quotes"},
		{"a sum with its cents", inCase, "minor: 5800000", "minor: 66200.50", "66200.50", "account.invoices[0].minor", "minor is a number where a whole number is wanted",
			"write the sum in minor units (cents, fen), without a decimal point: 66200.50 is written 6620050"},
		{"a sum with a tenth", inCase, "minor: 5800000", "minor: 66200.5", "66200.5", "account.invoices[0].minor", "minor is a number where a whole number is wanted",
			"write the sum in minor units (cents, fen), without a decimal point: 66200.5 is written 6620050"},
		{"a whole sum with its cents", inCase, "minor: 5800000", "minor: 66200.00", "66200.00", "account.invoices[0].minor", "minor is a number where a whole number is wanted",
			"write the sum in minor units (cents, fen), without a decimal point: 66200.00 is written 6620000"},
		{"a sum as an engineer writes it", inCase, "minor: 5800000", "minor: 5.8e6", "5.8e6", "account.invoices[0].minor", "minor is a number where a whole number is wanted",
			"write a whole number without quotes"},
		{"a whole sum of a promise with its cents", inCase, "date: 2026-01-25, what", "date: 2026-01-25, promised: {day: 2026-02-11, minor: 500.00}, what", "500.00",
			"account.history[0].promised.minor", "minor is a number where a whole number is wanted",
			"write the sum in minor units (cents, fen), without a decimal point: 500.00 is written 50000"},
		{"a sum as people write it", inCase, "minor: 5800000", `minor: "66,200.50"`, `"66,200.50"`, "account.invoices[0].minor", "minor is a text where a whole number is wanted",
			"write the sum in minor units (cents, fen), without a decimal point: 66,200.50 is written 6620050"},
		{"a whole sum in quotes", inCase, "minor: 5800000", `minor: "66200"`, `"66200"`, "account.invoices[0].minor", "minor is a text where a whole number is wanted",
			"write a whole number without quotes"},
		{"an empty list", inCase, "trains: [k_promise]", "trains: []", "[]", "trains", "trains has 0 items, too few", "give at least 1"},
		{"an empty text", inCase, `zh: "机械配件"`, `zh: ""`, `""`, "trade.zh", "zh is empty", "write the text"},
		{"nothing after a key", inCase, `goal: {zh: "定下付款日", en: "Agree a date"}`, "goal:", "", "goal", "goal is empty",
			`write its keys below it, indented; a text in both languages is {zh: "…", en: "…"}`},
		{"one language only", inCase, `trade: {zh: "机械配件", en: "Machine parts"}`, `trade: {en: "Machine parts"}`, "{en", "trade.zh",
			`"zh" is missing in trade`, "add `zh: …`"},
		{"a text that is not bilingual", inCase, `trade: {zh: "机械配件", en: "Machine parts"}`, "trade: Machine parts", "Machine", "trade",
			"trade is a text where a block of keys is wanted", `write its keys below it, indented; a text in both languages is {zh: "…", en: "…"}`},
		{"a yes for a switch", inCase, "graded: true", "graded: maybe", "maybe", "facts[0].graded",
			"graded is a text where true or false is wanted", "write true or false"},
		{"a date in words", inCase, "today: 2026-03-10", "today: 10 March", "10 March", "today", `"10 March" is not written as today must be`,
			"write the date as YYYY-MM-DD"},
		{"an id with the wrong start", inCase, "id: f_run", "id: run", "run", "facts[1].id", `"run" is not written as id must be`,
			"start it with f_ and use small letters and underscores"},
		{"an unknown stage", inCase, "st_late_7", "st_late_8", "st_late_8", "stage", `there is no stage "st_late_8"`, `did you mean "st_late_7"?`},
		{"an unknown law pack", inCase, "law_pack: cn", "law_pack: uk", "uk", "law_pack", `there is no law pack "uk"`, "use one of cn"},
		{"an unknown criterion", inCase, "[k_promise]", "[k_promises]", "k_promises", "trains[0]", `there is no criterion "k_promises"`, `did you mean "k_promise"?`},
		{"an unknown reason", inCase, "reason: h_forgot", "reason: h_forgotten", "h_forgotten", "truth.reason", `there is no reason "h_forgotten"`, `did you mean "h_forgot"?`},
		{"an unknown excuse", inCase, "excuse: x_already_sent", "excuse: x_allready_sent", "x_allready_sent", "excuses[0].excuse",
			`there is no excuse "x_allready_sent"`, `did you mean "x_already_sent"?`},
		{"a fact twice", inCase, "id: f_run", "id: f_drawer", "f_drawer", "facts[1].id", `the fact "f_drawer" is here twice`, "remove one of them"},
		{"an invoice of the future", inCase, "issued: 2026-01-20, due: 2026-02-28", "issued: 2026-03-20, due: 2026-03-28", "2026-03-20",
			"account.invoices[0].issued", "issued on 2026-03-20, after the case's today (2026-03-10)", "put it before today"},
		{"history of the future", inCase, "date: 2026-01-25", "date: 2026-04-25", "2026-04-25", "account.history[0].date",
			"2026-04-25 lies after the case's today (2026-03-10)", "history is what happened before the call"},
		{"an offer for the same will", inCase, "will: 60", "will: 30", "30", "truth.offers[1].will",
			"this offer takes no more will (30) than the one before (30)", "order the offers from weakest to best, each with a higher will"},
		{"the same offer again", inCase, "share: 1000, date: 2026-03-12", "share: 500, date: 2026-03-20", "{share", "truth.offers[1]",
			"this offer is no better than the one before", "raise its share or bring its date forward"},
		{"an offer years away", inCase, "date: 2026-03-20, will: 30", "date: 2029-03-20, will: 30", "2029-03-20", "truth.offers[0].date",
			"2029-03-20 is not within a year after the case's today (2026-03-10)", "offer a day the call can bring"},
		{"a plan out of order", inCase, "will: 30}", "will: 30, rest: [{share: 500, date: 2026-03-18}]}", "2026-03-18", "truth.offers[0].rest[0].date",
			"2026-03-18 does not come after 2026-03-20", "order the parts by date"},
		{"a plan beyond what the trainee may grant", inCase, "share: 500, date: 2026-03-20, will: 30}", "share: 500, date: 2026-03-14, will: 30, rest: [{share: 500, date: 2026-03-30}]}", "2026-03-30",
			"truth.offers[0].rest[0].date", "2026-03-30 is more than 10 days away, which is what the trainee may grant", "bring it forward, or raise authority.max_extension_days"},
		{"a plan of more than is owed", inCase, "share: 500, date: 2026-03-20, will: 30}", "share: 500, date: 2026-03-14, will: 30, rest: [{share: 501, date: 2026-03-18}]}", "[{share",
			"truth.offers[0].rest", "the parts come to 1001 thousandths", "make first part and rest come to 1000 or less"},
		{"more parts than the trainee may grant", inCase, "share: 500, date: 2026-03-20, will: 30}",
			"share: 500, date: 2026-03-14, will: 30, rest: [{share: 250, date: 2026-03-18}, {share: 250, date: 2026-03-19}]}", "[{share",
			"truth.offers[0].rest", "3 parts, and the trainee may grant 2", "leave parts out, or raise authority.max_instalments"},
		{"a debtor type nobody is", inCase, "persona: plain\n    aliases: {zh: [\"小周\"]", "persona: plain\n    debtor_type: d_shy\n    aliases: {zh: [\"小周\"]", "d_shy",
			"contacts[0].debtor_type", `there is no debtor type "d_shy"`, ""},
		{"a first contact who is out", inCase, "persona: plain\n    aliases: {zh: [\"小周\"]", "persona: plain\n    absent: voicemail\n    aliases: {zh: [\"小周\"]", "voicemail",
			"contacts[0].absent", "the first contact answers the phone", "take absent out, or put another contact first"},
		{"a promise still to come as history", inCase, "date: 2026-01-25, what", "date: 2026-01-25, promised: {day: 2026-03-11}, what", "2026-03-11", "account.history[0].promised.day",
			"2026-03-11 is still to come on 2026-03-10", "a promise on the account is one that was not kept"},
		{"a promise for the day before", inCase, "date: 2026-01-25, what", "date: 2026-01-25, promised: {day: 2026-01-24}, what", "2026-01-24", "account.history[0].promised.day",
			"promised for 2026-01-24, before it was promised on 2026-01-25", "put the promised day after the promise"},
		{"a graded fact given away", inCase, "    graded: true\n", "    graded: true\n    blurts: [upset]\n", "[upset", "facts[0].blurts", "a graded fact has to be earned",
			"write graded: false, or take blurts out"},
		{"a statement that denies", inCase, "  - id: send_statement", "  - id: send_statement\n    denies: [consequence_current]", "consequence_current", "desk[0].denies[0]",
			"send_statement has no voice to deny anything", "only a smoothing_call denies"},
		{"a colleague who denies what nobody may say", inCase, "  - id: send_statement", "  - id: smoothing_call\n    denies: [formal_notice]", "formal_notice", "desk[0].denies[0]",
			"formal_notice is not permitted in this case, so nobody has to deny it", "name one of the acts under permitted"},
		{"a desk action that works wonders", inCase, "  - id: send_statement", "  - id: send_statement\n    effect: {trust: 60}", "60", "desk[0].effect.trust", "trust is 60", "write -30 to 30"},
		{"an excuse for nobody's ears", inCase, "    truth: false\n", "    truth: false\n    when: {facts: [f_gone]}\n", "f_gone", "excuses[0].when.facts[0]", `there is no fact "f_gone"`, ""},
		{"a gauge out of range", inCase, "acts: [probe_reason]", "acts: [probe_reason]\n      state: {trust: 120}", "120", "facts[0].unlock.state.trust",
			"trust is 120", "write 0 to 100"},
		{"a condition nobody repeats", inCase, "acts: [probe_reason]", "acts: [probe_reason]\n      times: 9", "9", "facts[0].unlock.times",
			"times is 9", "write 1 to 5: nobody asks the same more often"},
		{"a red line as a way in", inCase, "acts: [ask_commitment]", "acts: [ask_commitment, insult]", "insult", "excuses[0].close.acts[1]",
			"insult is a red line: it ends the call", "let a lawful act meet the condition"},
		{"a secret of one letter", inCase, `zh: ["抽屉"]`, `zh: ["抽"]`, `"抽"`, "facts[0].secret.zh[0]", `"抽" is too short to give anything away`,
			"write the telling words, such as a name or a figure"},
		{"secrets without end", inCase, `zh: ["抽屉"]`, `zh: [` + strings.Repeat(`"抽屉",`, 60) + `]`, "[", "facts[0].secret.zh", "60 secret words for one fact",
			"keep the 50 most telling ones or fewer"},
		{"an excuse that tells a secret", inCase, "I think we paid the {amount}.", "It is in the Drawer.", `"It is`, "excuses[0].raise.en[0]",
			`this gives f_drawer away: "drawer" is secret until it is learned`, "word it without that, or choose other secret words"},
		{"a blank line to say", inCase, `"Last week, I think."`, `" "`, `" "`, "excuses[0].detail.en[0]", "an empty line", "write the words, or remove it"},
		{"English where Chinese belongs", inCase, `zh: ["应该是上周。"]`, `zh: ["Last week or so."]`, `"Last week or`, "excuses[0].detail.zh[0]",
			"no Chinese in the Chinese text", "write it in Chinese; the English text goes under en"},
		{"a type nothing moves", inPlaybook, "weights: {trust: 1}", "weights: {}", "{}", "debtor_types[0].weights", "nothing makes this type willing to pay",
			"weigh at least one gauge"},
		{"a share beyond the whole", inPlaybook, "keeps: 900", "keeps: 9000", "9000", "debtor_types[0].keeps", "keeps is a share in thousandths", "write 0 to 1000"},
		{"a slot of the call in advice", inPlaybook, "那现在办{amount}？", "那现在办{owner}？", `"那`, "excuses[0].mend.zh", "nobody fills the slot {owner}", ""},
		{"a stage that is none", inPlaybook, "    weight: 50\n", "    weight: 50\n    not_in: [st_soon]\n", "st_soon", "criteria[0].not_in[0]", `there is no stage "st_soon"`, ""},
		{"four anchors", inPlaybook, `{zh: "第0档", en: "Level 0"}, `, "", "[{zh", "criteria[0].anchors", "anchors has 4 items, too few", "give at least 5"},
		{"six anchors", inPlaybook, `anchors: [`, `anchors: [{zh: "第九档", en: "Level 9"}, `, "[{zh", "criteria[0].anchors", "anchors has 6 items, too many", "give at most 5"},
		{"an unknown move", inPersona, "move: scorn", "move: scorns", "scorns", "wordings[16].move", `"scorns" is not a value of move`, `did you mean "scorn"?`},
		{"an unknown mood", inPersona, "{move: scorn,", "{move: scorn, affect: calmm,", "calmm", "wordings[16].affect", `"calmm" is not a value of affect`, `did you mean "calm"?`},
		{"a red line twice", inLawPack, "laws:\n", "laws:\n  - id: law_cn_threat\n    fact: {zh: \"又一条\", en: \"Another\"}\n    source: {zh: \"某法\", en: \"Some law\"}\n",
			"law_cn_threat", "laws[1].id", `the law "law_cn_threat" is here twice`, "remove one of them"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := valid(t)
			text := strings.Replace(string(files[c.file].Data), c.old, c.new, 1)
			if text == string(files[c.file].Data) {
				t.Fatalf("%s has no %q", c.file, c.old)
			}
			files[c.file].Data = []byte(text)
			var found []content.Fault
			for _, f := range content.Check(files) {
				if f.File == c.file {
					found = append(found, f)
				}
			}
			if len(found) != 1 {
				t.Fatalf("%d faults: %v", len(found), found)
			}
			first := found[0]
			if first.Path != c.path || c.message != "" && first.Message != c.message || c.mend != "" && first.Mend != c.mend {
				t.Fatalf("got %s (%s)\nwant %s; %s (%s)", first, first.Path, c.message, c.mend, c.path)
			}
			line := []rune(strings.Split(text, "\n")[first.Line-1])
			if standing := string(line[first.Column-1:]); !strings.HasPrefix(standing, c.at) {
				t.Errorf("the fault points at %q, want %q", standing, c.at)
			}
		})
	}
}

// An apostrophe inside single quotes is named where it stands, wherever the parser notices it.
func TestAnApostropheInSingleQuotesIsNamedWhereItStands(t *testing.T) {
	const story, aliases = `story: {zh: "单子忘在一边", en: "The invoice was put aside"}`, `aliases: {zh: ["小周"], en: ["Joe"]}`
	for name, c := range map[string]struct{ old, new, at string }{
		"the last of a block":        {story, "story:\n    zh: 单子忘在一边\n    en: 'One line that won't match'", "'t match'"},
		"the first of a block":       {story, "story:\n    en: 'One line that won't match'\n    zh: 单子忘在一边", "'t match'"},
		"after Chinese":              {story, "story:\n    zh: 单子忘在一边\n    en: '他说 won't match'", "'t match'"},
		"several":                    {story, "story:\n    zh: 单子忘在一边\n    en: 'It isn't what I didn't say'", "'t what"},
		"after one that is doubled":  {story, "story:\n    zh: 单子忘在一边\n    en: 'It isn''t what I didn't say'", "'t say'"},
		"a plural's":                 {story, "story:\n    zh: 单子忘在一边\n    en: 'The clerks' desk'", "' desk'"},
		"in braces":                  {story, "story: {zh: '单子忘在一边', en: 'One line that won't match'}", "'t match'"},
		"in a list":                  {aliases, "aliases: {zh: ['小周'], en: ['it's Joe']}", "'s Joe'"},
		"in a list with a line each": {aliases, "aliases:\n      zh: ['小周']\n      en:\n        - 'Joe'\n        - 'it's Joe'", "'s Joe'"},
	} {
		t.Run(name, func(t *testing.T) {
			files := valid(t)
			files[inCase] = edit(t, files, inCase, c.old, c.new)
			found := content.Check(files)
			const want = `the apostrophe ends the text in single quotes here; double it (''), or put the whole text in double quotes "…"`
			if len(found) == 0 || found[0].Message+"; "+found[0].Mend != want {
				t.Fatalf("got %v, want %s", found, want)
			}
			line := []rune(strings.Split(string(files[inCase].Data), "\n")[found[0].Line-1])
			if standing := string(line[found[0].Column-1:]); !strings.HasPrefix(standing, c.at) {
				t.Errorf("the fault points at %q, want %q", standing, c.at)
			}
			if zh := found[0].In(coach.Chinese); !strings.Contains(zh.Message, "撇号") || !strings.Contains(zh.Mend, "双引号") {
				t.Errorf("in Chinese: %s", zh)
			}
		})
	}
}

// What only looks odd is accepted.
func TestWhatIsRightGivesNoFault(t *testing.T) {
	for _, c := range []struct{ name, file, old, new string }{
		{"a fact that needs one further down", inCase, "      facts: [f_drawer]\n    lines", "    lines"},
		{"full-width colons inside a block of text", inCase, `brief: {zh: "配件款过期十天", en: "Ten days late"}`,
			"brief:\n  zh: |\n    情况：过期十天\n    id：无\n  en: |\n    Ten days late"},
		{"full-width quotes inside a text", inCase, `zh: "机械配件"`, `zh: "“机械”配件"`},
		{"a Chinese name in an English call", inCase, `en: ["Ms Li"]`, `en: ["Ms Li", "李总"]`},
		{"Chinese words as a secret in an English call", inCase, `en: ["Thursday"]`, `en: ["Thursday", "周四"]`},
		{"a part now and a plan for the rest", inCase, "share: 500, date: 2026-03-20, will: 30}", "share: 500, date: 2026-03-14, will: 30, rest: [{share: 500, date: 2026-03-20}]}"},
		{"a contact with a nature of their own", inCase, "    reach:\n      acts: [probe_decision_maker]", "    start: {trust: -10}\n    affect: upset\n    absent: call_back\n    reach:\n      acts: [probe_decision_maker]"},
		{"a promise that was broken", inCase, "date: 2026-01-25, what", "date: 2026-01-25, promised: {day: 2026-03-05, minor: 5800000}, what"},
		{"a better day for the same share", inCase, "share: 1000, date: 2026-03-12", "share: 500, date: 2026-03-12"},
		{"a quoted number", inCase, `number: "0417"`, `number: 0417`},
		{"a comment with a full-width colon", inCase, "trade:", "# 注意：机械\ntrade:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := valid(t)
			files[c.file] = edit(t, files, c.file, c.old, c.new)
			if c.name == "a fact that needs one further down" {
				files[c.file] = edit(t, files, c.file, "acts: [probe_reason]", "acts: [probe_reason]\n      facts: [f_run]")
			}
			for _, f := range content.Check(files) {
				t.Error(f)
			}
		})
	}
}
