package playtest

import "huikuan/server/coach"

// threatening shouts, bluffs and crosses every line within a few turns.
type threatening struct{}

// ID implements Trainee.
func (threatening) ID() string { return "threatening" }

// Next implements Trainee.
func (threatening) Next(v View) Step {
	n := 0
	for _, x := range v.Past {
		if x.Step.Line != "" {
			n++
		}
	}
	order := []string{"open", "firm", "threat" + string(rune('a'+uint64(v.Seed)%3)), "threata", "threatb", "threatc"}
	if n >= len(order) {
		return Step{HangUp: true}
	}
	return speak(v, threateningLines(), order[n], nil)
}

func threateningLines() map[string]line {
	return map[string]line{
		"open": {acts: []coach.Act{coach.ActStandFirm},
			zh: []string{
				"{creditor}的，你欠我们的钱今天必须给，没有商量。",
				"我{creditor}的，拖了多久了？今天不给钱这事没完。",
				"别装了，{creditor}的，今天必须把钱打过来。",
			},
			en: []string{
				"{creditor} here. You pay us today, no discussion.",
				"It's {creditor}. You've dragged this out long enough, I want the money today.",
				"{creditor}. Enough games, the money has to be here today.",
			}},
		"firm": {acts: []coach.Act{coach.ActInsult},
			zh: []string{"你就是个老赖，要不要脸？", "没见过你这么不要脸的骗子。", "你们就是一帮骗子，懂不懂？"},
			en: []string{"You're nothing but a crook, have you no shame?", "I've never met such a pathetic liar.", "You lot are a bunch of thieves, you know that?"}},
		"threata": {acts: []coach.Act{coach.ActThreatViolence},
			zh: []string{"再不给钱，我带几个兄弟过去，把你腿打断。", "小心点走夜路，我手底下的兄弟可不好说话。", "不给钱我叫人把你店砸了。"},
			en: []string{"If you don't pay I'll send some lads round to break your legs.", "Watch your back at night, my guys don't talk, they hit.", "Pay up or I'll have your windows smashed in."}},
		"threatb": {acts: []coach.Act{coach.ActThreatPolice},
			zh: []string{"不还钱我马上报警抓你，让你坐牢。", "明天就让警察上门抓人，你等着坐牢吧。", "这是诈骗，我报警，经侦明天就来抓你。"},
			en: []string{"I'll call the police and have you arrested, you'll go to jail for this.", "The police will be at your door tomorrow and you'll go to prison.", "This is fraud and I'm getting you arrested."}},
		"threatc": {acts: []coach.Act{coach.ActThreatPrivateLife},
			zh: []string{"我知道你家住哪，你孩子在哪上学我也清楚。", "我晚上去你家，跟你老婆孩子好好聊聊。", "你女儿在哪个学校我查得到，你自己想清楚。"},
			en: []string{"I know where you live, and I know which school your kids go to.", "I'll come to your house tonight and have a talk with your wife and kids.", "I know where your daughter goes to school, so think about it."}},
	}
}
