// How fast texts are folded, split and searched, and what the number of phrases changes.
import { builtInKnowledge } from "@karnegar/coder"
import { Matcher } from "../packages/coder/dist/lexicon/matcher.js"
import { readDoc } from "../packages/coder/dist/text/read-doc.js"
import { addPhrases, STEMS, withWords } from "./phrases.mjs"
import { takeReports } from "./reports.mjs"

const REPORTS = 3_000
/** Numbers of phrases: each 64 times the one before. */
const FEW = 312
const MANY = 20_000
const MOST = MANY * 64

export default {
  title: "folding, splitting and matching, reports of 800 letters",
  make() {
    const plain = takeReports(REPORTS).map(({ text }) => text)
    const matching = (count) => {
      const matcher = new Matcher(STEMS, new Map())
      return { matcher, texts: withWords(plain, addPhrases(matcher, count)) }
    }
    const bytesOf = (texts) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    const plainBytes = bytesOf(plain)
    const find = ({ matcher, texts }) => {
      const bytes = bytesOf(texts)
      return () => {
        for (const text of texts) matcher.find(readDoc(text))
        return { reports: texts.length, bytes }
      }
    }
    return {
      cases: [
        {
          name: "fold and split",
          run() {
            for (const text of plain) readDoc(text)
            return { reports: REPORTS, bytes: plainBytes }
          },
        },
        { name: `and match ${FEW} phrases`, run: find(matching(FEW)) },
        { name: `and match ${MANY.toLocaleString("en")} phrases`, run: find(matching(MANY)) },
        { name: `and match ${MOST.toLocaleString("en")} phrases`, run: find(matching(MOST)) },
        {
          name: "and match the lexicon and gazetteer",
          run: find({ matcher: builtInKnowledge().phrases.matcher, texts: plain }),
        },
      ],
    }
  },
}
