// Package lang holds text primitives for Chinese and English: normalising with a way back to the original, sentences and
// clauses, money, dates, counts, and saying money and dates aloud. It knows nothing of calls or debts beyond the words.
//
// Languages are named "zh" and "en"; any other name reads as "en". Dates are civil dates written YYYY-MM-DD, money is
// integer minor units with an ISO 4217 code. Every function takes time linear in its input.
package lang
