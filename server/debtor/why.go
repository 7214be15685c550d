package debtor

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// Why explains a rule in the call's language, for the debrief. An unknown rule reads as its id.
func Why(rule string, lang coach.Lang) string {
	if text, ok := whyTexts()[rule]; ok {
		return text.In(lang)
	}
	if strings.HasPrefix(rule, stageRule) {
		return coach.Text{Zh: "账拖到这个阶段，这类人就是这个反应。", En: "This is how such a debtor meets a bill at this stage."}.In(lang)
	}
	return rule
}

// whyCause explains a cause; where the rule is no more than that the act worked, it names the act.
func whyCause(c coach.Cause, lang coach.Lang) string {
	if c.Rule != ruleAct || c.Act == "" {
		return Why(c.Rule, lang)
	}
	if lang == coach.Chinese {
		return ActName(c.Act, lang) + "，" + Why(c.Rule, lang)
	}
	name := ActName(c.Act, lang)
	return strings.ToUpper(name[:1]) + name[1:] + ": " + Why(c.Rule, lang)
}

// whyTexts has the sentence for every rule id of rules.go.
func whyTexts() map[string]coach.Text {
	return map[string]coach.Text{
		ruleOpening:       {Zh: "电话接通了。", En: "The phone was answered."},
		ruleBack:          {Zh: "电话又转回到认识你的人手里。", En: "The phone came back to somebody who knows who you are."},
		ruleEarlier:       {Zh: "之前的电话留下的，对方都记着。", En: "Left over from the calls before; the debtor remembers."},
		ruleAct:           {Zh: "在这种人身上起了该起的作用。", En: "It did what it does to this kind of debtor."},
		ruleSpecifics:     {Zh: "说得具体，金额、日子、单据或人名都对得上，分量更重。", En: "It was specific and it was right (a sum, a day, a document, a name), so it weighed more."},
		ruleRepeat:        {Zh: "同样的话已经说过，第二次打折，再说就没用了，说多了惹人烦。", En: "It had been said before: half the effect the second time, none the third, and after that it grates."},
		ruleMoodPressure:  {Zh: "对方正打太极，施压正管用。", En: "The debtor was being bland and slippery, and that is when pressure works."},
		ruleMoodFlat:      {Zh: "对方正打太极，好话说了也只是听听。", En: "The debtor was being bland and slippery; kindness just ran off."},
		ruleMoodUpset:     {Zh: "对方正在气头上或者抬不起头，这时候施压适得其反。", En: "The debtor was upset or ashamed, and pressure backfires then."},
		ruleMoodWarmth:    {Zh: "对方正在气头上或者抬不起头，一句暖话顶用。", En: "The debtor was upset or ashamed, and a kind word went a long way."},
		ruleMoodShift:     {Zh: "情绪跟着变了。", En: "The mood turned."},
		ruleEarly:         {Zh: "还没弄清原因就讲后果，对方只觉得被压。", En: "A consequence was named before the reason was known, and it felt like bullying."},
		ruleBluff:         {Zh: "这个后果这单根本做不到，对方看出是虚张声势。", En: "The consequence is not one this case allows; the debtor took it for a bluff."},
		ruleContradiction: {Zh: "报的数跟账上对不上，对方觉得你没备课。", En: "The figure contradicts the file, so the debtor thinks you have not done your homework."},
		ruleFirmThenFace:  {Zh: "先硬后软，一硬一软比单用哪一手都强。", En: "Firm first, then a way to save face: together they do more than either alone."},
		ruleVague:         {Zh: "接受了含糊的说法，对方松了口气，条件就冻在那儿了。", En: "A vague word was accepted: the debtor was off the hook and the offer froze."},
		ruleClock:         {Zh: "电话打得越久，耐心越少。", En: "Every turn costs some patience."},
		ruleOtherMind:     {Zh: "电话换了人接，这个人有自己的心情和看法。", En: "Somebody else came on the line, with a mind of their own."},
		ruleMeta:          {Zh: "这话不像是跟对方说的，对方听不懂。", En: "The words were not meant for the debtor, who did not follow."},
		ruleRedLine:       {Zh: "越了红线，对方翻脸，之后说什么都救不回来。", En: "A red line was crossed, and nothing said afterwards repairs it."},
		ruleLocked:        {Zh: "越过红线之后，这通电话就结束了。", En: "After the red line the call was over."},
		rulePatience:      {Zh: "对方的耐心用完了。", En: "The debtor's patience had run out."},
		ruleLeave:         {Zh: "学员收了尾，对方也就挂了。", En: "The trainee brought the call to a close."},
		ruleLeaveAgreed:   {Zh: "说定之后学员收了尾，对方也就挂了。", En: "With terms agreed the trainee brought the call to a close."},
		ruleIdentity:      {Zh: "还没报清家门，对方要先问你是谁。", En: "The debtor wanted to know who was calling first."},
		ruleExcuseNext:    {Zh: "还没有非付不可的理由，于是搬出下一个借口。", En: "There was no need to pay yet, so the next reason not to came out."},
		ruleExcuseOpen:    {Zh: "前面那个借口没有处理完，又被拿出来挡。", En: "An earlier excuse had never been settled, so it came back."},
		ruleExcuseTested:  {Zh: "这个说法被追问了，得再补一点细节。", En: "The claim was tested, and a little more had to be said."},
		ruleExcuseExposed: {Zh: "追问到点上，借口撑不住了。", En: "The test hit home and the excuse collapsed."},
		ruleExcuseTrue:    {Zh: "查下来是真的，你认真核实，对方反倒更信你。", En: "It turned out to be true, and checking it properly earned trust."},
		ruleExcuseClosed:  {Zh: "这个理由不再挡路了。", En: "That reason no longer stands in the way."},
		ruleFactEarned:    {Zh: "问到了，也够信任，对方说了实话。", En: "The right question with enough standing brought a fact out."},
		ruleFirstAsk:      {Zh: "头一次问，对方不会交底。", En: "Nobody lays their cards out at the first question."},
		ruleNotYet:        {Zh: "火候没到，对方绕开了。", En: "It was not time yet, and the debtor went round the question."},
		ruleTold:          {Zh: "这方面能说的都已经说了。", En: "There was nothing more to tell on that."},
		ruleDecider:       {Zh: "拍板的人就在线上。", En: "The one who decides was on the line."},
		ruleReachEarned:   {Zh: "对方愿意把人请出来。", En: "The contact was willing to put you through."},
		ruleReachNotYet:   {Zh: "还没给对方理由把你转过去。", En: "The contact had no reason to put you through yet."},
		ruleAuthority:     {Zh: "这个人做不了主，答应了也不作数。", En: "This person cannot decide, so their word is worth nothing."},
		ruleNotWilling:    {Zh: "付款的意愿还不够，只给了句空话。", En: "There was not enough will to pay, so only warm words came."},
		ruleOfferFirst:    {Zh: "意愿够了，先给出一个留有余地的条件。", En: "There was enough will for a first offer, with something held back."},
		ruleOfferStep:     {Zh: "压得有理，往上让了一步。", En: "Pressed for good reason, the debtor went one step further."},
		ruleOfferFace:     {Zh: "给了台阶，顺势让了一步。", En: "Given a way to save face, the debtor went one step further."},
		ruleOfferEnd:      {Zh: "照眼下的意愿，这就是能给的。", En: "That is what the present will to pay allows."},
		ruleOfferSame:     {Zh: "没有新的理由，条件不变。", En: "Nothing new was put forward, so the terms stayed."},
		ruleAgreed:        {Zh: "这一项先前已经说定了。", En: "That had been agreed already."},
		ruleElement:       {Zh: "问到了，承诺里补上一项。", En: "It was asked for, so it became part of the promise."},
		ruleElementDodge:  {Zh: "不想被钉死，第一次问就绕开了。", En: "Not wanting to be pinned down, the debtor slipped away the first time."},
		ruleRecapRight:    {Zh: "复述得对，对方点头认了。", En: "The recap was right and was agreed to."},
		ruleRecapWrong:    {Zh: "复述跟说好的不一致，对方纠正了。", En: "The recap did not match what was agreed and was corrected."},
		ruleRecapFalse:    {Zh: "把没答应过的事说成答应了，对方不认。", En: "The recap claimed what had never been promised, and it was denied."},
		ruleDesk:          {Zh: "材料当场给到，办事靠得住。", En: "The document was supplied on the spot, which looks reliable."},
		ruleDeskHelps:     {Zh: "这件事正好解决了对方的麻烦。", En: "It was just what solved the debtor's trouble."},
		ruleSecondVoice:   {Zh: "前面硬过，同事再来打圆场，一个黑脸一个红脸，台阶就有了。", En: "After the firm words a colleague's softer call gave the debtor a way down."},
		ruleSoftFirst:     {Zh: "还没硬过就有人来说软话，对方觉得不着急。", En: "A soft call before any firmness told the debtor that nobody was in earnest."},
		ruleTwoVoices:     {Zh: "你和同事说的对不上，一个说要走程序，一个说不会，两边都不可信了。", En: "You and your colleague said opposite things, and neither is believed now."},
		ruleVoicemail:     {Zh: "要找的人没接，是语音信箱。", En: "The person asked for did not answer; it went to voicemail."},
		ruleCallBack:      {Zh: "要找的人不在手边，只说会回电话。", En: "The person asked for was not to hand and would only ring back."},
		ruleBlurted:       {Zh: "情绪上来自己说漏了，不是问出来的。", En: "It slipped out in the mood of the moment; it was not your question that earned it."},
		ruleAskBack:       {Zh: "对方反问一句，掂掂你的分量。", En: "The debtor asked something back to see what you are made of."},
		ruleTestPassed:    {Zh: "反问接得住，拿得出东西，对方高看一眼。", En: "You had something solid to answer with, and it told."},
		ruleTestFailed:    {Zh: "反问没接住，对方觉得你心里没数。", En: "The question back went unanswered, which looks unprepared."},
		ruleMistimed:      {Zh: "这一手用得不是时候，没起作用。", En: "It was not the time for it, and it brought nothing."},
		ruleHardship:      {Zh: "这时候诉自己的难处，对方不买账。", En: "Your own troubles carried no weight here."},
		ruleFavour:        {Zh: "交情不到或者提多了，旧情变成了算账。", En: "Too early or once too often: the old favour sounded like a bill."},
		ruleDeadline:      {Zh: "说有人催，却没有日子也没有出处，像借口。", En: "Pressure from inside with no date or name to it sounds like an excuse of your own."},
		ruleGivenFirst:    {Zh: "条件还没谈就先让了，对方收下，接着要更多。", En: "You gave before you got: it was pocketed, and now they wait for more."},
		ruleRecalled:      {Zh: "提起上次没兑现的承诺，日子对得上，对方理亏。", En: "You reminded them of a promise they broke, with the day right, and they could not deny it."},
		ruleStranger:      {Zh: "没说自己是谁、为哪张票，就开口要东西，对方不搭理。", En: "You wanted something without saying who you are or which bill it is about."},
		ruleParrots:       {Zh: "一字不差的话说第三遍，对方听烦了，什么也换不来。", En: "The very same words a third time: the debtor had heard them, and they bring nothing."},
		ruleGrinds:        {Zh: "一遍遍逼一个做不了主的人，只会把人逼烦。", En: "Pressing somebody who cannot decide, again and again, only wears them out."},
		ruleNothingYet:    {Zh: "还什么都没说定，谈不上没付怎么办。", En: "Nothing has been promised yet, so there is nothing to miss."},
		ruleLooks:         {Zh: "刚接上话，谁也不会马上给承诺。", En: "Nobody gives a promise in their first answer."},
		ruleWeighs:        {Zh: "理由放下了，日子和数目还在心里盘算。", En: "The reason is given up; the day and the sum are still being weighed."},
		ruleSilence:       {Zh: "电话里没了声音，对方问还在不在。", En: "The line went quiet, and the debtor asked whether anybody was there."},
		ruleOtherLanguage: {Zh: "换了一种语言，对方听不懂。", En: "That was another language, which the debtor does not speak."},
		ruleWho:           {Zh: "问是谁，对方报了自己。", En: "Asked who it is, the debtor said so."},
		ruleAgain:         {Zh: "请对方再说一遍，对方重复了。", En: "Asked to say it again, the debtor did."},
		ruleWrongName:     {Zh: "叫错了人，对方纠正了一句。", En: "You called them by another's name, and they said so."},
		ruleRestLater:     {Zh: "余款眼下没有安排。", En: "There is no plan for the rest as yet."},
		ruleSlips:         {Zh: "一次次没要到实的，对方又往后退了一步。", En: "Asked again and again with nothing pinned down, the debtor slipped one step further away."},
		ruleVanishes:      {Zh: "热情、许诺、翻脸之后就是失联。", En: "After the charm, the promises and the quarrel comes silence."},
		"st_mal_sincere":  {Zh: "先是一团和气，什么都好说，就是不落地。", En: "First all warmth, with nothing to hold on to."},
		"st_mal_promise":  {Zh: "接着满口答应，就是不给日子。", En: "Then promises, without a day in them."},
		"st_mal_delay":    {Zh: "再追就翻脸找茬，拖。", En: "Pressed further, they turn sour and stall."},
		"st_mal_silence":  {Zh: "最后爱理不理，随时要挂。", En: "In the end they hardly answer."},
		ruleWhich:         {Zh: "知道是谁打来的了，还不知道为哪一笔。", En: "They knew who was calling, but not about which bill."},
		ruleNothingSaid:   {Zh: "请对方再说一遍，可刚才没说什么要紧的。", En: "Asked to say it again, the debtor had said nothing to repeat."},
		ruleReceived:      {Zh: "问材料到了没有，对方说到了。", En: "Asked whether what you sent had come, the debtor said yes."},
		ruleHere:          {Zh: "问还在不在，对方应了一声。", En: "Asked whether they were there, the debtor answered."},
		ruleMoment:        {Zh: "问方不方便，对方让你说。", En: "Asked whether it was a good time, the debtor let you go on."},
		rulePleasantry:    {Zh: "寒暄一句，对方也应付一句。", En: "A pleasantry got a pleasantry."},
		ruleHold:          {Zh: "请对方等一下，对方等了。", En: "Asked to wait a moment, the debtor waited."},
		rulePardon:        {Zh: "道了个歉，对方没有计较。", En: "You said sorry, and the debtor let it pass."},
		ruleThanks:        {Zh: "道了声谢，对方客气了一句。", En: "You said thanks, and the debtor was polite about it."},
		ruleNoted:         {Zh: "报了个数，对方记下了。", En: "You gave a figure and the debtor noted it."},
		ruleNod:           {Zh: "只应了一声，话头还在你这儿。", En: "You only said yes, and it was still for you to speak."},
		ruleDrift:         {Zh: "这句话没推动什么，话题散了。", En: "The sentence moved nothing and the talk drifted."},
		ruleUnclear:       {Zh: "对方没听懂这句想要什么。", En: "The debtor could not tell what was wanted."},
		rulePolite:        {Zh: "对方顺着应了一句。", En: "The debtor responded in kind."},
		ruleBegging:       {Zh: "求人的口气让这笔钱显得不急。", En: "Pleading made the money seem less urgent."},
	}
}

// howToEarn puts the condition of a fact into words: who to ask, what to do, what it takes.
func howToEarn(s *coach.Scenario, c coach.Condition, lang coach.Lang) string {
	zh := lang == coach.Chinese
	var parts []string
	say := func(inZh, inEn string) {
		if zh {
			parts = append(parts, inZh)
		} else {
			parts = append(parts, inEn)
		}
	}
	if contact, ok := s.Contact(c.Contact); ok {
		say("跟"+contact.Title.Zh+"谈", "with "+contact.Title.En+" on the line")
	}
	if len(c.Acts) > 0 {
		names := make([]string, len(c.Acts))
		for i, a := range c.Acts {
			names[i] = ActName(a, lang)
		}
		if c.Times > 1 {
			n := strconv.Itoa(c.Times)
			say(strings.Join(names, "或")+"，共"+n+"次", strings.Join(names, " or ")+", "+n+" times")
		} else {
			say(strings.Join(names, "或"), strings.Join(names, " or "))
		}
	}
	parts = append(parts, gaugeNeeds(c.State, lang)...)
	for _, id := range c.Facts {
		if f, ok := s.Fact(id); ok {
			say("先问出“"+f.Name.Zh+"”", "once you know that: "+f.Name.En)
		}
	}
	for _, id := range c.Actions {
		for _, d := range s.Case.Desk {
			if d.ID == id {
				say("先在案头"+d.Name.Zh, "after this on the desk: "+d.Name.En)
			}
		}
	}
	if zh {
		return strings.Join(parts, "；")
	}
	return strings.Join(parts, "; ")
}

func gaugeNeeds(minimum coach.Gauges, lang coach.Lang) []string {
	names := [7]coach.Text{
		{Zh: "信任足够", En: "enough trust"}, {Zh: "对方有火气", En: "irritation"}, {Zh: "紧迫感足够", En: "enough urgency"},
		{Zh: "可信度足够", En: "enough credibility"}, {Zh: "对方面子没丢", En: "their face intact"},
		{Zh: "亏欠感足够", En: "a sense of obligation"}, {Zh: "对方还有耐心", En: "patience left"},
	}
	var needs []string
	for i, v := range gaugeList(minimum) {
		if v > 0 {
			needs = append(needs, names[i].In(lang))
		}
	}
	return needs
}

// ActName is an act as the debrief calls it.
func ActName(act coach.Act, lang coach.Lang) string {
	names := map[coach.Act]coach.Text{
		coach.ActGreet: {Zh: "打招呼", En: "greeting"}, coach.ActStateDebt: {Zh: "说清欠款", En: "stating the debt"},
		coach.ActProbeReason: {Zh: "问原因", En: "asking for the reason"}, coach.ActProbeProcess: {Zh: "问付款流程", En: "asking how payment works there"},
		coach.ActProbeDecisionMaker: {Zh: "问谁拍板", En: "asking who decides"}, coach.ActProbeFinances: {Zh: "问资金情况", En: "asking about their cash"},
		coach.ActVerifyClaim: {Zh: "核实对方的说法", En: "checking what was claimed"}, coach.ActChallengeClaim: {Zh: "用事实反驳", En: "answering a claim with a fact"},
		coach.ActEmpathise: {Zh: "体谅对方", En: "showing understanding"}, coach.ActAcknowledgeGrievance: {Zh: "承接对方的意见", En: "owning a complaint"},
		coach.ActGiveFace: {Zh: "给台阶", En: "leaving them their face"}, coach.ActAppealReciprocity: {Zh: "提旧情", En: "recalling a past favour"},
		coach.ActStateHardship: {Zh: "说自己的难处", En: "telling of your own difficulty"}, coach.ActThirdPartyPressure: {Zh: "借内部压力", En: "naming pressure from inside your firm"},
		coach.ActStandFirm: {Zh: "强硬表态", En: "standing firm"}, coach.ActRejectDelay: {Zh: "拒绝拖延", En: "refusing a delay"},
		coach.ActConsequenceCurrent: {Zh: "讲眼前合作的后果", En: "what it does to current orders"}, coach.ActConsequenceFuture: {Zh: "讲今后合作的后果", En: "what it does to future terms"},
		coach.ActConsequenceCompany: {Zh: "讲对公司的后果", En: "what it does to their company"}, coach.ActConsequencePersonal: {Zh: "讲对经办人的后果", En: "what it means for them at work"},
		coach.ActFormalNotice: {Zh: "讲正式程序", En: "naming a formal step"}, coach.ActOfferHelp: {Zh: "主动帮忙", En: "offering help"},
		coach.ActOfferIncentive: {Zh: "拿优惠交换", En: "trading a benefit"}, coach.ActOfferInstalments: {Zh: "提分期", En: "offering instalments"},
		coach.ActProposeChoice: {Zh: "让对方二选一", En: "offering a choice of two"}, coach.ActAskCommitment: {Zh: "要一个准话", En: "asking for a commitment"},
		coach.ActAskProof: {Zh: "要凭证", En: "asking for proof"}, coach.ActRecap: {Zh: "复述确认", En: "reading back what was agreed"},
		coach.ActAgreeFallback: {Zh: "约好万一没付怎么办", En: "agreeing what happens if it is missed"}, coach.ActGrovel: {Zh: "低声下气", En: "pleading"},
		coach.ActAcceptVague: {Zh: "接受含糊答复", En: "accepting a vague answer"}, coach.ActInviteComplaint: {Zh: "主动讨意见", En: "inviting complaints"},
		coach.ActThreatViolence: {Zh: "暴力威胁", En: "threatening violence"}, coach.ActThreatPrivateLife: {Zh: "威胁家人隐私", En: "threatening private life"},
		coach.ActThreatPolice: {Zh: "拿报警吓人", En: "threatening arrest"}, coach.ActThreatExposure: {Zh: "威胁曝光", En: "threatening exposure"},
		coach.ActHarass: {Zh: "纠缠骚扰", En: "harassment"}, coach.ActInsult: {Zh: "辱骂", En: "insult"}, coach.ActDeceive: {Zh: "欺骗冒充", En: "deception"},
		coach.ActBribe: {Zh: "许个人好处", En: "offering a personal benefit"}, coach.ActMeta: {Zh: "说了场外话", En: "talking to the trainer"},
	}
	if name, ok := names[act]; ok {
		return name.In(lang)
	}
	return string(act)
}
