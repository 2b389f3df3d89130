/** One phrase of the lexicon or gazetteer, found in a document. */
export interface Mention {
  /** `form`, `workforce`, `demand`, `outcome`, `repression`, `employment`, `status`, `cue`, `place`, `institution`, `workplace`, `organisation`, `event`; `bare_place` for a town's name that is also a common word. */
  readonly kind: string
  /** Code of the codebook, or the id of a gazetteer row. */
  readonly code: string
  /** Token range [first, past). */
  readonly first: number
  readonly past: number
  readonly sentence: number
  /** Lexicon term or gazetteer row that made it. */
  readonly by: string
  /** A verb of the phrase stands negated («تجمع نکردند»). */
  readonly negated: boolean
  /** Counts only beside other evidence. */
  readonly weak: boolean
  /** Of a Persian workforce: names people («معلمان»), not their trade or place of work («مدارس»). */
  readonly people: boolean
  /** Stands within the name of an organisation or institution, so it is no actor, act or claim of its own. */
  readonly inName: boolean
}

/** A mention read out of another, of its kind and code, that stands at other tokens. */
export function mentionAt(of: Mention, first: number, past: number, sentence: number, by: string): Mention {
  const { kind, code, people, inName } = of
  return { kind, code, first, past, sentence, by, negated: false, weak: true, people, inName }
}

/** A mention of another code than its words say by themselves. */
export function mentionAs(of: Mention, code: string): Mention {
  const { kind, first, past, sentence, by, negated, weak, people, inName } = of
  return { kind, code, first, past, sentence, by, negated, weak, people, inName }
}

/** What is called for by words that are a mention of something else. */
export function claimFrom(of: Mention, code: string, first: number, by: string): Mention {
  const { past, sentence, people, inName } = of
  return { kind: "demand", code, first, past, sentence, by, negated: false, weak: false, people, inName }
}
