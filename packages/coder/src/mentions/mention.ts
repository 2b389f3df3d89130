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
