// Package nlu turns an utterance into dialogue acts and slots.
//
// # How acts are heard
//
// A Labeller normalises the utterance (package lang), cuts it into clauses and sentences, finds the slots, and then tries
// the patterns of patterns/<language>/*.txt on it. All literals of a language are found in one pass; a pattern is only
// looked at when its rarest part occurs. Independent patterns for the same act make it surer (1 - Π(1 - weight)), and it
// counts from 0.5 on. A linear classifier (model.go, decide.go) then has the last word: it weighs the words, their senses
// (senses.txt: words a collector may use for the same thing), the line before and what the patterns found. Of a turn of many
// sentences each is weighed by itself too, since the words of one drown in the others'. The quote is the pattern's where one
// agrees, else the clause that speaks most for the act. The classifier is trained on corpus/train by package learn; run make
// train-nlu after changing patterns, senses or corpus, and make eval-nlu to see the effect on the frozen split. How lines
// are labelled is in corpus/README.md.
//
// The forms of patterns/plain leave no doubt and overrule the classifier: an act they perform is heard, one they only sound like
// ([not:act]) is not, and a sum and a day that were just named and are said back are a recap (plain.go). They are no evidence,
// so adding one needs no training; TestPlainFormsAreRightOnTheCorpus keeps those that are right on the labelled lines.
//
// # How to add a pattern
//
// 1. Add the utterance that was misheard to corpus/train/<language>-basics.jsonl (the act under "acts" when it was missed,
// under "not" for a look-alike, and under "only") and see TestActsAreHeardByFunction fail. Often training on it is enough.
//
// 2. Add or mend a line under the act's [section]. A line is a pattern, a tab, and options:
//
//	(谁|哪位) .. (拍板|签字)	ask w=0.7 nots=验收
//
// A pattern is parts in order. A part is a word, (this|that), or <class> of words.txt; words stand in the normalised form:
// lower case, simplified, half-width punctuation. English words match whole; a trailing * takes any ending (pay*). A part
// followed by ? may be missing. <MONEY> <DATE> <VAGUE> <DAYS> <PERCENT> <COUNT> <NUMBER> <DOC> <METHOD> <ROLE> <CONTACT>
// stand for slots. Parts side by side must touch; ".." lets a few words of the same clause come between, "..." a phrase
// of the same sentence. ^ is the beginning of a clause (fillers aside), $ its end.
//
// Options: w=0.7 the weight (default 0.8; below 0.5 it needs company), ask / tell only in or outside questions, any
// either, prev=claim|vague only after the other side did that (sections [said:…] of said.txt), not=a|b and nots=a|b
// unless these words stand in the clause or sentence, with=a|b only when they stand in the utterance, rl=rl_… the finer
// red-line id, loose when negation and quoting the other side make no difference (questions, requests), strict undoes it.
// Flags come before not=, nots= and with=, or at the very end. Options after [section] hold for all its lines.
//
// A word that should have told the act may also be missing from its sense: add it to senses.txt and train again. A sense
// decides nothing alone; it carries what was learnt of its other words over to this one.
//
// 3. Unless it says loose, a pattern is not heard when a word of class neg reaches it ("我们不会报警"), when the words are
// the other side's (class yousaid), or when the sentence takes them back (class disclaim). negnot lists phrases that hold
// a negation word and negate nothing; negstop ends a negation's reach.
//
// The sections [mark:…] feed rules in code (compose.go), [said:…] describe the other side's line, and those of vocab.txt
// are the closed vocabularies of slots.
//
// # How debtors are heard
//
// UnderstandDebtor reads the other side of a real call with patterns alone, in patterns/debtor/<language>: a section for each
// of the 26 excuses, and for refusal, dispute, disclosure and the elements of a promise. Its lines are in corpus/debtor.
package nlu
